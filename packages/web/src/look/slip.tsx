// A secret as a slip of paper: its name, groups of four to read aloud, and on paper whose it is.
import type { ReactNode } from 'react';

interface SlipProps {
  readonly name: ReactNode;
  /** Beside the name: when it was made, or what it belongs to. */
  readonly note: ReactNode;
  /** Groups separated by spaces: `7K2Q 9DXM …`. */
  readonly secret: string;
  /** Stands on paper alone. */
  readonly paper: ReactNode;
}

export function Slip({ name, note, secret, paper }: SlipProps) {
  return (
    <figure className="slip">
      <figcaption className="slip-head">
        <strong>{name}</strong>
        <span>{note}</span>
      </figcaption>
      <code>
        {secret.split(' ').map((group, position) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two groups of a secret may be alike
          <span key={position}>{group} </span>
        ))}
      </code>
      <div className="note top-3 paper-only">{paper}</div>
    </figure>
  );
}
