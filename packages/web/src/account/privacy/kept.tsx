// How long what is held is kept, as the operator has set it.
import { useTranslation } from 'react-i18next';
import { Ledger } from '../../look/ledger.tsx';
import { Pair, Pairs } from '../../look/pairs.tsx';
import { usePlatform } from '../../platform.tsx';

export function Kept() {
  const { t } = useTranslation('privacy');
  const { particularsDays, sessionDays, deliveredDays } = usePlatform().kept;
  return (
    <Ledger name={t('kept')}>
      <Pairs>
        <Pair name={t('kept.what')} note={t('kept.what.note')}>
          {t('kept.for-good')}
        </Pair>
        <Pair name={t('kept.where')} note={particularsDays === null ? undefined : t('kept.where.note')}>
          {particularsDays === null ? t('kept.account') : t('kept.days', { count: particularsDays })}
        </Pair>
        <Pair name={t('kept.sessions')}>{t('kept.sessions.days', { count: sessionDays })}</Pair>
        <Pair name={t('kept.alerts')} note={t('kept.alerts.note')}>
          {t('kept.days', { count: deliveredDays })}
        </Pair>
      </Pairs>
    </Ledger>
  );
}
