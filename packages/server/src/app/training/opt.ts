// training.opt-out and training.opt-in: the holder's own wish, on any tier. On a protected account it decides what
// happens if protection is ever turned off; while that is on, everything is excluded anyway.

import { type Decision, refuse } from '../../domain/decision.ts';
import { beginExclusion, endExclusion } from '../../storage/training-exclusion.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';

/** Refused where it is so already (`training-unchanged`). */
export const optOut = (deps: Deps, caller: SignedInCaller): Promise<Decision<Record<never, never>>> =>
  operate(deps, caller, 'training.opt-out', async ({ tx, account, now }) =>
    (await beginExclusion(tx, account.id, 'opt-out', now)) ? done({}) : refuse({ tag: 'training-unchanged' }),
  );

/** Refused where it is so already (`training-unchanged`). */
export const optIn = (deps: Deps, caller: SignedInCaller): Promise<Decision<Record<never, never>>> =>
  operate(deps, caller, 'training.opt-in', async ({ tx, account, now }) =>
    (await endExclusion(tx, account.id, 'opt-out', now)) ? done({}) : refuse({ tag: 'training-unchanged' }),
  );
