// Which metadata BLOB was verified last, and when: what a start may still use, and what the operator is told of its age.

import { findFact, setFact } from '../../storage/fact.ts';
import type { Tx } from '../../storage/store.ts';
import type { VerifiedBlob } from '../../webauthn/metadata/load-metadata.ts';

export interface Verified extends VerifiedBlob {
  /** When the next one was due. */
  readonly nextUpdate: number;
}

/** Null where none was ever verified. */
export async function findVerified(tx: Tx): Promise<Verified | null> {
  const known = await findFact(tx, 'metadata.verified');
  if (known === null) return null;
  const [digest = '', at, nextUpdate] = known.split(' ');
  return { digest, at: Number(at), nextUpdate: Number(nextUpdate) };
}

export const noteVerified = (tx: Tx, { digest, at, nextUpdate }: Verified): Promise<void> =>
  setFact(tx, 'metadata.verified', `${digest} ${at} ${nextUpdate}`);
