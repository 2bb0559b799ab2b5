// Activity: everything on record about the account, by day, newest first.
import type { Answer } from '@holdfast/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { Events } from '../../look/events.tsx';
import { PageHead } from '../../look/heading.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Empty, Failed, Ghost } from '../../look/waiting.tsx';
import { useProtectedCall } from '../../step-up/step-up-context.tsx';
import { useTimes } from '../../words/use-times.ts';
import { byDay } from './by-day.ts';
import { EventLine } from './event-line.tsx';

const SHOWN = ['everything', 'sign-ins', 'refused', 'changes'] as const;
type Shown = (typeof SHOWN)[number];

function useActivity(show: Shown) {
  const protectedCall = useProtectedCall();
  return useInfiniteQuery({
    queryKey: ['activity.list', 'pages', show],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }): Promise<Answer<'activity.list'>> =>
      protectedCall('activity.list', { query: pageParam === null ? { show } : { show, before: pageParam }, signal }),
    getNextPageParam: (page) => page.next,
  });
}

export default function Activity() {
  const { t } = useTranslation('activity');
  const [show, setShow] = useState<Shown>('everything');
  return (
    <>
      <PageHead eyebrow={t('eyebrow')} title={t('eyebrow')} lede={t('lede')}>
        {t('statement')}
      </PageHead>
      <fieldset className="filters under-6">
        <legend className="sr">{t('show')}</legend>
        {SHOWN.map((kind) => (
          <button
            key={kind}
            type="button"
            className="filter"
            aria-pressed={kind === show}
            onClick={() => setShow(kind)}
          >
            {t(`show.${kind}`)}
          </button>
        ))}
      </fieldset>
      <Timeline show={show} />
    </>
  );
}

function Timeline({ show }: { readonly show: Shown }) {
  const { t } = useTranslation('activity');
  const times = useTimes();
  const activity = useActivity(show);
  const { data, error, isFetchingNextPage, hasNextPage } = activity;
  if (!data) {
    if (!error) return <Ghost what={t('fetching')} lines={6} />;
    const retry = () => void activity.refetch();
    return <Failed point={t('failed')} still={t('failed.still')} error={error} onRetry={retry} />;
  }
  const events = data.pages.flatMap((page) => page.events);
  if (events.length === 0) {
    return (
      <Ledger name={t(`show.${show}`)}>
        <Empty point={t(`empty.${show}`)}>{t('empty.what')}</Empty>
      </Ledger>
    );
  }
  const earlier = () => void activity.fetchNextPage();
  return (
    <>
      {byDay(events, times.sameDay).map((day, position) => {
        const { name, date } = times.heading(day[0]?.at ?? 0);
        const note = (
          <>
            {date}
            {position === 0 && (
              <>
                <br />
                {t('zone', { zone: times.zone() })}
              </>
            )}
          </>
        );
        return (
          <Ledger key={day[0]?.id} name={name} note={note}>
            <Events>
              {day.map((event) => (
                <EventLine key={event.id} event={event} time={times.clockSeconds(event.at)} />
              ))}
            </Events>
          </Ledger>
        );
      })}
      {error && (
        <div className="top-4">
          <Failed point={t('earlier.failed')} error={error} onRetry={earlier} />
        </div>
      )}
      {hasNextPage && (
        <div className="actions">
          <Button busy={isFetchingNextPage} onClick={earlier}>
            {t('earlier')}
          </Button>
        </div>
      )}
    </>
  );
}
