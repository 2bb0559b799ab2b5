// Branded, prefixed identifiers: their types, their schema and their generator.
// A prefix lets a person, a log and a leak scanner tell what an id names.

declare const brand: unique symbol;
type Branded<Prefix extends string> = string & { readonly [brand]: Prefix };

export type AccountId = Branded<'acct'>;
export type CredentialId = Branded<'cred'>;
export type SessionId = Branded<'sess'>;
export type HoldId = Branded<'hold'>;
export type ContactId = Branded<'cntc'>;
export type EventId = Branded<'evnt'>;
export type AlertId = Branded<'alrt'>;
export type ChannelId = Branded<'chan'>;
export type ClientId = Branded<'clnt'>;
export type DeliveryId = Branded<'dlvr'>;
export type FlowId = Branded<'flow'>;
export type RestorationId = Branded<'rstr'>;

interface Ids {
  acct: AccountId;
  cred: CredentialId;
  sess: SessionId;
  hold: HoldId;
  cntc: ContactId;
  evnt: EventId;
  alrt: AlertId;
  chan: ChannelId;
  clnt: ClientId;
  dlvr: DeliveryId;
  flow: FlowId;
  rstr: RestorationId;
}
export type IdPrefix = keyof Ids;

// Crockford's alphabet in lower case: no i, l, o or u to misread; sorts as its bytes do.
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const BODY_LENGTH = 26;

/** JSON Schema pattern for ids with `prefix`. */
export const idPattern = (prefix: IdPrefix): string => `^${prefix}_[0-9a-hjkmnp-tv-z]{${BODY_LENGTH}}$`;

function body(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(held >>> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + ALPHABET[(held << (5 - bits)) & 31] : text;
}

/** An unguessable id from 16 random bytes. */
export function makeId<P extends IdPrefix>(prefix: P, random: Uint8Array): Ids[P] {
  if (random.length !== 16) throw new RangeError('an id needs 16 bytes');
  return `${prefix}_${body(random)}` as Ids[P];
}

/** An id whose text sorts by time: 48 bits of milliseconds, then the last 80 bits that are given. */
export function makeOrderedId<P extends IdPrefix>(prefix: P, nowMs: number, random: Uint8Array): Ids[P] {
  const bytes = new Uint8Array(random);
  const high = Math.floor(nowMs / 2 ** 32);
  bytes[0] = high >>> 8;
  bytes[1] = high;
  bytes[2] = nowMs >>> 24;
  bytes[3] = nowMs >>> 16;
  bytes[4] = nowMs >>> 8;
  bytes[5] = nowMs;
  return makeId(prefix, bytes);
}

/** The lowest of all ids made at `atMs`: an id sorts before it exactly if it is older. */
export const firstIdAt = <P extends IdPrefix>(prefix: P, atMs: number): Ids[P] =>
  makeOrderedId(prefix, atMs, new Uint8Array(16));

/** When an ordered id was made, in milliseconds since the epoch. */
export function timeOfId(id: string): number {
  let time = 0;
  for (const letter of id.slice(id.indexOf('_') + 1).slice(0, 10)) time = time * 32 + ALPHABET.indexOf(letter);
  // Ten letters are 50 bits; the last two belong to what follows the time.
  return Math.floor(time / 4);
}
