// An entry of the sealed log, and the personal particulars that it commits to without holding them.
//
// The entry stays for ever; the opening (the salt and the particulars) can be erased, and every proof still holds.

import { fromBase64 } from './base64.ts';
import { type Sha256, sameBytes } from './merkle-proof.ts';

/** Where the entry stands in the history of the one account it is about. */
export interface Chain {
  /** A name for the account that is used nowhere else and says nothing. */
  readonly tag: string;
  /** 1 for the first entry about that account, and so on without a gap. */
  readonly n: number;
  /** The index of the entry before it; null for the first. */
  readonly previous: number | null;
}

export interface Entry {
  readonly v: 1;
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly operation: string;
  readonly outcome: 'done' | 'refused';
  readonly reason: string | null;
  readonly actor: string;
  /** When a waiting change takes effect, in milliseconds since 1970. */
  readonly effectiveAt: number | null;
  readonly chain: Chain | null;
  /** SHA-256 over salt and particulars, in base64. */
  readonly personal: string;
}

export const PARTICULARS = [
  'account',
  'session',
  'credential',
  'ip',
  'country',
  'device',
  'userAgent',
  'request',
  'subject',
  'keyName',
] as const;
export type Particulars = Readonly<Record<(typeof PARTICULARS)[number], string | null>>;

export interface Opening {
  /** 16 bytes, base64. */
  readonly salt: string;
  readonly particulars: Particulars;
}

const SALT_BYTES = 16;

/** Is this what the entry committed to? */
export function opens(sha256: Sha256, entry: Entry, { salt, particulars }: Opening): boolean {
  const bytes = fromBase64(salt);
  const committed = fromBase64(entry.personal);
  if (bytes?.length !== SALT_BYTES || !committed) return false;
  const values = PARTICULARS.map((name) => particulars[name]);
  return sameBytes(sha256(bytes, new TextEncoder().encode(JSON.stringify(values))), committed);
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const orNull = (is: (value: unknown) => boolean, value: unknown): boolean => value === null || is(value);

function isChain(value: unknown): value is Chain {
  const { tag, n, previous } = (value ?? {}) as Partial<Chain>;
  return isText(tag) && isCount(n) && n > 0 && orNull(isCount, previous) && (n === 1) === (previous === null);
}

/** The bytes of an entry read back; null for anything else. The bytes are what counts: they were hashed. */
export function parseEntry(text: string): Entry | null {
  let entry: Partial<Entry>;
  try {
    entry = JSON.parse(text) as Partial<Entry>;
  } catch {
    return null;
  }
  const { v, id, at, operation, outcome, reason, actor, effectiveAt, chain, personal } = entry ?? {};
  const isWhole =
    v === 1 &&
    [id, operation, actor, personal].every(isText) &&
    isCount(at) &&
    (outcome === 'done' || outcome === 'refused') &&
    orNull(isText, reason) &&
    orNull(isCount, effectiveAt) &&
    orNull(isChain, chain);
  return isWhole && fromBase64(personal ?? '')?.length === 32 ? (entry as Entry) : null;
}
