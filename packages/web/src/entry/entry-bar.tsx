// The bar before sign-in: the mark, and help where the platform has any.
import { useTranslation } from 'react-i18next';
import { Bar } from '../look/bar.tsx';
import { usePlatform } from '../platform.tsx';

export function EntryBar() {
  const { t } = useTranslation('shared');
  const { helpUrl } = usePlatform();
  return (
    <Bar
      home="/"
      end={
        helpUrl && (
          <a className="btn btn-plain btn-small" href={helpUrl} rel="noreferrer">
            {t('help')}
          </a>
        )
      }
    />
  );
}
