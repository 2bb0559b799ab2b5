// On hold: everything that waits, what is ready and not done, and what ended lately.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { PageHead } from '../../look/heading.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Row, Rows } from '../../look/rows.tsx';
import { type Mark, Status } from '../../look/status.tsx';
import { useToast } from '../../look/toast.tsx';
import { opening } from '../../words/time.ts';
import { useCounts } from '../../words/use-counts.ts';
import { useTimes } from '../../words/use-times.ts';
import { RecoveryCard } from '../case/recovery-card.tsx';
import { Failure } from '../failure.tsx';
import { focusHeading } from '../focus-heading.ts';
import { type Hold, isChange, isOpen, openRecoveries, phaseOf } from '../hold/hold-answer.ts';
import { HoldBox } from '../hold/hold-box.tsx';
import { Loaded } from '../loaded.tsx';
import { LockDialog } from '../lock-dialog.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import { useRead } from '../use-read.ts';
import { Origin } from './origin.tsx';

const rank = ({ kind, ripensAt }: Hold): number => (kind === 'recovery' ? 0 : ripensAt);

export default function OnHold() {
  const { t } = useTranslation(['on-hold', 'holds', 'numbers', 'account']);
  const holds = useRead('hold.list');
  return (
    <Loaded from={holds} title={t('title')} fetching={t('fetching')} failed={t('failed')} still={t('failed.still')}>
      {(data) => <Page holds={data.holds} />}
    </Loaded>
  );
}

function Page({ holds }: { readonly holds: readonly Hold[] }) {
  // A recovery comes first: it would end everything.
  const open = holds.filter(isOpen).toSorted((one, other) => rank(one) - rank(other));
  return (
    <>
      <Head open={open} />
      {open.length > 0 && (
        <div className="holds">
          {open.map((hold) => (
            <Waiting key={hold.id} hold={hold} urgent={open.length === 1} />
          ))}
        </div>
      )}
      <WhyTwo open={open} />
      {open.length > 0 && <NotYou open={open} />}
      <Lately ended={holds.filter((hold) => !isOpen(hold))} />
    </>
  );
}

/** "Two changes have waited long enough. Neither has happened." */
function useStatement(open: readonly Hold[]): string {
  const { t } = useTranslation('on-hold');
  const counts = useCounts();
  if (openRecoveries(open).length > 0) return t('statement.recovery');
  if (open.length === 0) return t('statement.none');
  const ready = open.filter((hold) => phaseOf(hold) === 'ready').length;
  const count = ready > 0 ? ready : open.length;
  const state = ready > 0 ? 'ready' : 'waits';
  const size = count === 1 ? 'one' : count === 2 ? 'two' : 'more';
  return t(`statement.${state}.${size}`, { number: opening(counts.count(count)) });
}

/** Who makes it happen: nobody has to; a second key; a proof anew; or either, where both kinds wait. */
function ledeOf(open: readonly Hold[]): 'none' | 'recovery' | 'keys' | 'proofs' | 'by-itself' | 'mixed' {
  if (openRecoveries(open).length > 0) return 'recovery';
  if (open.length === 0) return 'none';
  const touched = open.filter(({ secondTouch }) => secondTouch !== null);
  if (touched.length === 0) return 'by-itself';
  if (touched.length < open.length) return 'mixed';
  return touched.some(({ secondTouch }) => secondTouch?.by === 'another-key') ? 'keys' : 'proofs';
}

function Head({ open }: { readonly open: readonly Hold[] }) {
  const { t } = useTranslation('on-hold');
  const statement = useStatement(open);
  const who = ledeOf(open);
  const lede = (who === 'keys' || who === 'proofs') && open.length === 1 ? (`${who}.one` as const) : who;
  return (
    <PageHead
      eyebrow={t('title')}
      title={t('title')}
      lede={t(`lede.${lede}`)}
      actions={open.length > 1 && <StopAll open={open} />}
    >
      {statement}
    </PageHead>
  );
}

/** One after the other: what a trusted key alone stops asks for one, once. A recovery's own button is more urgent. */
function StopAll({ open }: { readonly open: readonly Hold[] }) {
  const { t } = useTranslation('on-hold');
  const change = useChange();
  const toast = useToast();
  const attempt = useAttempt();
  const recovery = openRecoveries(open).length > 0;
  const stop = () =>
    void attempt.run(async () => {
      for (const { id } of open) await change('hold.veto', { params: { holdId: id } });
      toast(t('stop-all.done'));
      focusHeading();
    });
  return (
    <>
      <Button kind={recovery ? undefined : 'primary'} busy={attempt.busy} onClick={stop}>
        {t(open.length === 2 && !recovery ? 'stop-all.both' : 'stop-all')}
      </Button>
      <Failure of={attempt.failure} point={t('stop-all.failed')} />
    </>
  );
}

function Waiting({ hold, urgent }: { readonly hold: Hold; readonly urgent: boolean }) {
  const facts = <Origin hold={hold} />;
  return (
    <div>
      {isChange(hold) ? (
        <HoldBox hold={hold} urgent={urgent} level={2}>
          {facts}
        </HoldBox>
      ) : (
        <RecoveryCard hold={hold} link>
          {facts}
        </RecoveryCard>
      )}
    </div>
  );
}

function WhyTwo({ open }: { readonly open: readonly Hold[] }) {
  const { t } = useTranslation('on-hold');
  if (!open.some(({ secondTouch }) => secondTouch?.by === 'another-key')) return null;
  return (
    <Ledger name={t('why-two')}>
      <p className="prose">{t('why-two.what')}</p>
    </Ledger>
  );
}

/** Lock stops what one proof began. What two began it leaves, so that is said first. */
function NotYou({ open }: { readonly open: readonly Hold[] }) {
  const { t } = useTranslation(['on-hold', 'account']);
  const [locking, setLocking] = useState(false);
  const outlasts = open.filter(({ stoppedBy }) => stoppedBy !== 'any').length;
  const state = outlasts === 0 ? 'all' : outlasts === open.length ? 'none' : 'some';
  return (
    <Ledger name={t('not-you')}>
      <p className="prose">{t(`not-you.${state}`)}</p>
      <div className="actions top-4">
        <Button icon="lock" onClick={() => setLocking(true)}>
          {t('account:lock')}
        </Button>
      </div>
      {locking && <LockDialog onClose={() => setLocking(false)} />}
    </Ledger>
  );
}

function Lately({ ended }: { readonly ended: readonly Hold[] }) {
  const { t } = useTranslation('on-hold');
  return (
    <Ledger name={t('ended')} note={t('ended.note')}>
      {ended.length === 0 ? (
        <p className="quiet">{t('ended.none')}</p>
      ) : (
        <Rows>
          {ended.map((hold) => (
            <Ended key={hold.id} hold={hold} />
          ))}
        </Rows>
      )}
    </Ledger>
  );
}

const ENDED: Readonly<Record<'done' | 'vetoed' | 'expired', Mark>> = {
  done: 'needs',
  vetoed: 'held',
  expired: 'ended',
};

function Ended({ hold }: { readonly hold: Hold }) {
  const { t } = useTranslation(['on-hold', 'holds']);
  const times = useTimes();
  const state = hold.state === 'done' || hold.state === 'expired' ? hold.state : 'vetoed';
  const facts = [
    t('fact.ended', { when: times.at(hold.endedAt ?? hold.expiresAt ?? hold.ripensAt) }),
    t('fact.started', { when: times.at(hold.startedAt) }),
    ...(hold.newEmail === null ? [] : [t('fact.to', { email: hold.newEmail })]),
    ...(hold.about === null ? [] : [hold.about]),
    ...(hold.contact === null ? [] : [hold.contact]),
    ...(hold.contactsNeeded === null ? [] : [t('fact.approvals', { count: hold.contactsNeeded })]),
    ...(hold.recovery ? [t('fact.case', { number: hold.recovery.caseNumber })] : []),
    ...(hold.place ? [hold.place.country] : []),
    ...(hold.device === null ? [] : [hold.device]),
  ];
  return (
    <Row
      name={t(`was.${hold.kind}`)}
      marks={<Status mark={ENDED[state]}>{t(isChange(hold) ? `ended.${state}` : `ended.recovery.${state}`)}</Status>}
      facts={facts}
    />
  );
}
