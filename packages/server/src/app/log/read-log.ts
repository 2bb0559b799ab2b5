// log.read and log.prove-growth: the newest signed checkpoint, and that it grew out of an older one. Anybody may ask:
// witnesses and auditors must not need an account, and hashes say nothing of what was hashed.

import { formatLogKey } from '../../domain/audit/checkpoint.ts';
import { consistencyRanges } from '../../domain/audit/tree.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { sha256 } from '../../platform/sha256.ts';
import { findHead, findLatestCheckpoint } from '../../storage/log.ts';
import type { Tx } from '../../storage/store.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { codec } from './codec.ts';
import { hashRanges } from './hash-ranges.ts';
import { formatSecondKey } from './second-key.ts';
import { findWitnessed, noteWithCosigners, seeWitnesses, type WitnessedHead, type WitnessSeen } from './witnessed.ts';

export interface LogState {
  readonly origin: string;
  /** The log's key in one line (C2SP signed-note). */
  readonly key: string;
  readonly size: number;
  /** A signed note (C2SP tlog-checkpoint), with the cosignatures that there are so far. */
  readonly checkpoint: string;
  readonly signedAt: number;
  /** The log's second key, ML-DSA-44, in one line; null where the runtime never had it. */
  readonly secondKey: string | null;
  readonly witnesses: WitnessSeen[];
  /** The newest head that a majority of the witnesses cosigned. */
  readonly witnessed: WitnessedHead | null;
}

/** Refused where nothing was sealed yet. */
export function readLog(deps: Pick<Deps, 'store' | 'witnesses'>): Promise<Decision<LogState>> {
  return deps.store.read(async (tx) => {
    const head = await findHead(tx);
    const latest = await findLatestCheckpoint(tx);
    if (!head || !latest) return refuse({ tag: 'not-found' });
    const key = formatLogKey(sha256, codec, { name: head.origin, publicKey: head.public_key });
    return allow({
      origin: head.origin,
      key,
      size: latest.size,
      checkpoint: await noteWithCosigners(tx, head, latest),
      signedAt: latest.signed_at,
      secondKey: formatSecondKey(head),
      witnesses: await seeWitnesses(tx, deps.witnesses),
      witnessed: await findWitnessed(tx, head, deps.witnesses),
    });
  });
}

/** RFC 6962 §2.1.2: hashes, in base64, that prove the tree of `to` entries to have grown out of that of `from`. */
export function proveGrowth(
  deps: Pick<Deps, 'store' | 'reads'>,
  caller: Caller,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Decision<{ readonly proof: string[] }>> {
  const prove = async (tx: Tx): Promise<Decision<{ readonly proof: string[] }>> => {
    const head = await findHead(tx);
    if (!head || from < 1 || from > to || to > head.size) return refuse({ tag: 'not-found' });
    const hashes = await hashRanges(tx, consistencyRanges(from, to));
    return allow({ proof: hashes.map(codec.base64) });
  };
  return deps.reads.run(caller, 'log.prove-growth', () => deps.store.read(prove));
}
