// Who a program is, by the token that it sends: one indexed read.

import { CLIENT_BY_TOKEN, type Client } from '../../storage/client.ts';
import type { Deps } from '../deps.ts';
import { hashToken } from '../token.ts';

/** The client that an `Authorization: Bearer hfp_…` header names, or null (RFC 6750 §2.1). */
export async function checkClient(
  deps: Pick<Deps, 'store' | 'keyRing'>,
  authorization: string | undefined,
): Promise<Client | null> {
  const [, token] = /^Bearer ([A-Za-z0-9_-]+)$/i.exec(authorization ?? '') ?? [];
  const hash = token === undefined ? null : hashToken(deps.keyRing, 'hfp', token);
  return hash === null ? null : ((await deps.store.one(CLIENT_BY_TOKEN, [hash])) ?? null);
}
