// Names and their values, line by line.
import type { ReactNode } from 'react';

export function Pairs({ tight = false, children }: { readonly tight?: boolean; readonly children: ReactNode }) {
  return <dl className={tight ? 'pairs tight' : 'pairs'}>{children}</dl>;
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
