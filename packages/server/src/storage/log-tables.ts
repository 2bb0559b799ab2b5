// The shape of the sealed log's own tables; the rest are in tables.ts, which lists them all.

import type { AccountId, EventId } from '../domain/id.ts';

export interface LogEntryRow {
  position: number;
  event_id: EventId;
  entry: string;
  hash: Uint8Array;
  /** Base64; opens the entry's commitment to what is personal. Null once that is erased. */
  salt: string | null;
}

export interface LogNodeRow {
  level: number;
  position: number;
  hash: Uint8Array;
}

export interface LogChainRow {
  account_id: AccountId;
  tag: string;
  length: number;
  last_position: number;
}

export interface LogHeadRow {
  origin: string;
  seed_sealed: string;
  public_key: Uint8Array;
  size: number;
  peaks: Uint8Array;
  /** Of the log's second key, ML-DSA-44; null where the runtime that sealed never had it. */
  second_seed_sealed: string | null;
  second_public_key: Uint8Array | null;
  /** The second key's cosignature of the newest checkpoint, as a line. */
  second_line: string | null;
}

export interface LogCheckpointRow {
  size: number;
  note: string;
  signed_at: number;
}

/** Under which checkpoint whose cosignature stands. */
export interface LogCosignatureRow {
  size: number;
  /** The cosigner's name and key id: `witness.example+0123abcd`. */
  cosigner: string;
  line: string;
  at: number;
}
