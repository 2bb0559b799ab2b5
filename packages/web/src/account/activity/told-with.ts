// Which entries are told in sentences with a word, so that what is read here can be searched for. The server holds no
// sentences: it is told which operations, tries and reasons have them.
import activity from '../../words/en/activity.ts';
import { isRecorded } from './tell-event.ts';

const WORDS_MAX = 6;
/** Beyond that a word tells nothing apart, and the address would grow long. */
const TELLINGS_MAX = 40;
const ANY = '*';
const LETTER = { done: 'd', tried: 't', refused: 'r' } as const;

/** As the server folds what it compares. */
const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** `done.sign-up.complete.key` → `d:sign-up.complete`; null for a sentence that tells of no entry. */
function tellingOf(key: string): string | null {
  const [kind = '', ...rest] = key.split('.');
  if (kind !== 'done' && kind !== 'tried' && kind !== 'refused') return null;
  if (kind === 'refused') return `${LETTER.refused}:${rest.join('.')}`;
  // What follows an operation's name chooses among its sentences.
  for (let length = rest.length; length > 1; length--) {
    const name = rest.slice(0, length).join('.');
    if (isRecorded(name)) return `${LETTER[kind]}:${name}`;
  }
  return null;
}

const SENTENCES = Object.entries(activity).flatMap(([key, sentence]) => {
  const telling = tellingOf(key);
  // What stands in braces comes from the entry itself, and the server looks there.
  return telling === null ? [] : [{ telling, folded: fold(sentence.replace(/\{\{.*?\}\}/g, '')) }];
});

/** For each word of `text`, separated by `;`: its tellings, separated by `,`. */
export function toldWith(text: string): string {
  const words = fold(text).split(/\s+/u).filter(Boolean).slice(0, WORDS_MAX);
  return words
    .map((word) => {
      const tellings = new Set(SENTENCES.filter(({ folded }) => folded.includes(word)).map(({ telling }) => telling));
      return tellings.size > TELLINGS_MAX ? ANY : [...tellings].join(',');
    })
    .join(';');
}
