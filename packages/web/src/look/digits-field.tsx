// A field for six digits, from a mail or an authenticator app.
import { Field, type FieldProps } from './field.tsx';

interface DigitsFieldProps extends Pick<FieldProps, 'label' | 'hint' | 'note' | 'error'> {
  readonly value: string;
  readonly onType: (digits: string) => void;
}

export function DigitsField({ onType, ...field }: DigitsFieldProps) {
  return (
    <Field
      {...field}
      keyed
      inputMode="numeric"
      autoComplete="one-time-code"
      spellCheck={false}
      onChange={(event) => onType(event.currentTarget.value)}
    />
  );
}
