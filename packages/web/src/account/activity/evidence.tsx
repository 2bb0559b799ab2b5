// The proof of one entry: a word beside it, and what it rests on when it is opened.
import { toHex } from '@holdfast/contract/log';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../look/icon.tsx';
import { EventLine } from './event-line.tsx';
import { useEvidence, useVerdict } from './evidence-context.tsx';
import type { Verdict } from './judge-event.ts';
import type { ActivityEvent } from './tell-event.ts';

/** Pairs of bytes, so that two people can read it to each other. */
export const fingerprint = (hash: Uint8Array): string => (toHex(hash.slice(0, 16)).match(/.{4}/g) ?? []).join(' ');

const MARK = { sealing: 'wait', unchecked: 'open', verified: 'proof', failed: 'stop' } as const;

/** An entry that the check has something to say about. */
type Judged = Extract<Verdict, { readonly checked: unknown }>;

const isJudged = (verdict: Verdict): verdict is Judged => 'checked' in verdict;

interface ProofParts {
  /** For the end of the entry's line. */
  readonly proof: ReactNode;
  /** Below the entry's facts. */
  readonly evidence: ReactNode;
}

/** An entry with its proof. */
export function ProvedLine({ event, time }: { readonly event: ActivityEvent; readonly time: string }) {
  const parts = useProof(event);
  return <EventLine event={event} time={time} proof={parts?.proof} below={parts?.evidence} />;
}

/** Nothing where nothing was checked. */
function useProof(event: ActivityEvent): ProofParts | null {
  const { t } = useTranslation('evidence');
  const verdict = useVerdict(event);
  const [open, setOpen] = useState(false);
  const id = useId();
  if (!verdict) return null;
  const { state } = verdict;
  const word = (
    <>
      <Icon name={MARK[state]} />
      {t(`entry.${state}`)}
    </>
  );
  if (!isJudged(verdict)) {
    return { proof: <span className="proof pending">{word}</span>, evidence: null };
  }
  const shown = open || verdict.state === 'failed';
  return {
    proof: (
      <button
        type="button"
        className={state === 'failed' ? 'proof failed' : 'proof'}
        aria-expanded={shown}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {word}
      </button>
    ),
    evidence: (
      <div className="evidence" id={id} hidden={!shown}>
        <Grounds verdict={verdict} />
      </div>
    ),
  };
}

function Grounds({ verdict }: { readonly verdict: Judged }) {
  const { t } = useTranslation('evidence');
  const found = useEvidence()?.found;
  const { checked, state } = verdict;
  if (found === undefined || typeof found === 'string') return null;
  const names = found.history.cosigners.map(({ name }) => name).join(', ');
  const seen = checked?.witnessed ? 'witnessed' : found.log.witnesses.length > 0 ? 'waiting' : 'alone';
  return (
    <>
      <p>
        <strong>{t(state === 'failed' ? 'entry.failed.point' : 'entry.verified.point')}</strong>{' '}
        {verdict.state === 'failed' ? t(`entry.why.${verdict.why}`) : t(`entry.seen.${seen}`)}
      </p>
      {checked && (
        <dl>
          <dt>{t('fact.entry')}</dt>
          <dd>{t('fact.entry.of', { entry: checked.index + 1, size: checked.size })}</dd>
          <dt>{t('fact.fingerprint')}</dt>
          <dd>{fingerprint(checked.hash)}</dd>
          {checked.entry && (
            <>
              <dt>{t('fact.happened')}</dt>
              <dd>{utc(checked.entry.at)}</dd>
            </>
          )}
          {seen === 'witnessed' && (
            <>
              <dt>{t('fact.witnesses')}</dt>
              <dd>{names}</dd>
            </>
          )}
        </dl>
      )}
    </>
  );
}

/** To the millisecond, as it was sealed: 2026-11-20 13:58:41.612 UTC. */
export const utc = (instant: number): string => new Date(instant).toISOString().replace('T', ' ').replace('Z', ' UTC');
