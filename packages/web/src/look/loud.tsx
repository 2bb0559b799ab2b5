// A sentence of the catalogue in which ⟦some words⟧ stand out.

const MARKED = /⟦(.*?)⟧/;

export function Loud({ children }: { readonly children: string }) {
  // Splitting at a group keeps what it caught: every second part is what stands out.
  return children.split(MARKED).map((part, position) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence have no other identity than their order
    return position % 2 === 1 ? <strong key={position}>{part}</strong> : part;
  });
}
