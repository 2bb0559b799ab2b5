// The browser that asks, where the account was entered from it before: a stranger has no such cookie, so what is counted for
// this browser cannot be filled by one.

import type { AccountId } from '../domain/id.ts';
import { isKnownDevice } from '../storage/device.ts';
import type { Tx } from '../storage/store.ts';
import type { Caller } from './caller.ts';
import type { Deps } from './deps.ts';
import { NOBODY } from './record.ts';
import { hashToken } from './token.ts';

/** The hash of the browser's cookie, or null where the account does not know it. The same work where there is no account. */
export async function findKnownBrowser(
  deps: Pick<Deps, 'keyRing'>,
  tx: Tx,
  caller: Pick<Caller, 'deviceToken'>,
  accountId: AccountId | null,
): Promise<string | null> {
  const hash = caller.deviceToken === null ? null : hashToken(deps.keyRing, 'hfd', caller.deviceToken);
  if (hash === null) return null;
  return (await isKnownDevice(tx, accountId ?? NOBODY, hash)) ? hash : null;
}
