// Two keys of an account never have the same name: alerts and pages tell keys apart by it.

/** As long as a name may be, in UTF-16 code units; the contract says the same. */
export const KEY_NAME_MAX = 60;

/** What shows nothing: all that Unicode has programs ignore (UAX #44, Default_Ignorable_Code_Point), and the blank of Braille. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** The name of a key that shows nothing at all of the one that was asked for. */
const UNNAMED = 'Key';

/** What reads the same is the same: other widths, capitals, spaces and letters that nobody sees make no other name. */
const read = (name: string): string =>
  name.replace(UNSEEN, '').normalize('NFKC').toUpperCase().toLowerCase().replace(/\s+/g, ' ').trim();

/**
 * Of `others`, the account's other keys. The name that was asked for without what nobody sees of it, or with a number where
 * another key has it: `Blue key`, then `Blue key 2`.
 */
export function distinctName(asked: string, others: readonly { readonly nickname: string }[]): string {
  const taken = new Set(others.map(({ nickname }) => read(nickname)));
  const seen = read(asked) === '' ? UNNAMED : asked.replace(UNSEEN, '');
  let name = seen;
  for (let number = 2; taken.has(read(name)); number++) {
    const end = ` ${number}`;
    name = `${seen.slice(0, KEY_NAME_MAX - end.length).trimEnd()}${end}`;
  }
  return name;
}
