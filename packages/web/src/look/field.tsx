// One field: its name, what helps, and what is wrong with it, all tied together for a screen reader.
import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from 'react';
import { Icon } from './icon.tsx';

export interface FieldProps extends Omit<ComponentProps<'input'>, 'id' | 'className' | 'ref'> {
  readonly label: ReactNode;
  /** Stands above the field. */
  readonly hint?: ReactNode;
  /** Stands below the field. */
  readonly note?: ReactNode;
  /** What is wrong and what to do. The field takes focus when it appears. */
  readonly error?: string | null | undefined;
  /** Keys and codes are shown in the voice of evidence. */
  readonly keyed?: boolean | undefined;
}

export function Field({ label, hint, note, error, keyed, type = 'text', ...input }: FieldProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (error) field.current?.focus();
  }, [error]);
  const described = [hint && `${id}-hint`, note && `${id}-note`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={error ? 'field invalid' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <input
        {...input}
        id={id}
        ref={field}
        type={type}
        className={keyed ? 'keyed' : undefined}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
      />
      {note && (
        <p className="note top-2" id={`${id}-note`}>
          {note}
        </p>
      )}
      {error && (
        <p className="error" id={`${id}-error`}>
          <Icon name="needs" />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}
