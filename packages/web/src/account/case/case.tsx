// A recovery under way, for the holder: what it is, who started it, what comes next, and what to do if it is not theirs.
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../look/button.tsx';
import { Event, Events } from '../../look/events.tsx';
import { PageHead } from '../../look/heading.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { useNow } from '../../use-now.ts';
import { useCounts } from '../../words/use-counts.ts';
import { useTimes } from '../../words/use-times.ts';
import { type Hold, openRecoveries } from '../hold/hold-answer.ts';
import { Loaded } from '../loaded.tsx';
import { Origin } from '../on-hold/origin.tsx';
import { useRead } from '../use-read.ts';
import { RecoveryCard } from './recovery-card.tsx';

const MINUTE = 60_000;

export default function Case() {
  const { t } = useTranslation(['case', 'on-hold', 'holds']);
  const holds = useRead('hold.list');
  return (
    <Loaded from={holds} title={t('title')} fetching={t('fetching')} failed={t('failed')} still={t('failed.still')}>
      {(data) => {
        const open = openRecoveries(data.holds);
        return open.length > 0 ? (
          <Open holds={open} />
        ) : (
          <NoneOpen last={data.holds.find((hold) => hold.kind === 'recovery')} />
        );
      }}
    </Loaded>
  );
}

function Open({ holds }: { readonly holds: readonly Hold[] }) {
  const { t } = useTranslation('case');
  const ripe = holds.some(({ state }) => state === 'ripe');
  return (
    <>
      <PageHead key="open" eyebrow={t('title')} title={t('title')} lede={t(ripe ? 'lede.ripe' : 'lede')}>
        {t('statement')}
      </PageHead>
      {holds.length > 1 && <p className="prose under-5">{t('both.other')}</p>}
      {holds.map((hold) => (
        <OneCase key={hold.id} hold={hold} />
      ))}
    </>
  );
}

/** What stops this one, as it is. */
function useStopWords({ stoppedBy, recovery }: Hold): string {
  const { t } = useTranslation('case');
  const counts = useCounts();
  if (stoppedBy === 'any') return t('not-you.stop.any');
  const keys = recovery?.stoppedByKeys ?? [];
  const back = recovery?.stoppedOnceBack ?? [];
  if (keys.length + back.length === 0) return t('not-you.stop.none');
  return [
    keys.length > 0 ? t('not-you.stop.keys', { keys: counts.anyOf(keys) }) : t('not-you.stop.trusted'),
    back.length > 0 && t('not-you.stop.back', { keys: counts.list(back), count: back.length }),
    t('not-you.stop.no-link'),
  ]
    .filter(Boolean)
    .join(' ');
}

function OneCase({ hold }: { readonly hold: Hold }) {
  const { t } = useTranslation('case');
  const stopWords = useStopWords(hold);
  return (
    <>
      <div className="under-6">
        <RecoveryCard hold={hold} />
      </div>
      <Ledger name={t('who')}>
        <Origin hold={hold} />
      </Ledger>
      <Next hold={hold} />
      <Ledger name={t('not-you')} note={t('not-you.note')}>
        <ol className="terms">
          <li>
            <div>
              <h3>{t('not-you.stop')}</h3>
              <p>{stopWords}</p>
            </div>
          </li>
          <li>
            <div>
              <h3>{t('not-you.replace')}</h3>
              <p>{t('not-you.replace.what')}</p>
              <p className="top-4">
                <ButtonLink href="/recovery">{t('replace')}</ButtonLink>
              </p>
            </div>
          </li>
        </ol>
      </Ledger>
    </>
  );
}

function Next({ hold }: { readonly hold: Hold }) {
  const { t } = useTranslation('case');
  const times = useTimes();
  const now = useNow(MINUTE);
  const { secondAlertAt, ripensAt, recovery } = hold;
  const waitsFor = recovery?.waitsFor ?? 'time';
  const step = (at: number, past: string, future: string, done: boolean) => (
    <Event time={times.brief(at)} at={at} mark={done ? 'held' : 'open'}>
      {done ? past : future}
    </Event>
  );
  const ripe = hold.state === 'ripe';
  return (
    <Ledger name={t('next')} note={t('next.note')}>
      <Events>
        {!ripe && step(secondAlertAt, t('next.second.sent'), t('next.second'), secondAlertAt <= now)}
        {step(ripensAt, t('next.opened'), waitsFor === 'time' ? t('next.opens') : t(`next.${waitsFor}`), ripe)}
        <Event time={t('next.then')} mark="needs" facts={[t('next.careful')]}>
          {t('next.ends')}
        </Event>
      </Events>
    </Ledger>
  );
}

function NoneOpen({ last }: { readonly last: Hold | undefined }) {
  const { t } = useTranslation('case');
  const times = useTimes();
  const state = last?.state === 'vetoed' || last?.state === 'expired' || last?.state === 'done' ? last.state : 'none';
  return (
    <>
      <PageHead
        key={state}
        eyebrow={t('title')}
        title={t('title')}
        lede={t(`lede.${state}`, { when: last ? times.at(last.endedAt ?? last.ripensAt) : '' })}
        actions={
          <>
            {(state === 'vetoed' || state === 'expired') && (
              <ButtonLink kind="primary" href="/recovery">
                {t('replace')}
              </ButtonLink>
            )}
            <ButtonLink href="/holds">{t('see-holds')}</ButtonLink>
          </>
        }
      >
        {t(`statement.${state}`)}
      </PageHead>
      {last && (
        <Ledger name={t('who')}>
          <Origin hold={last} />
        </Ledger>
      )}
    </>
  );
}
