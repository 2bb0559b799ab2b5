// A recovery key typed from its paper beside a key that was just used. It is not used up.
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attempt } from '../account/use-attempt.ts';
import { RecoveryKeyField, useMisread } from '../recover/recovery-key-field.tsx';
import { recoveryKeyFault } from '../recover/typed-secret.ts';
import { useExplain } from '../words/use-explain.ts';
import { useProtectedCall } from './step-up-context.tsx';

interface RecoveryKeyBesideProps {
  readonly form: string;
  readonly attempt: Attempt;
  /** `madeTrusted`: the key beside it was new, and is trusted now. */
  readonly onGiven: (madeTrusted: boolean) => void;
}

export function RecoveryKeyBeside({ form, attempt, onGiven }: RecoveryKeyBesideProps) {
  const { t } = useTranslation(['recover', 'step-up']);
  const explain = useExplain();
  const misread = useMisread();
  const protectedCall = useProtectedCall();
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState<string | null>(null);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const fault = recoveryKeyFault(typed);
    setMissing(fault ? t(`key.${fault}`) : null);
    if (fault) return;
    void attempt.run(async () => {
      const { madeTrusted } = await protectedCall('step-up.recovery-key', { body: { recoveryKey: typed.trim() } });
      onGiven(madeTrusted);
    });
  };
  const wrong = attempt.failure === null ? null : (misread(attempt.failure) ?? explain(attempt.failure).sentence);
  return (
    <form id={form} className="form" onSubmit={send} noValidate>
      <RecoveryKeyField
        label={t('step-up:second.paper.field')}
        hint={t('step-up:second.paper.hint')}
        typed={typed}
        onType={setTyped}
        error={missing ?? wrong}
      />
    </form>
  );
}
