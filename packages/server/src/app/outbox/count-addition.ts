// Counts what somebody adds to be told on, before its name is looked up: the look-up goes to a server of a stranger's choice.

import type { Refusal } from '../../domain/refusal.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { throttle } from '../throttle.ts';
import { writeFor } from '../write-for.ts';

/** In a transaction of its own: an attempt counts however it ends. @returns the refusal where it was one too many. */
export const countAddition = (
  deps: Pick<Deps, 'keyRing' | 'store'>,
  caller: SignedInCaller,
  limit: 'webhook-add.account' | 'push-add.account',
): Promise<Refusal | null> =>
  writeFor(deps, caller, (tx) => throttle(deps, tx, limit, [caller.session.account_id], caller.now));
