// New names take no proof: where a holder is told of them, a stolen session could bury in them the one alert that matters.
// So a day has twenty of those, and what is beyond is refused and counted for the digest.

import { isAlerted } from '../domain/authority.ts';
import type { AccountId } from '../domain/id.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Tier } from '../domain/tier.ts';
import type { Tx } from '../storage/store.ts';
import type { Deps } from './deps.ts';
import { throttle } from './throttle.ts';

/** @returns the refusal where it was one too many. Nobody needs a name today who could not have it tomorrow. */
export const throttleRename = async (
  deps: Pick<Deps, 'keyRing'>,
  tx: Tx,
  operation: 'account.rename' | 'credential.rename',
  { id, tier }: { readonly id: AccountId; readonly tier: Tier },
  now: number,
): Promise<Refusal | null> =>
  isAlerted(operation, 'done', tier, false) ? throttle(deps, tx, 'rename.account', [id], now) : null;
