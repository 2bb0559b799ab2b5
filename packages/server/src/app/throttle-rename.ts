// New names take no proof, and a protected account is told of each on every channel: a stolen session could bury in them
// the one alert that matters. So a day has twenty, and what is beyond is refused and counted for the digest.

import type { AccountId } from '../domain/id.ts';
import type { Refusal } from '../domain/refusal.ts';
import { isProtected, type Tier } from '../domain/tier.ts';
import type { Tx } from '../storage/store.ts';
import type { Deps } from './deps.ts';
import { throttle } from './throttle.ts';

/** @returns the refusal where it was one too many. Nobody needs a name today who could not have it tomorrow. */
export const throttleRename = async (
  deps: Pick<Deps, 'keyRing'>,
  tx: Tx,
  account: { readonly id: AccountId; readonly tier: Tier },
  now: number,
): Promise<Refusal | null> =>
  isProtected(account.tier) ? throttle(deps, tx, 'rename.account', [account.id], now) : null;
