// A field for an e-mail address: the holder's own, unless `autoComplete` says otherwise.
import { Field, type FieldProps } from './field.tsx';

interface EmailFieldProps extends Omit<FieldProps, 'type' | 'inputMode' | 'spellCheck' | 'value' | 'onChange'> {
  readonly value: string;
  readonly onType: (email: string) => void;
}

export function EmailField({ onType, autoComplete = 'email', ...field }: EmailFieldProps) {
  return (
    <Field
      {...field}
      type="email"
      autoComplete={autoComplete}
      inputMode="email"
      spellCheck={false}
      onChange={(event) => onType(event.currentTarget.value)}
    />
  );
}
