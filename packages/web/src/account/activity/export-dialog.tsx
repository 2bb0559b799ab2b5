// The activity as a file: in which form, and then the browser's own download.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { requestTarget } from '../../api.ts';
import { Button } from '../../look/button.tsx';
import { Dialog } from '../../look/dialog.tsx';
import { Options } from '../../look/options.tsx';
import { useToast } from '../../look/toast.tsx';
import { Failure } from '../failure.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';

const FORMS = ['csv', 'ndjson'] as const;
type Form = (typeof FORMS)[number];

/** The server says what the file is called. */
function download(ticket: string): void {
  const link = document.createElement('a');
  link.href = requestTarget('activity.download', { query: { ticket } }).target;
  link.download = '';
  link.click();
}

export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('activity');
  const change = useChange();
  const toast = useToast();
  const attempt = useAttempt();
  const [form, setForm] = useState<Form>('csv');
  const begin = () =>
    void attempt.run(async () => {
      const { ticket } = await change('activity.export', { body: { format: form } });
      download(ticket);
      toast(t('export.begun'));
      onClose();
    });
  return (
    <Dialog
      title={t('export.title')}
      safe={t('export.keep')}
      onClose={onClose}
      action={
        <Button kind="primary" busy={attempt.busy} onClick={begin}>
          {t('export.do')}
        </Button>
      }
    >
      <p>{t('export.what')}</p>
      <Options
        legend={t('export.as')}
        legendHidden
        value={form}
        onChange={setForm}
        options={FORMS.map((value) => ({ value, name: t(`export.${value}`), note: t(`export.${value}.note`) }))}
      />
      <Failure of={attempt.failure} point={t('export.failed')} />
    </Dialog>
  );
}
