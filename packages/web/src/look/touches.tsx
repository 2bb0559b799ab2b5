// Two touches of one dialog, numbered. Only one waits at a time, and what is wrong with one is said at its number.
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

export interface TouchStep {
  readonly name: string;
  readonly state: 'done' | 'now' | 'later';
  readonly children?: ReactNode;
}

export function Touches({ steps }: { readonly steps: readonly TouchStep[] }) {
  return (
    <ol className="touches">
      {steps.map(({ name, state, children }, index) => (
        <li
          key={name}
          className={state === 'now' ? 'now' : undefined}
          aria-current={state === 'now' ? 'step' : undefined}
        >
          {state === 'done' ? (
            <Icon name="held" />
          ) : (
            <span className="touch-no" aria-hidden="true">
              {index + 1}
            </span>
          )}
          <div>
            <h3>{name}</h3>
            {children}
          </div>
        </li>
      ))}
    </ol>
  );
}
