// A case whose wait is over: the recovery key once more, two new keys, and the step that ends everything old.
import type { Answer } from '@holdfast/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '../account/use-attempt.ts';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { Needed } from '../entry/needed.tsx';
import { AddNewKey, NeededKeys, type NewKeyHint, RegisteredKeys } from '../entry/new-keys.tsx';
import { Trouble } from '../entry/trouble.tsx';
import { freeName, kindOfKey } from '../key-name.ts';
import { Button } from '../look/button.tsx';
import { PageHead } from '../look/heading.tsx';
import { Ledger } from '../look/ledger.tsx';
import { register } from '../webauthn.ts';
import { useTimes } from '../words/use-times.ts';
import type { Case } from './case-answer.ts';
import { isNothing, Keep, type KeepOptions, type Kept, suggested } from './keep.tsx';
import { RecoveryKeyField, useMisread } from './recovery-key-field.tsx';
import { recoveryKeyFault } from './typed-secret.ts';

interface OpenCaseProps {
  readonly found: Case;
  readonly secret: string;
  readonly title: string;
  readonly onCase: (found: Case) => void;
  readonly onBack: (answer: Answer<'recovery.complete'>) => void;
  /** Looks whether a failure means that the case has ended meanwhile, and then shows that. */
  readonly ended: (error: unknown) => Promise<boolean>;
}

const statementOf = (found: Case) => {
  if (found.keys.length === 0) return 'none';
  if (found.unmet.includes('two-hardware-keys')) return 'hardware';
  if (found.unmet.includes('two-keys')) return 'one';
  if (found.unmet.includes('key-for-another-device')) return 'elsewhere';
  return 'ready';
};

const LOCKED = {
  none: 'keys',
  one: 'keys',
  hardware: 'hardware',
  elsewhere: 'elsewhere',
  ready: null,
} as const;

/** What the page does, with the recovery key as it is typed, and what went wrong. */
function useReturn({ found, secret, onCase, onBack, ended }: OpenCaseProps) {
  const { t } = useTranslation(['recover', 'key-name']);
  const misread = useMisread();
  const attempt = useAttempt();
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [doing, setDoing] = useState<NewKeyHint | 'complete' | null>(null);
  const [keep, setKeep] = useState<{ readonly options: KeepOptions; readonly kept: Kept } | null>(null);
  const proof = { caseSecret: secret, recoveryKey: typed.trim() };
  const judge = (error: unknown): string | null => {
    const refused = error instanceof ApiProblem && error.code === 'recovery.refused';
    return refused ? t('ripe.refused') : misread(error);
  };
  const act = (what: NewKeyHint | 'complete', step: () => Promise<void>) => {
    const lacking = recoveryKeyFault(typed);
    setFault(lacking && t(`key.${lacking}`));
    if (lacking) return;
    setDoing(what);
    void attempt.run(async () => {
      try {
        await step();
      } catch (error) {
        const wrong = judge(error);
        if (wrong !== null) setFault(wrong);
        else if (!(await ended(error))) throw error;
      }
    });
  };
  const add = (hint: NewKeyHint) =>
    act(hint, async () => {
      const response = await register(await call('recovery.key-options', { body: { ...proof, hint } }));
      const taken = found.keys.map(({ nickname }) => nickname);
      const nickname = freeName(t(`key-name:${kindOfKey(response, navigator.userAgent)}`), taken);
      onCase(await call('recovery.add-key', { body: { ...proof, nickname, response } }));
    });
  // What could be kept is asked for first, and told only to the bearer of both proofs.
  const complete = () =>
    act('complete', async () => {
      const options = keep?.options ?? (await call('recovery.keep-options', { body: proof }));
      if (keep === null && !isNothing(options)) return setKeep({ options, kept: suggested(options) });
      const { channels, contacts } = keep?.kept ?? suggested(options);
      const kept = { channels: [...channels], contacts: [...contacts] };
      onBack(await call('recovery.complete', { body: { ...proof, keep: kept } }));
    });
  const type = (text: string) => {
    setFault(null);
    setTyped(text);
  };
  const shown = { typed, type, fault, attempt, doing: attempt.busy ? doing : null, failed: doing };
  return { ...shown, add, complete, keep, setKeep };
}

export function OpenCase(props: OpenCaseProps) {
  const { t } = useTranslation('recover');
  const times = useTimes();
  const { found, title } = props;
  const { typed, type, fault, attempt, doing, failed, add, complete, keep, setKeep } = useReturn(props);
  const state = statementOf(found);
  const locked = LOCKED[state];
  return (
    <>
      <PageHead
        key={state}
        eyebrow={`${t('case', { number: found.caseNumber })} · ${found.account}`}
        title={title}
        lede={t('ripe.lede', { when: times.fully(found.expiresAt) })}
      >
        {t(`ripe.statement.${state}`)}
      </PageHead>
      {attempt.failure !== null && (
        <Trouble error={attempt.failure} point={t(failed === 'complete' ? 'ripe.not-back' : 'ripe.not-added')} />
      )}
      <Ledger name={t('key')} note={t('ripe.key.note')}>
        <div className="fit">
          <RecoveryKeyField label={t('key.again')} typed={typed} onType={type} error={fault} />
        </div>
      </Ledger>
      <NeededKeys progress={found}>
        {found.unmet.includes('two-hardware-keys') && (
          <Needed name={t('hardware')} met={false}>
            {t('hardware.what')}
          </Needed>
        )}
        {found.contacts && (
          <Needed name={t('contacts')} met>
            {t('contacts.count', found.contacts)}
          </Needed>
        )}
      </NeededKeys>
      <RegisteredKeys progress={found} />
      {locked !== null && <AddNewKey waitingFor={doing === 'complete' ? null : doing} onAdd={add} />}
      {keep && <Keep {...keep} onChange={(kept) => setKeep({ ...keep, kept })} />}
      <div className="actions">
        <Button
          kind={locked ? undefined : 'primary'}
          busy={doing === 'complete'}
          unavailable={locked && t(`ripe.locked.${locked}`)}
          onClick={complete}
        >
          {t(locked || keep ? 'ripe.complete' : 'ripe.go-on')}
        </Button>
        {!locked && <p className="small quiet">{t('ripe.complete.after')}</p>}
      </div>
    </>
  );
}
