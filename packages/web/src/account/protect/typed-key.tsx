// A recovery key typed back from its paper: the field, what it lacks, and which group the server finds wrong.
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api-problem.ts';
import { Field } from '../../look/field.tsx';
import { isWhole } from './read-back.ts';

export interface TypedKey {
  readonly typed: string;
  readonly fault: string | null;
  readonly type: (text: string) => void;
  /** Whether as much was typed as a recovery key has; otherwise the field says what it lacks. */
  readonly isComplete: () => boolean;
  /** Hands the key to `ask`. Where the server refuses the key itself, the field says so, and the answer is null. */
  readonly judge: <Answer>(ask: (recoveryKey: string) => Promise<Answer>) => Promise<Answer | null>;
}

export function useTypedKey(): TypedKey {
  const { t } = useTranslation('protect');
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  return {
    typed,
    fault,
    type: (text) => {
      setFault(null);
      setTyped(text);
    },
    isComplete: () => {
      const lacking = typed.trim() === '' ? t('prove.missing') : isWhole(typed) ? null : t('prove.part');
      setFault(lacking);
      return lacking === null;
    },
    judge: async (ask) => {
      try {
        return await ask(typed.trim());
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        if (error.code === 'recovery-key.void') setFault(t('prove.void'));
        else if (error.code !== 'recovery-key.refused') throw error;
        else setFault(error.group === null ? t('prove.refused') : t('prove.refused.group', { group: error.group }));
        return null;
      }
    },
  };
}

export function TypedKeyField({ label, of }: { readonly label: ReactNode; readonly of: TypedKey }) {
  const { t } = useTranslation('protect');
  return (
    <Field
      label={label}
      hint={t('prove.hint')}
      keyed
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      maxLength={80}
      value={of.typed}
      error={of.fault}
      onChange={(event) => of.type(event.currentTarget.value)}
    />
  );
}
