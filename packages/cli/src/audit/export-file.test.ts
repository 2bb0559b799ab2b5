// An exported log in wrong hands: whatever is left out, moved, doubled, edited or signed anew, and whatever checkpoint is
// laid beside it, the answer says what is wrong.

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatNoteKey, hashLeaf, PARTICULARS, toBase64 } from '@holdfast/contract/log';
import { afterAll, describe, expect, it } from 'vitest';
import { Leaves, logKey } from '../../../../test/support/leaves.ts';
import { checkFile, type FileExpectations, formatEnd, formatHead, formatLine } from './export-file.ts';
import type { GivenEntry } from './log-check.ts';
import { sha256 } from './node-crypto.ts';

const ORIGIN = 'account.example/log';
const SIZE = 9;
const SALT = Buffer.alloc(16, 7);
type Key = ReturnType<typeof logKey>;
const own = logKey(ORIGIN);
const stranger = logKey(ORIGIN);
const other = logKey('other.example/log');
const folder = mkdtempSync(join(tmpdir(), 'holdfast-export-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Told {
  readonly operation: string;
  readonly account: string;
}

/** Two accounts in turn. */
const HISTORY = Array.from({ length: SIZE }, (_, index): Told => {
  return { operation: index % 3 === 0 ? 'sign-in.key' : 'account.rename', account: index % 2 === 0 ? 'A' : 'B' };
});

/** The log of what is told, each account's entries linked. */
function entriesOf(history: readonly Told[]): GivenEntry[] {
  const chains = new Map<string, { n: number; index: number }>();
  return history.map(({ operation, account }, index) => {
    const before = chains.get(account);
    const n = (before?.n ?? 0) + 1;
    chains.set(account, { n, index });
    const values = PARTICULARS.map((name) => (name === 'account' ? `acct_${account}` : null));
    const particulars = Object.fromEntries(PARTICULARS.map((name, at) => [name, values[at] ?? null]));
    const personal = createHash('sha256').update(SALT).update(JSON.stringify(values)).digest('base64');
    const facts = { v: 1, id: `evnt_${index}`, at: 1000 + index, operation, outcome: 'done', reason: null };
    const chain = { tag: account, n, previous: before?.index ?? null };
    return hashed({
      index,
      entry: JSON.stringify({ ...facts, actor: 'holder', effectiveAt: null, chain, personal }),
      hash: '',
      opening: { salt: toBase64(SALT), particulars: particulars as never },
    });
  });
}

const hashed = (given: GivenEntry): GivenEntry => ({
  ...given,
  hash: toBase64(hashLeaf(sha256, Buffer.from(given.entry))),
});
const numbered = (entries: readonly GivenEntry[]): GivenEntry[] => entries.map((entry, index) => ({ ...entry, index }));
const edited = (given: GivenEntry): GivenEntry => ({
  ...given,
  entry: given.entry.replace('account.rename', 'account.lock'),
});

function headOf(entries: readonly GivenEntry[], by: Key = own): string {
  const leaves = new Leaves();
  for (const { entry } of entries) leaves.hashes.push(hashLeaf(sha256, Buffer.from(entry)));
  return by.signed(leaves);
}

interface Parts {
  readonly key: Key;
  readonly entries: readonly GivenEntry[];
  readonly size: number;
  readonly checkpoint: string;
}

const entries = entriesOf(HISTORY);
const whole: Parts = { key: own, entries, size: SIZE, checkpoint: headOf(entries) };

const textOf = ({ key, entries: lines, size, checkpoint }: Parts): string =>
  formatHead({ origin: key.key.name, key: formatNoteKey(sha256, key.key), cosigners: [] }) +
  lines.map(formatLine).join('') +
  formatEnd(size, checkpoint);

/** @returns what is said of it; null where it is as sealed */
async function faultIn(text: string, expected: FileExpectations = {}): Promise<string | null> {
  const path = join(folder, 'log');
  writeFileSync(path, text);
  return checkFile(path, expected).then(
    () => null,
    (error: Error) => (error.name === 'LogFault' ? error.message : Promise.reject(error)),
  );
}
const known = { key: own.key };

describe('an export', () => {
  it('that is whole is as sealed', async () => {
    expect(await faultIn(textOf(whole), known)).toBeNull();
  });

  const swapped = entries.toSpliced(3, 2, entries[4] as GivenEntry, entries[3] as GivenEntry);
  const doubled = [...entries.slice(0, 4), ...entries.slice(3)];
  const without = entries.toSpliced(4, 1);
  const renamed = entries.map((entry, index) => (index === 4 ? edited(entry) : entry));
  it.each<[string, Partial<Parts>, RegExp]>([
    ['an entry left out', { entries: without }, /^Entry 4 is missing: the next one is 5\.$/],
    [
      'an entry left out, and the rest numbered again',
      { entries: numbered(without), size: SIZE - 1 },
      /^Entry 5 breaks the history of its account: something was put in or left out\.$/,
    ],
    ['two entries exchanged', { entries: swapped }, /^Entry 3 is missing/],
    ['two entries exchanged and numbered again', { entries: numbered(swapped) }, /^Entry 5 breaks the history/],
    ['an entry twice', { entries: doubled, size: SIZE + 1 }, /^Entry 3 stands where entry 4 belongs\.$/],
    [
      'an entry twice, and the rest numbered again',
      { entries: numbered(doubled), size: SIZE + 1 },
      /^Entry 4 breaks the history/,
    ],
    ['an entry edited', { entries: renamed }, /^Entry 4 was changed: its hash is no longer its own\.$/],
    [
      'an entry edited, and its hash made anew',
      { entries: renamed.map(hashed) },
      /^The first 9 entries are not those that were sealed: their root is another one\.$/,
    ],
    [
      'an entry edited, and the log signed anew by somebody else',
      { entries: renamed.map(hashed), checkpoint: headOf(renamed, stranger) },
      /^The checkpoint, of 9 entries, is not signed by the log’s key\.$/,
    ],
    [
      'an entry edited, and the log signed anew by somebody else under their own key',
      { key: stranger, entries: renamed.map(hashed), checkpoint: headOf(renamed, stranger) },
      /^The checkpoint, of 9 entries, is not signed by the log’s key\.$/,
    ],
    [
      'an entry left out by whoever has the log’s own key',
      { entries: numbered(without), size: SIZE - 1, checkpoint: headOf(without) },
      /^Entry 5 breaks the history/,
    ],
    [
      'the checkpoint of another log',
      { checkpoint: headOf(entries, other) },
      /^The checkpoint is of another log: other\.example\/log, not account\.example\/log\.$/,
    ],
    [
      'an older checkpoint of the log',
      { size: 5, checkpoint: headOf(entries.slice(0, 5)) },
      /^The file says that it has 5 entries, and has 9: its checkpoint is of another size\.$/,
    ],
    [
      'an older checkpoint that is said to be the newest',
      { checkpoint: headOf(entries.slice(0, 5)) },
      /^The checkpoint is of 5 entries, and there are 9\.$/,
    ],
    ['a checkpoint by another key', { checkpoint: headOf(entries, stranger) }, /is not signed by the log’s key\.$/],
    ['no checkpoint', { checkpoint: 'none' }, /^The checkpoint is not a signed checkpoint\.$/],
  ])('with %s is refused, and the place is named', async (_, change, said) => {
    expect(await faultIn(textOf({ ...whole, ...change }), known)).toMatch(said);
  });

  it('of another log is refused by whoever asks about this one', async () => {
    const text = textOf({ ...whole, key: other, checkpoint: headOf(entries, other) });
    expect(await faultIn(text)).toBeNull();
    expect(await faultIn(text, known)).toBe('This is the log of other.example/log, not of account.example/log.');
  });

  it('that was cut off says so, wherever it was cut', async () => {
    const text = textOf(whole);
    // Without the end of its last line it is whole.
    for (let length = 1; length < text.length - 1; length += 7) {
      expect(await faultIn(text.slice(0, length), known), `after ${length} bytes`).toMatch(/cut off/);
    }
    expect(await faultIn('', known)).toBe('Line 1 is missing: the file is empty.');
    expect(await faultIn(text.slice(0, 40), known)).toBe('Line 1 ends in the middle: the file was cut off there.');
    expect(await faultIn(text.replace('{"index":3,', '{"index":3,,'), known)).toBe('Line 5 is not a JSON object.');
  });
});

describe('an older checkpoint that the auditor kept', () => {
  const since = (note: string) => faultIn(textOf(whole), { ...known, since: note });
  const longer = entriesOf([...HISTORY, ...HISTORY]);

  it('is of the log’s beginning, or of all of it', async () => {
    expect(await since(headOf(entries.slice(0, 5)))).toBeNull();
    expect(await since(whole.checkpoint)).toBeNull();
  });

  it.each<[string, string, RegExp]>([
    ['newer than the log', headOf(longer), /^The log has 9 entries and had 18: it was put back to an older state\.$/],
    [
      'of another past',
      headOf(entriesOf(HISTORY.toReversed()).slice(0, 5)),
      /^The first 5 entries are not those that were sealed/,
    ],
    ['of another log', headOf(entries.slice(0, 5), other), /^The older checkpoint is of another log: other\.example/],
    ['of another log that is longer', headOf(longer, other), /^The older checkpoint is of another log: other\.example/],
    [
      'by another key',
      headOf(entries.slice(0, 5), stranger),
      /^The older checkpoint, of 5 entries, is not signed by the log’s key\.$/,
    ],
    [
      'of a longer log, by another key',
      headOf(longer, stranger),
      /^The older checkpoint, of 18 entries, is not signed by the log’s key\.$/,
    ],
    ['not a checkpoint', 'none\n', /^The older checkpoint is not a signed checkpoint\.$/],
  ])('%s is named for what it is', async (_, note, said) => {
    expect(await since(note)).toMatch(said);
  });
});
