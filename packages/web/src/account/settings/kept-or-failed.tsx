// What came in the way of removing a way in: the floor, in plain words, or a failure.
import { useTranslation } from 'react-i18next';
import { Callout } from '../../look/callout.tsx';
import { Failed } from '../../look/waiting.tsx';
import { whyKept } from './why-kept.ts';

export function KeptOrFailed({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('settings');
  const kept = whyKept(error);
  return (
    <div className="top-4">
      {kept ? (
        <Callout tone="wait" role="status" point={t('not-changed')}>
          {t(`floor.${kept}`)}
        </Callout>
      ) : (
        <Failed point={t('not-changed')} error={error} />
      )}
    </div>
  );
}
