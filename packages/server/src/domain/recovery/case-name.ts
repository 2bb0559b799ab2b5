// What a case is called in the record and in alerts: its number, and in words that its holder knows how it was begun. Who
// can stop it follows from that, so that no mail promises a button that would stop nothing.

import type { Hold } from '../hold/hold.ts';

/** - one: one recovery key. - both: the two typed together. - again: one, soon after it had been stopped. */
export type BegunWith = 'one' | 'both' | 'again';

const WORDS = { both: 'both recovery keys', again: 'begun again' } as const;

export const begunWith = ({ proofs, stoppedBy }: Pick<Hold, 'proofs' | 'stoppedBy'>): BegunWith =>
  proofs === 2 ? 'both' : stoppedBy === 'any' ? 'one' : 'again';

/** `7F3K`, or `7F3K, both recovery keys`. */
export const nameCase = (caseNumber: string, begun: BegunWith): string =>
  begun === 'one' ? caseNumber : `${caseNumber}, ${WORDS[begun]}`;

/** The other way round; what an older server wrote is a number alone. */
export function readCaseName(name: string): { readonly caseNumber: string; readonly begun: BegunWith } {
  const [caseNumber = '', words] = name.split(', ');
  const begun = words === WORDS.both ? 'both' : words === WORDS.again ? 'again' : 'one';
  return { caseNumber, begun };
}
