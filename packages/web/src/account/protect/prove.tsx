// A recovery key typed back from paper, and the waiting time; both go to the server together.
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Options } from '../../look/options.tsx';
import { Failure } from '../failure.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import { Drop } from './drop.tsx';
import { ReadSoFar } from './read-so-far.tsx';
import { TypedKeyField, useTypedKey } from './typed-key.tsx';

type WaitHours = 72 | 168;
const WAITS: readonly WaitHours[] = [72, 168];
const USUAL_WAIT: WaitHours = 72;

interface ProveProps {
  /** Null where they cannot be shown any more: then only the server can judge. */
  readonly slips: readonly string[] | null;
  readonly waitHours: WaitHours | null;
  readonly onProved: () => void;
  /** More actions beside the main one. */
  readonly children: ReactNode;
}

export function Prove({ slips, waitHours, onProved, children }: ProveProps) {
  const { t } = useTranslation('protect');
  const change = useChange();
  const attempt = useAttempt();
  const form = useId();
  const key = useTypedKey();
  const [wait, setWait] = useState<WaitHours>(waitHours ?? USUAL_WAIT);
  const prove = async () => {
    const body = (recoveryKey: string) => ({ body: { recoveryKey, waitHours: wait } });
    const proved = await key.judge((recoveryKey) => change('enrolment.prove', body(recoveryKey)));
    if (proved) onProved();
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (key.isComplete()) void attempt.run(prove);
  };
  return (
    <>
      <Ledger name={t('prove')} note={t('prove.note')}>
        <form id={form} className="fit" onSubmit={send} noValidate>
          <TypedKeyField label={t('prove.field')} of={key} />
          {slips && <ReadSoFar typed={key.typed} slips={slips} />}
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
