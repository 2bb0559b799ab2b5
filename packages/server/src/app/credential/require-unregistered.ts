// No key opens two accounts: what every registration asks before it spends or writes anything.

import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { isRegistered } from '../../storage/credential.ts';
import type { Tx } from '../../storage/store.ts';

interface ToRegister {
  readonly externalId: string;
}

/** Refused where one of them is registered already, on whichever account (`credential-exists`). */
export async function requireUnregistered(tx: Tx, keys: readonly ToRegister[]): Promise<Decision<undefined>> {
  const free = await dropRegistered(tx, keys);
  return free.length === keys.length ? allow() : refuse({ tag: 'credential-exists' });
}

/** Those that can still be registered. One that waits for others to be added may be registered elsewhere meanwhile. */
export async function dropRegistered<Key extends ToRegister>(tx: Tx, keys: readonly Key[]): Promise<Key[]> {
  const free: Key[] = [];
  for (const key of keys) if (!(await isRegistered(tx, key.externalId))) free.push(key);
  return free;
}
