// That an event is in the sealed log, under the newest checkpoint.

import type { Particulars } from '../../domain/audit/entry.ts';
import { inclusionRanges } from '../../domain/audit/tree.ts';
import { findEntryOf, findLatestCheckpoint } from '../../storage/log.ts';
import type { Tx } from '../../storage/store.ts';
import type { AuditEventRow } from '../../storage/tables.ts';
import { codec } from './codec.ts';
import { hashRanges } from './hash-ranges.ts';
import { particularsOf } from './particulars-of.ts';

export interface EntryProof {
  /** The bytes that were hashed. */
  readonly entry: string;
  readonly index: number;
  readonly size: number;
  /** From the leaf to the root (RFC 6962 §2.1.1), in base64. */
  readonly proof: string[];
  /** A signed note (C2SP tlog-checkpoint). */
  readonly checkpoint: string;
  readonly signedAt: number;
  /** Null once the particulars are erased. */
  readonly opening: { readonly salt: string; readonly particulars: Particulars } | null;
}

/** Null while the event waits to be sealed. */
export async function proveEntry(tx: Tx, event: AuditEventRow): Promise<EntryProof | null> {
  const row = await findEntryOf(tx, event.id);
  const latest = await findLatestCheckpoint(tx);
  if (!row || !latest) return null;
  const hashes = await hashRanges(tx, inclusionRanges(row.position, latest.size));
  return {
    entry: row.entry,
    index: row.position,
    size: latest.size,
    proof: hashes.map(codec.base64),
    checkpoint: latest.note,
    signedAt: latest.signed_at,
    opening: row.salt === null ? null : { salt: row.salt, particulars: particularsOf(event) },
  };
}
