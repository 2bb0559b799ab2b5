// Step 3: two recovery keys, shown once; one of them typed back; and how long a recovery waits.
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api-problem.ts';
import { Button } from '../../look/button.tsx';
import { Field } from '../../look/field.tsx';
import { PageHead } from '../../look/heading.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Options } from '../../look/options.tsx';
import { Failed } from '../../look/waiting.tsx';
import { opening } from '../../words/time.ts';
import { useCounts } from '../../words/use-counts.ts';
import { useTimes } from '../../words/use-times.ts';
import { type Attempt, useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import { Drop } from './drop.tsx';
import type { Enrolment, Slips as Made } from './protect.tsx';
import { readBack } from './read-back.ts';
import { Slips } from './slips.tsx';

type WaitHours = 48 | 72 | 168;
const WAITS: readonly WaitHours[] = [48, 72, 168];
const USUAL_WAIT: WaitHours = 72;
const GROUPS = 7;

interface RecoveryProps {
  readonly enrolment: Enrolment;
  readonly title: string;
  readonly go: (step: number | null) => void;
  readonly slips: Made | null;
  readonly onSlips: (slips: Made) => void;
}

export function Recovery({ enrolment, title, go, slips, onSlips }: RecoveryProps) {
  const { t } = useTranslation('protect');
  const times = useTimes();
  const change = useChange();
  const making = useAttempt();
  const { recoveryKeysMadeAt: madeAt, recoveryProvedAt: provedAt } = enrolment;
  const make = () => void making.run(async () => onSlips(await change('enrolment.make-recovery-keys')));
  const head = { eyebrow: t('eyebrow'), title };
  const failure = making.failure !== null && (
    <div className="under-5">
      <Failed point={t('recovery.make.failed')} error={making.failure} />
    </div>
  );
  const back = (
    <Button kind="plain" onClick={() => go(2)}>
      {t('back')}
    </Button>
  );
  const again = (
    <Button busy={making.busy} onClick={make}>
      {t('recovery.make.again')}
    </Button>
  );
  if (madeAt === null && !slips) {
    return (
      <>
        <PageHead
          key="make"
          {...head}
          lede={t('recovery.lede.make')}
          actions={
            <Button kind="primary" icon="paper" busy={making.busy} onClick={make}>
              {t('recovery.make')}
            </Button>
          }
        >
          {t('recovery.statement.make')}
        </PageHead>
        {failure}
        <div className="actions">
          {back}
          <Drop />
        </div>
      </>
    );
  }
  if (provedAt !== null && madeAt !== null) {
    const lede = t('recovery.lede.proved', { made: times.at(madeAt), proved: times.at(provedAt) });
    return (
      <>
        <PageHead key="proved" {...head} lede={lede} actions={again}>
          {t('recovery.statement.proved')}
        </PageHead>
        {failure}
        <div className="actions">
          <Button kind="primary" onClick={() => go(4)}>
            {t('recovery.continue')}
          </Button>
          {back}
        </div>
      </>
    );
  }
  return (
    <>
      {slips ? (
        <PageHead key="shown" {...head} lede={t('recovery.lede.shown')}>
          {t('recovery.statement.shown')}
        </PageHead>
      ) : (
        <PageHead
          key="again"
          {...head}
          lede={t('recovery.lede.again', { when: times.at(madeAt ?? 0) })}
          actions={again}
        >
          {t('recovery.statement.again')}
        </PageHead>
      )}
      {failure}
      {slips && (
        <Ledger name={t('recovery')} note={t('recovery.note')}>
          <Slips {...slips} />
        </Ledger>
      )}
      <Prove slips={slips} waitHours={enrolment.waitHours} onProved={() => go(null)}>
        {back}
      </Prove>
    </>
  );
}

interface ProveProps {
  readonly slips: Made | null;
  readonly waitHours: WaitHours | null;
  readonly onProved: () => void;
  readonly children: ReactNode;
}

/** What is wrong with the key that was typed, in the server's judgement, or null where it is another failure. */
function useRefusal(): (error: unknown) => string | null {
  const { t } = useTranslation('protect');
  return (error) => {
    if (!(error instanceof ApiProblem) || error.code !== 'recovery-key.refused') return null;
    return error.group === null ? t('prove.refused') : t('prove.refused.group', { group: error.group });
  };
}

function Prove({ slips, waitHours, onProved, children }: ProveProps) {
  const { t } = useTranslation('protect');
  const change = useChange();
  const attempt: Attempt = useAttempt();
  const refusal = useRefusal();
  const form = useId();
  const [typed, setTyped] = useState('');
  const [wait, setWait] = useState<WaitHours>(waitHours ?? USUAL_WAIT);
  const [fault, setFault] = useState<string | null>(null);
  const prove = async () => {
    try {
      await change('enrolment.prove', { body: { recoveryKey: typed.trim(), waitHours: wait } });
      onProved();
    } catch (error) {
      const refused = refusal(error);
      if (refused === null) throw error;
      setFault(refused);
    }
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    setFault(typed.trim() === '' ? t('prove.missing') : null);
    if (typed.trim() !== '') void attempt.run(prove);
  };
  return (
    <>
      <Ledger name={t('prove')} note={t('prove.note')}>
        <form id={form} className="fit" onSubmit={send} noValidate>
          <Field
            label={t('prove.field')}
            hint={t('prove.hint')}
            keyed
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={80}
            value={typed}
            error={fault}
            onChange={(event) => {
              setFault(null);
              setTyped(event.currentTarget.value);
            }}
          />
          {slips && <Progress typed={typed} slips={slips.recoveryKeys} />}
        </form>
      </Ledger>
      <Ledger name={t('wait')} note={t('wait.note')}>
        <div className="fit">
          <Options
            legend={t('wait')}
            legendHidden
            value={wait}
            onChange={setWait}
            options={WAITS.map((hours) => ({
              value: hours,
              name: t(`wait.${hours}`),
              note: t(`wait.${hours}.what`),
            }))}
          />
        </div>
      </Ledger>
      {attempt.failure !== null && (
        <div className="top-4">
          <Failed point={t('recovery.failed')} error={attempt.failure} />
        </div>
      )}
      <div className="actions">
        <Button kind="primary" type="submit" form={form} busy={attempt.busy}>
          {t('recovery.check')}
        </Button>
        {children}
        <Drop />
      </div>
    </>
  );
}

/** "Three of seven groups read correctly." Said again only when the sentence changes. */
function Progress({ typed, slips }: { readonly typed: string; readonly slips: readonly string[] }) {
  const { t } = useTranslation('protect');
  const counts = useCounts();
  const { right, wrong } = readBack(typed, slips);
  const sentence =
    right === GROUPS && wrong === null
      ? t('prove.all')
      : right === 0 && wrong === null
        ? t('prove.none')
        : t('prove.read', { count: right, number: opening(counts.count(right)) });
  return (
    <p className="small quiet top-2" role="status">
      {sentence} {wrong !== null && wrong <= GROUPS && t('prove.wrong', { group: wrong })}
    </p>
  );
}
