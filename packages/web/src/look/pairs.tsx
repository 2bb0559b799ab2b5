// Names and their values, line by line.
import type { ReactNode } from 'react';

interface PairsProps {
  /** `tight`: beside each other on a phone too. `dated`: the names end in a date. */
  readonly names?: 'tight' | 'dated';
  readonly children: ReactNode;
}

export function Pairs({ names, children }: PairsProps) {
  return <dl className={names ? `pairs ${names}` : 'pairs'}>{children}</dl>;
}

interface PairProps {
  readonly name: ReactNode;
  readonly children: ReactNode;
  readonly note?: ReactNode;
  /** A link or button at the line's end. */
  readonly go?: ReactNode;
}

export function Pair({ name, children, note, go }: PairProps) {
  const value = (
    <>
      {children}
      {note && <span className="note">{note}</span>}
    </>
  );
  return (
    <div>
      <dt>{name}</dt>
      {go ? (
        <dd className="go">
          <span>{value}</span>
          {go}
        </dd>
      ) : (
        <dd>{value}</dd>
      )}
    </div>
  );
}
