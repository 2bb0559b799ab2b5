// What stands beside every entry: the true address, and a word for those who are being hurried.
import { useTranslation } from 'react-i18next';
import { usePlatform } from '../platform.tsx';

export function EntryAside() {
  const { t } = useTranslation('sign-in');
  const platform = usePlatform();
  return (
    <aside>
      <h2>{t('address.title')}</h2>
      <p>
        <span className="mono loud">{platform.host}</span>
        <br />
        {t('address.what')}
      </p>
      <h2>{t('hurry.title')}</h2>
      <p>{t('hurry.what', { platform: platform.name })}</p>
    </aside>
  );
}
