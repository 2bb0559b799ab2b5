// Things that will happen: everything that waits, each with the button that stops it, and what ended lately.
import { useTranslation } from 'react-i18next';
import { PageHead } from '../../look/heading.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Pair, Pairs } from '../../look/pairs.tsx';
import { Row, Rows } from '../../look/rows.tsx';
import { type Mark, Status } from '../../look/status.tsx';
import { opening } from '../../words/time.ts';
import { useCounts } from '../../words/use-counts.ts';
import { useTimes } from '../../words/use-times.ts';
import { RecoveryCard } from '../case/recovery-card.tsx';
import { type Hold, HoldBox } from '../holds.tsx';
import { Loaded } from '../loaded.tsx';
import { useRead } from '../use-read.ts';
import { isOpen, openRecoveries } from './hold-answer.ts';

const rank = ({ kind, ripensAt }: Hold): number => (kind === 'recovery' ? 0 : ripensAt);

export default function OnHold() {
  const { t } = useTranslation(['on-hold', 'holds', 'numbers']);
  const holds = useRead('hold.list');
  return (
    <Loaded from={holds} title={t('title')} fetching={t('fetching')} failed={t('failed')} still={t('failed.still')}>
      {(data) => <Page holds={data.holds} />}
    </Loaded>
  );
}

function Page({ holds }: { readonly holds: readonly Hold[] }) {
  const { t } = useTranslation('on-hold');
  // A recovery comes first: it would end everything.
  const open = holds.filter(isOpen).toSorted((one, other) => rank(one) - rank(other));
  const ended = holds.filter((hold) => !isOpen(hold));
  return (
    <>
      <Head open={open} />
      {open.map((hold, position) => (
        <Waiting key={hold.id} hold={hold} urgent={position === 0} />
      ))}
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
    </>
  );
}

function Head({ open }: { readonly open: readonly Hold[] }) {
  const { t } = useTranslation('on-hold');
  const counts = useCounts();
  const recovery = openRecoveries(open).length > 0;
  const state = recovery ? 'recovery' : open.length === 0 ? 'none' : 'some';
  return (
    <PageHead eyebrow={t('title')} title={t('title')} lede={t(`lede.${state}`)}>
      {state === 'some'
        ? t('statement.some', { count: open.length, number: opening(counts.count(open.length)) })
        : t(`statement.${state}`)}
    </PageHead>
  );
}

function Waiting({ hold, urgent }: { readonly hold: Hold; readonly urgent: boolean }) {
  const { t } = useTranslation(['on-hold', 'holds']);
  return (
    <Ledger name={t(`holds:name.${hold.kind}`)} note={t(`why.${hold.kind}`)}>
      {hold.kind === 'recovery' ? <RecoveryCard hold={hold} link /> : <HoldBox hold={hold} urgent={urgent} />}
      <div className="top-5">
        <Origin hold={hold} />
      </div>
    </Ledger>
  );
}

/** Who started it, from where and with what. */
export function Origin({ hold }: { readonly hold: Hold }) {
  const { t } = useTranslation('on-hold');
  const times = useTimes();
  const { newEmail, contact, contactsNeeded, recovery, startedWith, place, device, newDevice, startedAt } = hold;
  return (
    <Pairs>
      {newEmail !== null && <Pair name={t('to')}>{newEmail}</Pair>}
      {contact !== null && <Pair name={t('contact')}>{contact}</Pair>}
      {contactsNeeded !== null && <Pair name={t('approvals')}>{t('fact.approvals', { count: contactsNeeded })}</Pair>}
      {recovery && (
        <Pair name={t('recovery-key')}>
          {t(recovery.withBoth ? 'recovery-key.both' : 'recovery-key.which', {
            number: recovery.keyOrdinal,
            day: times.day(recovery.keyMadeAt),
          })}
        </Pair>
      )}
      {startedWith !== null && <Pair name={t('with')}>{startedWith}</Pair>}
      {place && (
        <Pair name={t('from')} note={t('from.note')}>
          {place.country}
        </Pair>
      )}
      {device !== null && (
        <Pair name={t('device')}>{recovery && newDevice ? t('device.new', { device }) : device}</Pair>
      )}
      <Pair name={t('when')}>{times.fully(startedAt)}</Pair>
    </Pairs>
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
    t('fact.ended', { when: times.at(hold.endedAt ?? hold.ripensAt) }),
    t('fact.started', { when: times.at(hold.startedAt) }),
    ...(hold.newEmail === null ? [] : [t('fact.to', { email: hold.newEmail })]),
    ...(hold.contact === null ? [] : [hold.contact]),
    ...(hold.contactsNeeded === null ? [] : [t('fact.approvals', { count: hold.contactsNeeded })]),
    ...(hold.recovery ? [t('fact.case', { number: hold.recovery.caseNumber })] : []),
    ...(hold.place ? [hold.place.country] : []),
    ...(hold.device === null ? [] : [hold.device]),
  ];
  return (
    <Row
      name={t(`was.${hold.kind}`)}
      marks={<Status mark={ENDED[state]}>{t(`ended.${state}`)}</Status>}
      facts={facts}
    />
  );
}
