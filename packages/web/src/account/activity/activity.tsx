// Activity: everything on record about the account, by day, newest first.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import { Button } from '../../look/button.tsx';
import { PageHead } from '../../look/heading.tsx';
import { Days } from './days.tsx';
import { EvidenceProvider } from './evidence-context.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { Filters } from './filters.tsx';
import { Picture } from './picture.tsx';
import { readView, type View, writeView } from './view.ts';
import { Whole } from './whole.tsx';

export default function Activity() {
  const { t } = useTranslation('activity');
  const [search, setSearch] = useSearchParams();
  const [exporting, setExporting] = useState(false);
  const view = readView(search);
  const setView = (next: View) => setSearch(writeView(next));
  return (
    <EvidenceProvider>
      <PageHead
        eyebrow={t('eyebrow')}
        title={t('eyebrow')}
        lede={t('lede')}
        actions={
          <Button kind="primary" icon="download" onClick={() => setExporting(true)}>
            {t('export')}
          </Button>
        }
      >
        {t('statement')}
      </PageHead>
      <div className="under-6">
        <Whole />
      </div>
      <Picture />
      <Filters key={JSON.stringify([view.text, view.from, view.to])} view={view} onChange={setView} />
      <Days view={view} />
      {exporting && <ExportDialog onClose={() => setExporting(false)} />}
    </EvidenceProvider>
  );
}
