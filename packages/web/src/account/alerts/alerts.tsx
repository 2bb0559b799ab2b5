// Alerts: every way in which the holder is told, and what was sent by which.
import { useTranslation } from 'react-i18next';
import { PageHead } from '../../look/heading.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Row, Rows } from '../../look/rows.tsx';
import { Status } from '../../look/status.tsx';
import { useSession } from '../session.tsx';
import { Sent } from './sent.tsx';

export default function Alerts() {
  const { t } = useTranslation(['alerts', 'activity']);
  const { tier } = useSession();
  return (
    <>
      <PageHead eyebrow={t('title')} title={t('title')} lede={t('lede')}>
        {t(tier === 'standard' ? 'statement.standard' : 'statement.protected')}
      </PageHead>
      <Mail />
      <Sent />
    </>
  );
}

function Mail() {
  const { t } = useTranslation('alerts');
  const { email } = useSession();
  return (
    <Ledger name={t('mail')} note={t('mail.note')}>
      <Rows>
        <Row name={email} marks={<Status mark="held">{t('mail.on')}</Status>}>
          {t('mail.what')}
        </Row>
      </Rows>
    </Ledger>
  );
}
