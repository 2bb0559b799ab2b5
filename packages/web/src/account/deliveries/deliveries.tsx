// What could not be delivered, for the operator: that it is so, why and since when, with a way to have it tried again.
import type { Answer } from '@holdfast/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { PageHead } from '../../look/heading.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Row, Rows } from '../../look/rows.tsx';
import { Status } from '../../look/status.tsx';
import { useToast } from '../../look/toast.tsx';
import { Empty, Failed, Ghost } from '../../look/waiting.tsx';
import { useProtectedCall } from '../../step-up/step-up-context.tsx';
import { useTimes } from '../../words/use-times.ts';
import { Failure } from '../failure.tsx';
import { isLook } from '../is-look.ts';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';

type Page = Answer<'outbox.list-dead'>;
type Undelivered = Page['undelivered'][number];

function useUndelivered() {
  const protectedCall = useProtectedCall();
  return useInfiniteQuery({
    queryKey: ['outbox.list-dead', 'pages'],
    initialPageParam: null as string | null,
    queryFn: (context): Promise<Page> => {
      const { pageParam, signal } = context;
      const query = pageParam === null ? {} : { before: pageParam };
      return protectedCall('outbox.list-dead', { query, signal, look: isLook(context) });
    },
    getNextPageParam: (page) => page.next,
  });
}

export default function Deliveries() {
  const { t } = useTranslation('deliveries');
  const list = useUndelivered();
  const total = list.data?.pages.at(-1)?.total;
  return (
    <>
      <PageHead eyebrow={t('eyebrow')} title={t('title')} lede={t('lede')}>
        {total === undefined ? t('title') : total === 0 ? t('statement.none') : t('statement.some', { count: total })}
      </PageHead>
      <Ledger name={t('list')} note={t('list.note')}>
        <List list={list} />
      </Ledger>
    </>
  );
}

function List({ list }: { readonly list: ReturnType<typeof useUndelivered> }) {
  const { t } = useTranslation('deliveries');
  const { data, error, hasNextPage, isFetchingNextPage } = list;
  if (!data) {
    if (!error) return <Ghost what={t('fetching')} lines={3} />;
    return <Failed point={t('failed')} still={t('failed.still')} error={error} onRetry={() => void list.refetch()} />;
  }
  const all = data.pages.flatMap((page) => page.undelivered);
  if (all.length === 0) return <Empty point={t('none')}>{t('none.what')}</Empty>;
  return (
    <>
      <Rows>
        {all.map((undelivered) => (
          <UndeliveredRow key={undelivered.id} undelivered={undelivered} />
        ))}
      </Rows>
      <div className="actions top-6">
        {all.length > 1 && <RetryAll ids={(data.pages[0]?.undelivered ?? []).map(({ id }) => id)} />}
        {hasNextPage && (
          <Button busy={isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('earlier')}
          </Button>
        )}
      </div>
    </>
  );
}

/** Has them tried again and says so. */
function useRetry() {
  const { t } = useTranslation('deliveries');
  const change = useChange();
  const toast = useToast();
  const attempt = useAttempt();
  const retry = (ids: string[]) =>
    void attempt.run(async () => {
      const { retried } = await change('outbox.retry', { body: { ids } });
      toast(t('retry.done', { count: retried }));
    });
  return { attempt, retry };
}

function UndeliveredRow({ undelivered }: { readonly undelivered: Undelivered }) {
  const { t } = useTranslation('deliveries');
  const times = useTimes();
  const { attempt, retry } = useRetry();
  const { id, channel, of, name, madeAt, givenUpAt, attempts, error } = undelivered;
  const what = name === null ? t(`of.${of}`) : t('of.platform.named', { name });
  return (
    <Row
      name={what}
      marks={<Status mark="stop">{t('state.dead')}</Status>}
      facts={[
        t(`by.${channel}`),
        t('made', { when: times.at(madeAt) }),
        t('given-up', { when: times.at(givenUpAt) }),
        t('attempts', { count: attempts }),
      ]}
      end={
        <Button small object={`${what}, ${times.at(madeAt)}`} busy={attempt.busy} onClick={() => retry([id])}>
          {t('retry')}
        </Button>
      }
      below={<Failure of={attempt.failure} point={t('retry.failed')} />}
    >
      {error !== null && t('why', { error })}
    </Row>
  );
}

/** A page of them, since that is what one request takes: what is left comes up in their place. */
function RetryAll({ ids }: { readonly ids: string[] }) {
  const { t } = useTranslation('deliveries');
  const { attempt, retry } = useRetry();
  return (
    <>
      <Button busy={attempt.busy} onClick={() => retry(ids)}>
        {t('retry.all')}
      </Button>
      <Failure of={attempt.failure} point={t('retry.all.failed')} />
    </>
  );
}
