// One section of a page: its name in the gutter, the facts beside it.
import type { ReactNode } from 'react';

interface LedgerProps {
  readonly name: ReactNode;
  readonly note?: ReactNode;
  readonly children: ReactNode;
  readonly id?: string | undefined;
}

export function Ledger({ name, note, children, id }: LedgerProps) {
  return (
    <section className="ledger" id={id}>
      <div className="ledger-label">
        <h2>{name}</h2>
        {note && <p className="note">{note}</p>}
      </div>
      <div className="ledger-body">{children}</div>
    </section>
  );
}
