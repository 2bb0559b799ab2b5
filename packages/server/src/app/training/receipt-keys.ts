// training.keys: the key that receipts are signed with, made when first needed and kept sealed.

import { allow, type Decision } from '../../domain/decision.ts';
import { ED25519_SEED_BYTES } from '../../platform/ed25519.ts';
import { type ReceiptSigner, receiptSigner } from '../../platform/receipts.ts';
import { claimFact, findFact } from '../../storage/fact.ts';
import type { Deps } from '../deps.ts';

const PURPOSE = 'training-key';

type KeyDeps = Pick<Deps, 'store' | 'keyRing' | 'random'>;

async function sealedSeed(deps: KeyDeps): Promise<string> {
  const kept = await deps.store.read((tx) => findFact(tx, 'training.key'));
  if (kept !== null) return kept;
  const made = deps.keyRing.seal(PURPOSE, deps.random.bytes(ED25519_SEED_BYTES));
  // Of two servers that need it at once, both go on with the one that stands.
  return deps.store.write((tx) => claimFact(tx, 'training.key', made));
}

/** @throws where the secret that sealed the key is gone: receipts that nobody can check are worth nothing. */
export async function openReceiptSigner(deps: KeyDeps): Promise<ReceiptSigner> {
  const seed = deps.keyRing.open(PURPOSE, await sealedSeed(deps));
  if (!seed) throw new Error('the receipts’ key was sealed under a secret that is gone');
  return receiptSigner(seed);
}

type Jwk = Record<'kty' | 'crv' | 'x' | 'kid' | 'alg' | 'use', string>;

export async function receiptKeys(deps: KeyDeps): Promise<Decision<{ readonly keys: Jwk[] }>> {
  const { keys } = await openReceiptSigner(deps);
  return allow({ keys: [...keys] as Jwk[] });
}
