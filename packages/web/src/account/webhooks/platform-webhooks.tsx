// The platform's webhooks, for its operator: where alerts of every account are sent.
import { useTranslation } from 'react-i18next';
import { PageHead } from '../../look/heading.tsx';
import { Webhooks } from './webhooks.tsx';

export default function PlatformWebhooks() {
  const { t } = useTranslation('webhooks');
  return (
    <>
      <PageHead eyebrow={t('platform')} title={t('platform.title')} lede={t('platform.lede')}>
        {t('platform.statement')}
      </PageHead>
      <Webhooks owner="platform" />
    </>
  );
}
