// sign-up.confirm: the six digits that were sent to the address.

import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { updateFlow } from '../../storage/flow.ts';
import { type Caller, withoutSession } from '../caller.ts';
import { findCallerFlow } from '../caller-flow.ts';
import type { Deps } from '../deps.ts';
import { sealFlow } from '../flow-state.ts';
import { matchCode } from '../one-time-code.ts';
import { record } from '../record.ts';
import { throttle } from '../throttle.ts';
import { writeFor } from '../write-for.ts';

/** Once the address is confirmed there is half an hour to choose how to sign in. */
const CHOOSING_MS = 30 * 60 * 1000;

/** Refused for a flow that has ended (`flow-gone`), and for a wrong code (`code-refused`), each of which takes a try. */
export function confirmSignUp(
  deps: Deps,
  caller: Caller,
  input: { readonly code: string },
): Promise<Decision<{ readonly expiresAt: number }>> {
  const anonymous = withoutSession(caller);
  return writeFor(deps, caller, async (tx) => {
    const limited = await throttle(deps, tx, 'code.network', [caller.network], caller.now);
    if (limited) return refuse(limited);
    const flow = await findCallerFlow(deps, tx, caller, 'sign-up');
    if (!flow || flow.state.verified) return refuse({ tag: 'flow-gone' });
    if (!(await matchCode(deps, tx, flow.row, input.code))) {
      const refusal = { tag: 'code-refused' } as const;
      await record(deps, tx, anonymous, 'sign-up.confirm', null, { done: false, refusal });
      return refuse(refusal);
    }
    const expiresAt = caller.now + CHOOSING_MS;
    const state_sealed = sealFlow(deps.keyRing, { ...flow.state, verified: true });
    await updateFlow(tx, flow.row.flow_key, { state_sealed, code_hash: null, expires_at: expiresAt });
    await record(deps, tx, anonymous, 'sign-up.confirm', null, { done: true });
    return allow({ expiresAt });
  });
}
