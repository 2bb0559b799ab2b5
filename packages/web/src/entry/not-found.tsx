// The page for addresses that lead nowhere.
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../look/button.tsx';
import { Frame } from '../look/frame.tsx';
import { PageHead } from '../look/heading.tsx';
import { EntryBar } from './entry-bar.tsx';

export default function NotFound() {
  const { t } = useTranslation('not-found');
  return (
    <Frame bar={<EntryBar />} width="narrow">
      <PageHead
        title={t('title')}
        lede={t('lede')}
        actions={
          <ButtonLink kind="primary" href="/">
            {t('overview')}
          </ButtonLink>
        }
      >
        {t('statement')}
      </PageHead>
    </Frame>
  );
}
