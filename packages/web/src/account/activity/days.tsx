// The entries of a view under the days on which they happened, newest first.
import { useTranslation } from 'react-i18next';
import { Events } from '../../look/events.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Empty, Failed, Ghost } from '../../look/waiting.tsx';
import { useTimes } from '../../words/use-times.ts';
import { Earlier } from '../earlier.tsx';
import { byDay } from './by-day.ts';
import { ProvedLine } from './evidence.tsx';
import type { ActivityEvent } from './tell-event.ts';
import { useActivity } from './use-activity.ts';
import { isNarrowed, type View } from './view.ts';

export function Days({ view }: { readonly view: View }) {
  const { t } = useTranslation('activity');
  const times = useTimes();
  const activity = useActivity(view);
  const { data, error, hasNextPage } = activity;
  if (!data) {
    if (!error) return <Ghost what={t('fetching')} lines={6} />;
    const retry = () => void activity.refetch();
    return <Failed point={t('failed')} still={t('failed.still')} error={error} onRetry={retry} />;
  }
  const events = data.pages.flatMap((page) => page.events);
  const searchedTo = data.pages.at(-1)?.searchedTo ?? null;
  return (
    <>
      {events.length === 0 && <Nothing view={view} isSure={!hasNextPage} />}
      {byDay(events, times.sameDay).map((day, position) => (
        <Day key={day[0]?.id} events={day} isFirst={position === 0} />
      ))}
      {searchedTo !== null && (
        <p className="quiet top-6" role="status">
          {t('searched-to', { when: times.day(searchedTo) })}
        </p>
      )}
      <Earlier of={activity} verb={t('earlier')} failed={t('earlier.failed')} />
    </>
  );
}

/** `isSure`: everything was looked through, not only what is newest. */
function Nothing({ view, isSure }: { readonly view: View; readonly isSure: boolean }) {
  const { t } = useTranslation('activity');
  if (isNarrowed(view)) {
    return (
      <Ledger name={t(`show.${view.show}`)}>
        <Empty point={t(isSure ? 'found.nothing' : 'found.nothing.yet')}>{isSure && t('found.nothing.what')}</Empty>
      </Ledger>
    );
  }
  return (
    <Ledger name={t(`show.${view.show}`)}>
      <Empty point={t(isSure ? `empty.${view.show}` : 'found.nothing.yet')}>{isSure && t('empty.what')}</Empty>
    </Ledger>
  );
}

function Day({ events, isFirst }: { readonly events: readonly ActivityEvent[]; readonly isFirst: boolean }) {
  const { t } = useTranslation('activity');
  const times = useTimes();
  const { name, date } = times.heading(events[0]?.at ?? 0);
  const note = (
    <>
      {date}
      {isFirst && (
        <>
          <br />
          {t('zone', { zone: times.zone() })}
        </>
      )}
    </>
  );
  return (
    <Ledger name={name} note={note}>
      <Events>
        {events.map((event) => (
          <ProvedLine key={event.id} event={event} time={times.clockSeconds(event.at)} />
        ))}
      </Events>
    </Ledger>
  );
}
