// outbox.retry: an operator has what could not be delivered tried again, under the ids that it had.

import { type Decision, refuse } from '../../domain/decision.ts';
import type { AlertId } from '../../domain/id.ts';
import { retryUndelivered } from '../../storage/undelivered.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';

/** Refused where none of them is given up (`not-found`). */
export function retryDead(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly ids: readonly AlertId[] },
): Promise<Decision<{ readonly retried: number }>> {
  return operate(deps, caller, 'outbox.retry', async ({ tx, now }) => {
    const retried = await retryUndelivered(tx, input.ids, now);
    // Gone meanwhile: somebody else had it tried again.
    if (retried === 0) return refuse({ tag: 'not-found' });
    return done({ retried }, { subject: String(retried) });
  });
}
