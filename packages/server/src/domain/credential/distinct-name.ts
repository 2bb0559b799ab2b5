// Two keys of an account never have the same name: alerts and pages tell keys apart by it.

/** As long as a name may be, in UTF-16 code units; the contract says the same. */
export const KEY_NAME_MAX = 60;

/** What reads the same is the same: other widths, capitals and spaces make no other name. */
const read = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/** Of `others`, the account's other keys. The name that was asked for, or with a number where another key has it: `Blue key`, then `Blue key 2`. */
export function distinctName(asked: string, others: readonly { readonly nickname: string }[]): string {
  const taken = new Set(others.map(({ nickname }) => read(nickname)));
  let name = asked;
  for (let number = 2; taken.has(read(name)); number++) {
    const end = ` ${number}`;
    name = `${asked.slice(0, KEY_NAME_MAX - end.length).trimEnd()}${end}`;
  }
  return name;
}
