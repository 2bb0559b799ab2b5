// The log's second key, ML-DSA-44: it cosigns each head where the runtime can, for a day when Ed25519 no longer convinces.

import {
  type CosignedHead,
  type CosignerKey,
  cosignatureLine,
  cosignedBytes,
  formatCosignerKey,
} from '../../domain/audit/cosigner.ts';
import { ML_DSA_SEED_BYTES, type MlDsaSigner, mlDsaFromSeed } from '../../platform/ml-dsa.ts';
import { sha256 } from '../../platform/sha256.ts';
import type { LogHeadRow } from '../../storage/log-tables.ts';
import type { Deps } from '../deps.ts';
import { codec } from './codec.ts';

const PURPOSE = 'log-second-key';

export type SecondKeyColumns = Pick<LogHeadRow, 'second_seed_sealed' | 'second_public_key' | 'second_line'>;

const keyOf = (origin: string, publicKey: Uint8Array): CosignerKey => ({
  name: origin,
  algorithm: 'ml-dsa-44',
  publicKey,
});

/** The key as it is kept, or a new one where there is none yet. Null where the runtime cannot sign with it. */
function openSeed(deps: Pick<Deps, 'keyRing' | 'random'>, kept: string | null) {
  const seed = kept === null ? deps.random.bytes(ML_DSA_SEED_BYTES) : deps.keyRing.open(PURPOSE, kept);
  if (!seed) throw new Error('the log’s second key was sealed under a secret that is gone');
  const signer: MlDsaSigner | null = mlDsaFromSeed(seed);
  return signer && { signer, sealed: kept ?? deps.keyRing.seal(PURPOSE, seed) };
}

/** What the head's row keeps of the second key once `head` is the newest, whose text is `text`. */
export function cosignHead(
  deps: Pick<Deps, 'keyRing' | 'random'>,
  row: LogHeadRow,
  head: CosignedHead,
  text: string,
  now: number,
): SecondKeyColumns {
  const opened = openSeed(deps, row.second_seed_sealed);
  if (!opened) {
    const { second_seed_sealed, second_public_key } = row;
    return { second_seed_sealed, second_public_key, second_line: null };
  }
  const { signer, sealed } = opened;
  const key = keyOf(row.origin, signer.publicKey);
  const atSeconds = Math.floor(now / 1000);
  const signature = signer.sign(cosignedBytes(codec, key, head, text, atSeconds));
  return {
    second_seed_sealed: sealed,
    second_public_key: signer.publicKey,
    second_line: cosignatureLine(sha256, codec, key, atSeconds, signature),
  };
}

/** The key in one line; null where the log has none. */
export const formatSecondKey = ({ origin, second_public_key }: LogHeadRow): string | null =>
  second_public_key && formatCosignerKey(sha256, codec, keyOf(origin, second_public_key));
