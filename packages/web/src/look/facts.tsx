// Facts in a line, separated by dots.
import type { ReactNode } from 'react';

export function Facts({ facts }: { readonly facts: readonly ReactNode[] }) {
  return (
    <ul className="facts">
      {facts.map((fact, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the facts of a row have no other identity than their order
        <li key={position}>{fact}</li>
      ))}
    </ul>
  );
}
