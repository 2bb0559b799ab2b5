// The newest head that a majority of the witnesses cosigned, and heads as they are served: with all that stands under them.

import { cosignerId, parseCosignerKey, quorumOf } from '../../domain/audit/cosigner.ts';
import { sha256 } from '../../platform/sha256.ts';
import { findCheckpoint } from '../../storage/log.ts';
import { findNewestOf, findSizeSignedBy, listCosignatures } from '../../storage/log-cosignature.ts';
import type { LogCheckpointRow, LogHeadRow } from '../../storage/log-tables.ts';
import type { Tx } from '../../storage/store.ts';
import type { LogWitness } from '../deps.ts';
import { codec } from './codec.ts';

/** @throws where the key is none: configuration has refused it by then */
export function keyOfWitness({ key }: LogWitness) {
  const parsed = parseCosignerKey(sha256, codec, key);
  if (!parsed) throw new Error('a witness without a cosigner’s key');
  return { key: parsed, id: cosignerId(sha256, codec, parsed) };
}

/** A head with every cosignature that was collected for it, the log's own second one included. */
export async function noteWithCosigners(
  tx: Tx,
  head: LogHeadRow,
  { size, note }: Pick<LogCheckpointRow, 'size' | 'note'>,
): Promise<string> {
  const lines = (await listCosignatures(tx, size)).map(({ line }) => line);
  const own = head.size === size && head.second_line !== null ? head.second_line : '';
  return note + own + lines.filter((line) => line !== own).join('');
}

export interface WitnessedHead {
  readonly size: number;
  /** A signed note with the cosignatures under it. */
  readonly checkpoint: string;
  readonly signedAt: number;
  /** Names of the witnesses that cosigned it. */
  readonly by: string[];
}

/** Null where no witness is configured, and until a majority of them has signed one head. */
export async function findWitnessed(
  tx: Tx,
  head: LogHeadRow,
  witnesses: readonly LogWitness[],
): Promise<WitnessedHead | null> {
  const ids = new Map(witnesses.map((witness) => [keyOfWitness(witness).id, witness.name]));
  const size = await findSizeSignedBy(tx, [...ids.keys()], quorumOf(witnesses.length));
  const row = size === null ? null : await findCheckpoint(tx, size);
  if (!row) return null;
  const by = (await listCosignatures(tx, row.size)).flatMap(({ cosigner }) => ids.get(cosigner) ?? []);
  return { size: row.size, checkpoint: await noteWithCosigners(tx, head, row), signedAt: row.signed_at, by };
}

export interface WitnessSeen {
  readonly name: string;
  readonly key: string;
  /** How many entries the newest head has that it cosigned, and when; null before the first. */
  readonly size: number | null;
  readonly at: number | null;
}

export function seeWitnesses(tx: Tx, witnesses: readonly LogWitness[]): Promise<WitnessSeen[]> {
  return Promise.all(
    witnesses.map(async (witness) => {
      const newest = await findNewestOf(tx, keyOfWitness(witness).id);
      return { name: witness.name, key: witness.key, size: newest?.size ?? null, at: newest?.at ?? null };
    }),
  );
}
