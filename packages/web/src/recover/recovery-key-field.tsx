// The field that a recovery key is typed into from paper, and what is wrong with what was typed.
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api-problem.ts';
import { Field } from '../look/field.tsx';

interface RecoveryKeyFieldProps {
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly error: string | null;
  readonly label?: string;
  readonly hint?: string;
}

export function RecoveryKeyField({ typed, onType, error, label, hint }: RecoveryKeyFieldProps) {
  const { t } = useTranslation('recover');
  return (
    <Field
      label={label ?? t('key')}
      hint={hint ?? t('key.hint')}
      keyed
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      maxLength={80}
      value={typed}
      error={error}
      onChange={(event) => onType(event.currentTarget.value)}
    />
  );
}

/** What the server found misread, before it looked anything up; null where the failure is another one. */
export function useMisread(): (error: unknown) => string | null {
  const { t } = useTranslation('recover');
  return (error) => {
    if (!(error instanceof ApiProblem) || error.code !== 'recovery-key.refused') return null;
    return error.group === null ? t('key.misread') : t('key.misread.group', { group: error.group });
  };
}
