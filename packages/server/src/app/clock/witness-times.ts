// What the witnesses' clocks said when they cosigned a head that is younger than the doubt.

import { findCosignature } from '../../domain/audit/cosigner.ts';
import type { WitnessTime } from '../../domain/clock/belief.ts';
import { sha256 } from '../../platform/sha256.ts';
import { findNewestOf } from '../../storage/log-cosignature.ts';
import type { Tx } from '../../storage/store.ts';
import type { LogWitness } from '../deps.ts';
import { codec } from '../log/codec.ts';
import { keyOfWitness } from '../log/witnessed.ts';

/** @param size of the log when the clock was moved: nobody can have cosigned a larger one before */
export async function witnessTimes(tx: Tx, witnesses: readonly LogWitness[], size: number): Promise<WitnessTime[]> {
  const times: WitnessTime[] = [];
  for (const witness of witnesses) {
    const { key, id } = keyOfWitness(witness);
    const newest = await findNewestOf(tx, id);
    // It was verified when it came (log/ask-witness.ts).
    const given = newest && newest.size > size ? findCosignature(sha256, codec, key, newest.line) : null;
    if (newest && given) times.push({ signedAt: given.atSeconds * 1000, cameAt: newest.at });
  }
  return times;
}
