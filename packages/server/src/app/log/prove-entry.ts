// That an event is in the sealed log: under the newest checkpoint that witnesses cosigned, or one that came after it.

import type { Particulars } from '../../domain/audit/entry.ts';
import { inclusionRanges } from '../../domain/audit/tree.ts';
import { findEntryOf, findHead, findLatestCheckpoint } from '../../storage/log.ts';
import type { Tx } from '../../storage/store.ts';
import type { AuditEventRow } from '../../storage/tables.ts';
import type { LogWitness } from '../deps.ts';
import { codec } from './codec.ts';
import { hashRanges } from './hash-ranges.ts';
import { particularsOf } from './particulars-of.ts';
import { findWitnessed, noteWithCosigners } from './witnessed.ts';

export interface EntryProof {
  /** The bytes that were hashed. */
  readonly entry: string;
  readonly index: number;
  readonly size: number;
  /** From the leaf to the root (RFC 6962 §2.1.1), in base64. */
  readonly proof: string[];
  /** A signed note (C2SP tlog-checkpoint), with the cosignatures under it. */
  readonly checkpoint: string;
  readonly signedAt: number;
  /** Null once the particulars are erased. */
  readonly opening: { readonly salt: string; readonly particulars: Particulars } | null;
}

/** Null while the event waits to be sealed. */
export async function proveEntry(
  tx: Tx,
  event: AuditEventRow,
  witnesses: readonly LogWitness[],
): Promise<EntryProof | null> {
  const row = await findEntryOf(tx, event.id);
  const head = await findHead(tx);
  const latest = await findLatestCheckpoint(tx);
  if (!row || !head || !latest) return null;
  const witnessed = await findWitnessed(tx, head, witnesses);
  const under =
    witnessed && row.position < witnessed.size
      ? witnessed
      : { size: latest.size, checkpoint: await noteWithCosigners(tx, head, latest), signedAt: latest.signed_at };
  const hashes = await hashRanges(tx, inclusionRanges(row.position, under.size));
  return {
    entry: row.entry,
    index: row.position,
    size: under.size,
    proof: hashes.map(codec.base64),
    checkpoint: under.checkpoint,
    signedAt: under.signedAt,
    opening: row.salt === null ? null : { salt: row.salt, particulars: particularsOf(event) },
  };
}
