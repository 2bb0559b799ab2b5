// client.add and client.end: an operator at the machine lets a program in, and shuts it out again. No door leads here.

import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { type ClientId, makeId } from '../../domain/id.ts';
import { endClient, insertClient } from '../../storage/client.ts';
import type { Deps } from '../deps.ts';
import { recordBySystem } from '../record.ts';
import { mintToken } from '../token.ts';

type ClientDeps = Pick<Deps, 'store' | 'keyRing' | 'random' | 'geo' | 'describeUserAgent'>;

export interface AddedClient {
  readonly id: ClientId;
  /** Shown this once: only its hash is kept. */
  readonly token: string;
}

/** @returns its token, which is in this answer and nowhere else. */
export async function addClient(deps: ClientDeps, name: string, now: number): Promise<AddedClient> {
  const id = makeId('clnt', deps.random.bytes(16));
  const { token, hash } = mintToken(deps, 'hfp');
  await deps.store.write(async (tx) => {
    await insertClient(tx, { id, name, token_hash: hash, created_at: now });
    await recordBySystem(deps, tx, now, 'client.add', null, { subject: name });
  });
  return { id, token };
}

/** At once. Refused where there is no such live client (`not-found`). */
export function removeClient(deps: ClientDeps, id: string, now: number): Promise<Decision<{ readonly name: string }>> {
  return deps.store.write(async (tx) => {
    const client = await endClient(tx, id, now);
    if (!client) return refuse({ tag: 'not-found' });
    await recordBySystem(deps, tx, now, 'client.end', null, { subject: client.name });
    return allow({ name: client.name });
  });
}
