// What was sent in the last thirty days, and by which way each alert reached its holder.
import type { Answer } from '@holdfast/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Events } from '../../look/events.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Empty, Failed, Ghost } from '../../look/waiting.tsx';
import { useProtectedCall } from '../../step-up/step-up-context.tsx';
import { useTimes } from '../../words/use-times.ts';
import { EventLine } from '../activity/event-line.tsx';
import { Earlier } from '../earlier.tsx';
import { isLook } from '../is-look.ts';

type Page = Answer<'alert.list'>;
type Delivery = Page['alerts'][number]['deliveries'][number];

function useAlerts() {
  const protectedCall = useProtectedCall();
  return useInfiniteQuery({
    queryKey: ['alert.list', 'pages'],
    initialPageParam: null as string | null,
    queryFn: (context): Promise<Page> => {
      const { pageParam, signal } = context;
      const query = pageParam === null ? {} : { before: pageParam };
      return protectedCall('alert.list', { query, signal, look: isLook(context) });
    },
    getNextPageParam: (page) => page.next,
  });
}

/** "E-mail: sent today at 13:58". */
function useTellDelivery(): (delivery: Delivery) => string {
  const { t } = useTranslation('alerts');
  const times = useTimes();
  return ({ channel, label, state, at, nextAt }) => {
    const way =
      channel === 'mail' || label === null
        ? t(`way.${channel}` as const)
        : t(`way.${channel}.named` as const, { label });
    if (state === 'waiting' && nextAt === null) return t('state.in-turn', { way });
    return t(`state.${state}` as const, { way, when: times.at(at ?? nextAt ?? 0) });
  };
}

export function Sent() {
  const { t } = useTranslation('alerts');
  return (
    <Ledger name={t('sent')} note={t('sent.note')}>
      <SentEvents />
    </Ledger>
  );
}

function SentEvents() {
  const { t } = useTranslation('alerts');
  const times = useTimes();
  const tell = useTellDelivery();
  const sent = useAlerts();
  const { data, error } = sent;
  if (!data) {
    if (!error) return <Ghost what={t('fetching')} lines={6} />;
    return <Failed point={t('failed')} still={t('failed.still')} error={error} onRetry={() => void sent.refetch()} />;
  }
  const alerts = data.pages.flatMap((page) => page.alerts);
  if (alerts.length === 0) return <Empty point={t('sent.none')}>{t('sent.none.what')}</Empty>;
  return (
    <>
      <Events>
        {alerts.map(({ event, deliveries }) => (
          <EventLine key={event.id} event={event} time={times.brief(event.at)} more={deliveries.map(tell)} />
        ))}
      </Events>
      <Earlier of={sent} verb={t('earlier')} failed={t('earlier.failed')} />
    </>
  );
}
