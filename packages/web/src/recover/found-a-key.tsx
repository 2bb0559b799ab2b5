// For somebody whose key turns up while a recovery waits: it ends the case by itself.
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Callout } from '../look/callout.tsx';

export function FoundAKey() {
  const { t } = useTranslation('recover');
  return (
    <div className="top-6">
      <Callout icon="key" point={t('found.point')}>
        <Link href="/sign-in">{t('found.link')}</Link> {t('found.what')}
      </Callout>
    </div>
  );
}
