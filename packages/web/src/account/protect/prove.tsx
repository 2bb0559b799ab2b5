// A recovery key typed back from paper, and the waiting time; both go to the server together.
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api-problem.ts';
import { Button } from '../../look/button.tsx';
import { Field } from '../../look/field.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Options } from '../../look/options.tsx';
import { opening } from '../../words/time.ts';
import { useCounts } from '../../words/use-counts.ts';
import { Failure } from '../failure.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import { Drop } from './drop.tsx';
import { isWhole, readBack } from './read-back.ts';

type WaitHours = 48 | 72 | 168;
const WAITS: readonly WaitHours[] = [48, 72, 168];
const USUAL_WAIT: WaitHours = 72;
const GROUPS = 7;

interface ProveProps {
  /** Null where they cannot be shown any more: then only the server can judge. */
  readonly slips: readonly string[] | null;
  readonly waitHours: WaitHours | null;
  readonly onProved: () => void;
  /** More actions beside the main one. */
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

export function Prove({ slips, waitHours, onProved, children }: ProveProps) {
  const { t } = useTranslation('protect');
  const change = useChange();
  const attempt = useAttempt();
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
    const lacking = typed.trim() === '' ? t('prove.missing') : isWhole(typed) ? null : t('prove.part');
    setFault(lacking);
    if (lacking === null) void attempt.run(prove);
  };
  const type = (text: string) => {
    setFault(null);
    setTyped(text);
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
            onChange={(event) => type(event.currentTarget.value)}
          />
          {slips && <Progress typed={typed} slips={slips} />}
        </form>
      </Ledger>
      <Wait hours={wait} onHours={setWait} />
      <Failure of={attempt.failure} point={t('recovery.failed')} />
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

function Wait({ hours, onHours }: { readonly hours: WaitHours; readonly onHours: (hours: WaitHours) => void }) {
  const { t } = useTranslation('protect');
  const options = WAITS.map((value) => ({ value, name: t(`wait.${value}`), note: t(`wait.${value}.what`) }));
  return (
    <Ledger name={t('wait')} note={t('wait.note')}>
      <div className="fit">
        <Options legend={t('wait')} legendHidden value={hours} onChange={onHours} options={options} />
      </div>
    </Ledger>
  );
}

/** "Three of seven groups read correctly." Said again only when the sentence changes. */
function Progress({ typed, slips }: { readonly typed: string; readonly slips: readonly string[] }) {
  const { t } = useTranslation('protect');
  const counts = useCounts();
  const { right, wrong } = readBack(typed, slips);
  const all = right === GROUPS && wrong === null;
  const none = right === 0 && wrong === null;
  const read = t('prove.read', { count: right, number: opening(counts.count(right)) });
  return (
    <p className="small quiet top-2" role="status">
      {all ? t('prove.all') : none ? t('prove.none') : read}{' '}
      {wrong !== null && wrong <= GROUPS && t('prove.wrong', { group: wrong })}
    </p>
  );
}
