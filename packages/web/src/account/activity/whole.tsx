// The answer at the top of the page: whether anything was changed, added or left out, and how this browser knows.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { Callout } from '../../look/callout.tsx';
import { Failed, Ghost } from '../../look/waiting.tsx';
import { saveText } from '../../save-text.ts';
import { fingerprint, utc } from './evidence.tsx';
import { type Evidence, useEvidence } from './evidence-context.tsx';
import { forgetHead } from './kept-head.ts';
import type { Verified } from './verify-history.ts';

export function Whole() {
  const { t } = useTranslation('evidence');
  const evidence = useEvidence();
  if (!evidence) return null;
  const { found, error, again } = evidence;
  if (found === undefined) {
    if (!error) return <Ghost what={t('checking')} lines={2} />;
    return <Failed point={t('not-checked')} still={t('not-checked.still')} error={error} onRetry={again} />;
  }
  if (typeof found === 'string') {
    return (
      <Callout point={t(`${found}.point`)} role="status">
        {t(`${found}.what`)}
      </Callout>
    );
  }
  return <Verdict found={found} evidence={evidence} />;
}

/** Whether the browser keeps this head; otherwise it goes on keeping the one that it saw before. */
const isKept = (memory: Verified['memory']): memory is 'first' | 'grew' => memory === 'first' || memory === 'grew';

/** Sentences of what is wrong, the gravest first. */
function useFaults({ history, memory }: Verified): readonly string[] {
  const { t } = useTranslation('evidence');
  const failed = history.entries.filter(({ fault }) => fault !== null);
  const faults: string[] = [];
  if (history.fault) faults.push(t(`fault.${history.fault}`));
  if (!isKept(memory)) faults.push(t(`memory.${memory}`));
  for (const { index, fault, entry } of failed.slice(0, 3)) {
    const when = entry ? utc(entry.at) : '';
    if (fault) faults.push(t(`fault.entry.${fault}`, { entry: index + 1, when }));
  }
  if (failed.length > 3) faults.push(t('fault.more', { count: failed.length - 3 }));
  for (const { name } of history.unexplained) faults.push(t('fault.key', { key: name }));
  return faults;
}

function Verdict({ found, evidence }: { readonly found: Verified; readonly evidence: Evidence }) {
  const { t } = useTranslation('evidence');
  const faults = useFaults(found);
  const { history, proof, log } = found;
  const startAnew = () => {
    forgetHead();
    evidence.again();
  };
  if (faults.length > 0) return <Broken faults={faults} found={found} onAnew={startAnew} />;
  const isWitnessed = history.witnessedSize !== null;
  const sentences = [
    history.complete
      ? t('whole.all', { count: found.total })
      : t('whole.newest', { count: history.entries.length, total: found.total }),
    ...(history.complete && proof.keys.length > 0 ? [t('whole.keys', { count: proof.keys.length })] : []),
    isWitnessed
      ? t(history.cosigners.length === log.witnesses.length ? 'whole.witnessed.all' : 'whole.witnessed', {
          count: history.cosigners.length,
          of: log.witnesses.length,
        })
      : t(log.witnesses.length > 0 ? 'whole.waiting' : 'whole.alone'),
    ...(found.otherWitnesses ? [t('whole.other-witnesses')] : []),
  ];
  return (
    <Callout
      tone={isWitnessed ? 'held' : 'plain'}
      icon="proof"
      role="status"
      point={t('whole.point')}
      actions={
        !history.complete && (
          <Button small busy={evidence.checking} onClick={evidence.more}>
            {t('whole.more')}
          </Button>
        )
      }
      more={<How found={found} save={<SaveProof proof={proof} />} />}
    >
      {sentences.join(' ')}
    </Callout>
  );
}

interface BrokenProps {
  readonly faults: readonly string[];
  readonly found: Verified;
  readonly onAnew: () => void;
}

function Broken({ faults, found, onAnew }: BrokenProps) {
  const { t } = useTranslation('evidence');
  return (
    <Callout
      tone="stop"
      role="status"
      point={t('failed.point')}
      below={
        <>
          <ul>
            {faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
          <p className="top-3">{t('failed.do')}</p>
        </>
      }
      actions={
        <>
          <SaveProof proof={found.proof} />
          {!isKept(found.memory) && (
            <Button kind="plain" small onClick={onAnew}>
              {t('memory.anew')}
            </Button>
          )}
        </>
      }
      more={<How found={found} />}
    />
  );
}

function SaveProof({ proof }: Pick<Verified, 'proof'>) {
  const { t } = useTranslation('evidence');
  return (
    <Button small icon="download" onClick={() => saveText('activity-proof.json', `${JSON.stringify(proof)}\n`)}>
      {t('save')}
    </Button>
  );
}

/** `save` is given where the proof is not offered before. */
function How({ found, save }: { readonly found: Verified; readonly save?: ReactNode }) {
  const { t } = useTranslation('evidence');
  const { history, log, memory } = found;
  return (
    <details className="how">
      <summary>{t('how')}</summary>
      <div className="evidence">
        <p>{t(history.witnessedSize === null ? 'how.alone' : 'how.witnessed')}</p>
        <dl>
          <dt>{t('fact.log')}</dt>
          <dd>{history.origin}</dd>
          {history.head && (
            <>
              <dt>{t('fact.size')}</dt>
              <dd>{t('fact.entries', { count: history.head.size })}</dd>
              <dt>{t('fact.fingerprint')}</dt>
              <dd>{fingerprint(history.head.root)}</dd>
            </>
          )}
          <dt>{t('fact.sealed')}</dt>
          <dd>{utc(log.signedAt)}</dd>
          {history.cosigners.map(({ name, atSeconds }) => (
            <Witness key={name} name={name} at={utc(atSeconds * 1000)} />
          ))}
          <dt>{t('fact.key')}</dt>
          <dd>{log.key}</dd>
        </dl>
        <p className="top-3">{t(`how.memory.${isKept(memory) ? memory : 'older'}`)}</p>
        <p className="top-3">{t('how.limit')}</p>
        <div className="actions">
          {save}
          <a className="btn btn-plain btn-small" href="/log/checker.mjs" download="checker.mjs">
            {t('checker')}
          </a>
        </div>
        <p className="quiet top-3">{t('checker.what')}</p>
        <p className="top-1">
          <code>node checker.mjs activity-proof.json</code>
        </p>
      </div>
    </details>
  );
}

function Witness({ name, at }: { readonly name: string; readonly at: string }) {
  const { t } = useTranslation('evidence');
  return (
    <>
      <dt>{t('fact.witness')}</dt>
      <dd>
        {name}, {at}
      </dd>
    </>
  );
}
