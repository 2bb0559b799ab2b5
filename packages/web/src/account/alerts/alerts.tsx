// Alerts: every way in which the holder is told, and what was sent by which.
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../look/button.tsx';
import { PageHead } from '../../look/heading.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Row, Rows } from '../../look/rows.tsx';
import { Status } from '../../look/status.tsx';
import { HoldBox } from '../hold/hold-box.tsx';
import { Notifications } from '../push/notifications.tsx';
import { useSession } from '../session.tsx';
import { useRead } from '../use-read.ts';
import { Webhooks } from '../webhooks/webhooks.tsx';
import { Sent } from './sent.tsx';

export default function Alerts() {
  const { t } = useTranslation(['alerts', 'activity', 'push', 'webhooks', 'holds', 'numbers']);
  const { tier, role } = useSession();
  return (
    <>
      <PageHead eyebrow={t('title')} title={t('title')} lede={t('lede')}>
        {t(tier === 'standard' ? 'statement.standard' : 'statement.protected')}
      </PageHead>
      <Mail />
      <OpenPages />
      <Notifications />
      <Webhooks owner="account" />
      <Stopping />
      <Sent />
      {role === 'operator' && <Platform />}
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

function OpenPages() {
  const { t } = useTranslation('alerts');
  return (
    <Ledger name={t('live')} note={t('live.note')}>
      <Rows>
        <Row name={t('live.name')} marks={<Status mark="held">{t('mail.on')}</Status>}>
          {t('live.what')}
        </Row>
      </Rows>
    </Ledger>
  );
}

/** Places that are to be told nothing more, as far as that has come. */
function Stopping() {
  const { t } = useTranslation('alerts');
  const account = useRead('account.read');
  const stops = account.data?.holds.filter(({ kind }) => kind === 'channel.stop') ?? [];
  if (stops.length === 0) return null;
  return (
    <Ledger name={t('stopping')} note={t('stopping.note')}>
      <div className="holds">
        {stops.map((hold) => (
          <div key={hold.id}>
            <HoldBox hold={hold} urgent={false} />
          </div>
        ))}
      </div>
    </Ledger>
  );
}

function Platform() {
  const { t } = useTranslation('webhooks');
  return (
    <Ledger name={t('platform')} note={t('platform.open.note')}>
      <p className="prose">{t('platform.open.what')}</p>
      <div className="actions top-4">
        <ButtonLink href="/platform/webhooks">{t('platform.open')}</ButtonLink>
        <ButtonLink href="/platform/deliveries">{t('platform.undelivered')}</ButtonLink>
      </div>
    </Ledger>
  );
}
