// The document of everything that is held on a person: one JSON object, written a page at a time however long it is.

import {
  HELD_TABLES,
  type HeldOf,
  type HeldRow,
  type HeldTable,
  isLongTable,
  listHeld,
} from '../../storage/held-data.ts';
import type { Store } from '../../storage/store.ts';

const PAGE = 500;

/** What is held and not in the document. */
const NOT_INCLUDED = [
  'Secrets and hashes by which something could be opened or guessed: password, authenticator secret, backup codes, recovery keys, cookies, targets and secrets of channels.',
  'What waits sealed until it is delivered or used, and is deleted then.',
  'Attempt counters and spent challenges: hashes that lead nowhere, deleted within a day; wrong passwords in a row after the next sign-in, or 400 days.',
  'The sealed log, which holds nothing personal. The proof of your activity is saved from the activity page.',
  'Accounts of others. A recovery contact is named by the address that was typed.',
];

/** Bytes as base64url; everything else as it is stored: times in milliseconds since 1970, booleans as 0 or 1. */
const asJson = (row: HeldRow): string =>
  JSON.stringify(row, (_, value: unknown) => {
    const bytes = value instanceof Uint8Array ? value : bufferOf(value);
    return bytes ? Buffer.from(bytes).toString('base64url') : value;
  });

/** A Buffer has turned itself into this by the time that JSON sees it. */
function bufferOf(value: unknown): readonly number[] | null {
  const { type, data } = (value ?? {}) as { readonly type?: unknown; readonly data?: unknown };
  return type === 'Buffer' && Array.isArray(data) ? data : null;
}

export async function* writeHeldDocument(
  deps: { readonly store: Store },
  about: HeldOf,
  now: number,
): AsyncGenerator<string> {
  const head = JSON.stringify({ holdfast: 'held-data', v: 1, at: now, account: about.id, notIncluded: NOT_INCLUDED });
  yield `${head.slice(0, -1)},\n"tables":{`;
  for (const [position, table] of HELD_TABLES.entries()) {
    yield `${position === 0 ? '' : ','}\n${JSON.stringify(table)}:[`;
    yield* writeRows(deps, table, about);
    yield ']';
  }
  yield '\n}}\n';
}

async function* writeRows(deps: { readonly store: Store }, table: HeldTable, about: HeldOf): AsyncGenerator<string> {
  let comma = '';
  for (let after = ''; ; ) {
    const rows = await deps.store.read((tx) => listHeld(tx, table, about, after, PAGE));
    if (rows.length > 0) yield `${comma}\n${rows.map(asJson).join(',\n')}`;
    comma = ',';
    const last = rows.at(-1)?.id;
    if (!isLongTable(table) || rows.length < PAGE || typeof last !== 'string') return;
    after = last;
  }
}
