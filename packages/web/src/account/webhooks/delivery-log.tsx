// Every attempt to deliver to one webhook in the last thirty days; each can be sent again.
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Row, Rows } from '../../look/rows.tsx';
import { Status } from '../../look/status.tsx';
import { useToast } from '../../look/toast.tsx';
import { Empty, Failed, Ghost } from '../../look/waiting.tsx';
import { useTimes } from '../../words/use-times.ts';
import { Earlier } from '../earlier.tsx';
import { Failure } from '../failure.tsx';
import { useAttempt } from '../use-attempt.ts';
import { type Delivery, LIST, useWebhookCalls, type Webhook, type WebhookOwner } from './use-webhook-calls.ts';

/** Whoever looks at this has just sent something and waits to see it arrive. */
const LOOK_AGAIN_MS = 3000;

interface DeliveryLogProps {
  readonly owner: WebhookOwner;
  readonly webhook: Webhook;
}

export function DeliveryLog({ owner, webhook }: DeliveryLogProps) {
  const { t } = useTranslation('webhooks');
  return (
    <Ledger
      name={t(webhook.stream === null ? 'deliveries' : 'tests')}
      note={t(webhook.stream === null ? 'deliveries.note' : 'tests.note', { name: webhook.name })}
    >
      <Attempts owner={owner} webhook={webhook} />
    </Ledger>
  );
}

function Attempts({ owner, webhook }: DeliveryLogProps) {
  const { t } = useTranslation('webhooks');
  const { deliveries } = useWebhookCalls(owner);
  const cache = useQueryClient();
  const { id: webhookId } = webhook;
  const log = useInfiniteQuery({
    queryKey: ['webhook.deliveries', webhookId],
    initialPageParam: null as string | null,
    queryFn: ({ client, queryKey, pageParam, signal }) =>
      deliveries({
        params: { webhookId },
        query: pageParam === null ? {} : { before: pageParam },
        signal,
        // Only the first is asked for: the page looks again by itself.
        look: client.getQueryData(queryKey) !== undefined,
      }),
    getNextPageParam: (page) => page.next,
    refetchInterval: LOOK_AGAIN_MS,
  });
  const { data, error } = log;
  const newest = data?.pages[0]?.deliveries[0]?.id;
  useEffect(() => {
    if (newest === undefined) return;
    // An attempt may have changed how delivery goes, in the webhook's row and among the alerts that were sent.
    for (const list of [LIST[owner], 'alert.list']) void cache.invalidateQueries({ queryKey: [list] });
  }, [newest, cache, owner]);
  if (!data) {
    if (!error) return <Ghost what={t('deliveries.fetching')} lines={3} />;
    return <Failed point={t('deliveries.failed')} error={error} onRetry={() => void log.refetch()} />;
  }
  const all = data.pages.flatMap((page) => page.deliveries);
  if (all.length === 0) return <Empty point={t('deliveries.none')}>{t('deliveries.none.what')}</Empty>;
  return (
    <>
      <Rows>
        {all.map((delivery) => (
          <AttemptRow key={delivery.id} owner={owner} webhook={webhook} delivery={delivery} />
        ))}
      </Rows>
      <Earlier of={log} verb={t('earlier')} failed={t('earlier.failed')} />
    </>
  );
}

function AttemptRow({ owner, webhook, delivery }: DeliveryLogProps & { readonly delivery: Delivery }) {
  const { t } = useTranslation('webhooks');
  const times = useTimes();
  const toast = useToast();
  const calls = useWebhookCalls(owner);
  const sending = useAttempt();
  const { messageId, type, at, attempt, delivered, status, durationMs, error } = delivery;
  const again = () =>
    void sending.run(async () => {
      await calls.replay(webhook.id, messageId);
      toast(t('replay.done', { type }));
    });
  const took = t('took', { milliseconds: durationMs });
  return (
    <Row
      name={<span className="mono">{type}</span>}
      marks={<Status mark={delivered ? 'held' : 'stop'}>{t(delivered ? 'arrived' : 'not-arrived')}</Status>}
      facts={[
        t('sent', { when: times.at(at) }),
        ...(status === null ? [] : [t('answered', { status })]),
        took,
        ...(attempt > 1 ? [t('attempt', { attempt })] : []),
      ]}
      end={
        <Button small object={type} busy={sending.busy} onClick={again}>
          {t('replay')}
        </Button>
      }
      below={<Failure of={sending.failure} point={t('replay.failed')} />}
    >
      {status === null && error !== null && t('why', { error })}
    </Row>
  );
}
