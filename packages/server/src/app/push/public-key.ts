// push.public-key: the key by which push services know this server, made when first needed and kept sealed.

import { allow, type Decision } from '../../domain/decision.ts';
import { createVapid, makeVapidKey, type Vapid } from '../../platform/vapid.ts';
import { claimFact, findFact } from '../../storage/fact.ts';
import type { Deps } from '../deps.ts';

const PURPOSE = 'push-key';

type KeyDeps = Pick<Deps, 'store' | 'keyRing' | 'random'>;

async function sealedKey(deps: KeyDeps): Promise<string> {
  const kept = await deps.store.read((tx) => findFact(tx, 'push.key'));
  if (kept !== null) return kept;
  const made = deps.keyRing.seal(PURPOSE, makeVapidKey(deps.random));
  // Of two servers that need it at once, both go on with the one that stands.
  return deps.store.write((tx) => claimFact(tx, 'push.key', made));
}

/** @throws where the secret that sealed the key is gone: each browser would have to be asked again. */
export async function openVapid(deps: KeyDeps): Promise<Vapid> {
  const key = deps.keyRing.open(PURPOSE, await sealedKey(deps));
  if (!key) throw new Error('the key of notifications was sealed under a secret that is gone');
  return createVapid(key);
}

export async function readPublicKey(deps: KeyDeps): Promise<Decision<{ readonly publicKey: string }>> {
  return allow({ publicKey: (await openVapid(deps)).publicKey });
}
