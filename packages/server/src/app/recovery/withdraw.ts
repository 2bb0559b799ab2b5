// recovery.withdraw: the person who began a recovery gives it up. The secret alone is enough: it only keeps things as
// they are. It counts as no stop, so the same recovery key may begin again as if nothing had been.

import { type Decision, refuse } from '../../domain/decision.ts';
import { endHold } from '../../storage/hold.ts';
import { setAside } from '../../storage/recovery-case.ts';
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
  return withCase(deps, caller, 'recovery.withdraw', input.caseSecret, async (tx, { account, hold }) => {
    if (!(await endHold(tx, account.id, hold.id, 'vetoed', caller.now))) return refuse({ tag: 'recovery-ended' });
    await setAside(tx, account.id, hold.id);
    return done({}, { byStranger: true });
  });
}
