// recovery.withdraw: whoever began a recovery gives it up. The secret alone is enough: it only keeps things as they are.

import { type Decision, refuse } from '../../domain/decision.ts';
import { endHold } from '../../storage/hold.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done } from '../operate.ts';
import { withCase } from './with-case.ts';

/** Refused for a secret that fits no case, and for a case that has ended (`recovery-ended`). */
export function withdrawRecovery(
  deps: Deps,
  caller: Caller,
  input: { readonly caseSecret: string },
): Promise<Decision<Record<never, never>>> {
  return withCase(deps, caller, 'recovery.withdraw', input.caseSecret, async (tx, { account, hold }) =>
    (await endHold(tx, account.id, hold.id, 'vetoed', caller.now))
      ? done({}, { byStranger: true })
      : refuse({ tag: 'recovery-ended' }),
  );
}
