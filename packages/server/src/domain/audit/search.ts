// Looking for words in events: each word must stand in what the event holds, or in the sentence that tells it.

import type { Operation } from '../authority.ts';

const WORDS_MAX = 6;
/** In place of the sentences with a word: it stands in so many that it tells nothing apart. */
const ANY = '*';

export interface Term {
  readonly word: string;
  /**
   * What the page tells in a sentence with this word: `d:credential.add` (done), `t:credential.add` (tried, and refused),
   * `r:wrong-code` (the reason). The pages have the sentences, in the reader's language.
   */
  readonly told: ReadonlySet<string>;
}

/** What can be looked through, of one event. */
export interface Searchable {
  readonly operation: Operation | string;
  readonly outcome: 'done' | 'refused';
  readonly reason: string | null;
  /** Texts of its own: names, device, place, address. */
  readonly texts: readonly (string | null)[];
}

/** Capitals and accents make no difference. */
const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** `told`: for each word of the text, in order and separated by `;`, what is told with it, separated by `,`. */
export function readTerms(text: string, told = ''): readonly Term[] {
  const tellings = told.split(';');
  const words = fold(text).split(/\s+/u).filter(Boolean).slice(0, WORDS_MAX);
  return words.map((word, index) => ({ word, told: new Set(tellings[index]?.split(',').filter(Boolean)) }));
}

export function isFound(event: Searchable, terms: readonly Term[]): boolean {
  const { operation, outcome, reason, texts } = event;
  const tellings = [ANY, `${outcome === 'done' ? 'd' : 't'}:${operation}`, `r:${reason}`];
  const folded = texts.flatMap((text) => (text === null ? [] : [fold(text)]));
  return terms.every(
    ({ word, told }) => folded.some((text) => text.includes(word)) || tellings.some((telling) => told.has(telling)),
  );
}
