// support.start-recovery: has a link mailed to the holder of a standard account. Whoever starts it never sees the link and
// cannot complete anything; on a protected account there is nothing to start.

import { type Decision, refuse } from '../../domain/decision.ts';
import { decideLink, LINK_MS, LINK_TRIES } from '../../domain/recovery-link/decide-link.ts';
import { findAccountByEmail, loadAccount } from '../../storage/account.ts';
import { putFlow } from '../../storage/flow.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { sealFlow } from '../flow-state.ts';
import { sendMail } from '../mail/send-mail.ts';
import { done, operate } from '../operate.ts';
import { recordByStaff } from '../record.ts';
import { throttle } from '../throttle.ts';
import { mintToken } from '../token.ts';

export function startRecoveryForHolder(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly email: string; readonly ticket: string },
): Promise<Decision<{ readonly expiresAt: number }>> {
  const link = mintToken(deps, 'hfl');
  return operate(deps, caller, 'support.start-recovery', async ({ tx, account: own, now }) => {
    const limited = await throttle(deps, tx, 'support.staff', [own.id], now);
    if (limited) return refuse(limited);
    const row = await findAccountByEmail(tx, input.email);
    const account = row ? await loadAccount(tx, row.id) : null;
    if (!account) return refuse({ tag: 'not-found' });
    const subject = input.ticket;
    const decision = decideLink(account, now);
    if (!decision.allowed) {
      await recordByStaff(deps, tx, caller, 'support.start-recovery', account, { subject }, decision.refusal);
      return refuse({ tag: 'not-permitted', why: 'tier' });
    }
    // Counted by itself: whoever asks at the door for links to this mailbox cannot stop support from sending one.
    const mailed = await throttle(deps, tx, 'link.support', [account.id], now);
    if (mailed) return refuse(mailed);
    const expiresAt = now + LINK_MS;
    // Kept under the link itself, since no browser has asked for it: the first that follows it is bound to it.
    await putFlow(tx, {
      flow_key: link.hash,
      kind: 'recovery-link',
      account_id: account.id,
      state_sealed: sealFlow(deps.keyRing, { kind: 'recovery-link', opened: false, provedAt: null }),
      code_hash: null,
      tries_left: LINK_TRIES,
      created_at: now,
      expires_at: expiresAt,
    });
    const content = { kind: 'recovery-link', link: link.token, expiresAt, bySupport: true } as const;
    sendMail(deps, tx, { to: account.email, accountId: account.id, now, content });
    await recordByStaff(deps, tx, caller, 'support.start-recovery', account, { subject });
    return done({ expiresAt }, { subject: `${account.email}, ${input.ticket}` });
  });
}
