// One choice among a few, each with its reason; and a single box to tick.
import { type ReactNode, useId } from 'react';

export interface Option<Value> {
  readonly value: Value;
  readonly name: ReactNode;
  readonly note?: ReactNode;
}

interface OptionsProps<Value> {
  readonly legend: ReactNode;
  /** Where the section's name says it already. */
  readonly legendHidden?: boolean | undefined;
  readonly options: readonly Option<Value>[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
}

export function Options<Value extends string | number>({
  legend,
  legendHidden,
  options,
  value,
  onChange,
}: OptionsProps<Value>) {
  const name = useId();
  return (
    <fieldset>
      <legend className={legendHidden ? 'sr' : undefined}>{legend}</legend>
      <div className="options">
        {options.map((option) => (
          <label className="option" key={option.value}>
            <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
            <span>
              {option.name}
              {option.note && <span className="note">{option.note}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface CheckProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
}

export function Check({ checked, onChange, children }: CheckProps) {
  return (
    <label className="check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{children}</span>
    </label>
  );
}
