// recovery-link.prove: the second factor that the account has. The mailbox alone never stands in for it.

import { type Decision, refuse } from '../../domain/decision.ts';
import { type LinkSecond, linkSeconds } from '../../domain/recovery-link/decide-link.ts';
import { takeTry, updateFlow } from '../../storage/flow.ts';
import { useBackupCode } from '../backup-code/use.ts';
import { type Caller, withoutSession } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { sealFlow } from '../flow-state.ts';
import { stopReplacement } from '../hold/stop-replacement.ts';
import { done } from '../operate.ts';
import { useTotp } from '../totp/use.ts';
import { isProved, type LinkView, viewLink, withLink } from './with-link.ts';

export function proveSecondFactor(
  deps: Deps,
  caller: Caller,
  input: { readonly with: LinkSecond; readonly code: string },
): Promise<Decision<LinkView>> {
  return withLink(deps, caller, 'recovery-link.prove', async (tx, { flow, account }) => {
    const { flow_key, expires_at } = flow.row;
    const open = { flow, account };
    if (isProved(open, caller.now) || !linkSeconds(account).includes(input.with))
      return refuse({ tag: 'code-refused' });
    if (!(await takeTry(tx, flow_key))) return refuse({ tag: 'flow-gone' });
    const judge = input.with === 'totp' ? useTotp : useBackupCode;
    const refusal = await judge(deps, tx, account.id, input.code, caller.now, {
      limit: 'second-code.link',
      parts: [account.id],
    });
    if (refusal) return refuse(refusal);
    await stopReplacement(deps, tx, withoutSession(caller), account);
    await updateFlow(tx, flow_key, {
      state_sealed: sealFlow(deps.keyRing, { kind: 'recovery-link', opened: true, provedAt: caller.now }),
    });
    return done(viewLink(account, true, expires_at, caller.now), { subject: input.with, byStranger: true });
  });
}
