// One webhook: how delivery to it goes, and what can be done with it.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { Row } from '../../look/rows.tsx';
import { type Mark, Status } from '../../look/status.tsx';
import { useToast } from '../../look/toast.tsx';
import { useTimes } from '../../words/use-times.ts';
import { Failure } from '../failure.tsx';
import { useAttempt } from '../use-attempt.ts';
import { RemoveWebhookDialog } from './remove-webhook-dialog.tsx';
import { RotateDialog } from './rotate-dialog.tsx';
import { useWebhookCalls, type Webhook, type WebhookOwner } from './use-webhook-calls.ts';

interface WebhookRowProps {
  readonly owner: WebhookOwner;
  readonly webhook: Webhook;
  /** Whether its attempts are shown. */
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

const MARK = { on: 'held', failing: 'needs', paused: 'stop', gone: 'ended' } as const satisfies Record<string, Mark>;

const stateOf = ({ state, failingSince }: Webhook) =>
  state !== 'live' ? state : failingSince === null ? 'on' : 'failing';

export function WebhookRow({ owner, webhook, isOpen, onOpen }: WebhookRowProps) {
  const { t } = useTranslation('webhooks');
  const { t: time } = useTranslation('time');
  const times = useTimes();
  const toast = useToast();
  const calls = useWebhookCalls(owner);
  const attempt = useAttempt();
  const [asking, setAsking] = useState<'rotate' | 'remove' | null>(null);
  const { id, name, url, failingSince, lastOkAt, lastError, oldSecretUntil, sends, stream } = webhook;
  const state = stateOf(webhook);
  const test = () =>
    void attempt.run(async () => {
      await calls.test(id);
      toast(t('test.done', { name }));
      if (!isOpen) onOpen();
    });
  const since = failingSince === null ? '' : times.lately(failingSince);
  const counted = (number: number) => number.toLocaleString(time('locale'));
  return (
    <>
      <Row
        name={name}
        marks={<Status mark={MARK[state]}>{t(`state.${state}`)}</Status>}
        facts={[
          <span key="url" className="mono">
            {url}
          </span>,
          lastOkAt === null ? t('delivered.never') : t('delivered', { ago: times.ago(lastOkAt) }),
          ...(stream === null || sends === 'alerts'
            ? []
            : [t(`streams.${sends}`), t('streams.sent', { sent: counted(stream.sent), size: counted(stream.size) })]),
        ]}
        below={
          <>
            <div className="actions">
              <Button small object={name} busy={attempt.busy} onClick={test}>
                {t('test')}
              </Button>
              <Button small object={name} aria-expanded={isOpen} onClick={onOpen}>
                {t(stream === null ? 'deliveries' : 'tests')}
              </Button>
              <Button small object={name} onClick={() => setAsking('rotate')}>
                {t('rotate')}
              </Button>
              <Button small object={name} onClick={() => setAsking('remove')}>
                {t('remove')}
              </Button>
            </div>
            <Failure of={attempt.failure} point={t('test.failed', { name })} />
          </>
        }
      >
        {state !== 'on' &&
          t(stream === null || state === 'gone' ? `what.${state}` : `what.stream.${state}`, {
            since,
            error: lastError ?? '',
          })}{' '}
        {oldSecretUntil !== null && t('old-secret', { when: times.at(oldSecretUntil) })}
      </Row>
      {asking === 'rotate' && <RotateDialog owner={owner} webhook={webhook} onClose={() => setAsking(null)} />}
      {asking === 'remove' && <RemoveWebhookDialog owner={owner} webhook={webhook} onClose={() => setAsking(null)} />}
    </>
  );
}
