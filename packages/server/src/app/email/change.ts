// email.change and email.confirm: another address, proved by a code; the change itself is slow (product.md §3).

import { decideAddressChange } from '../../domain/account/contest.ts';
import { emailKey, mailboxKey } from '../../domain/account/email-address.ts';
import { type Decision, refuse } from '../../domain/decision.ts';
import { findAccountByEmail } from '../../storage/account.ts';
import { endFlow, findFlow, putFlow } from '../../storage/flow.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { openFlow, sealFlow } from '../flow-state.ts';
import { beginSlow } from '../hold/begin-slow.ts';
import type { HoldView } from '../hold/view.ts';
import { sendMail } from '../mail/send-mail.ts';
import { CODE_MS, CODE_TRIES, makeCode, matchCode } from '../one-time-code.ts';
import { done, operate } from '../operate.ts';
import { recordKnownAddress } from '../sign-up/known-address.ts';
import { throttle } from '../throttle.ts';

const keyOf = (caller: SignedInCaller): string => `email:${caller.session.id}`;

/**
 * The answer is the same whether or not the new address belongs to another account. Refused while the address is contested
 * (`email-contested`).
 */
export function changeEmail(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly email: string },
): Promise<Decision<{ readonly expiresAt: number }>> {
  const email = input.email.trim();
  return operate(deps, caller, 'email.change', async ({ tx, account, session, now }) => {
    const open = decideAddressChange(account);
    if (!open.allowed) return open;
    if (emailKey(email) === emailKey(account.email)) return refuse({ tag: 'email-unchanged' });
    const limited =
      (await throttle(deps, tx, 'mail.network', [caller.network], now)) ??
      (await throttle(deps, tx, 'mail.address', [mailboxKey(email)], now));
    if (limited) return refuse(limited);
    const known = await findAccountByEmail(tx, email);
    const { code, hash } = makeCode(deps, keyOf(caller));
    const expiresAt = now + CODE_MS;
    await putFlow(tx, {
      flow_key: keyOf(caller),
      kind: 'email',
      account_id: account.id,
      session_id: session.id,
      state_sealed: sealFlow(deps.keyRing, { kind: 'email', email }),
      code_hash: known ? null : hash,
      tries_left: CODE_TRIES,
      created_at: now,
      expires_at: expiresAt,
    });
    if (known) await recordKnownAddress(deps, tx, caller, known);
    else sendMail(deps, tx, { to: email, accountId: null, now, content: { kind: 'email-code', code, expiresAt } });
    return done({ expiresAt }, { subject: email });
  });
}

export interface EmailConfirmed {
  readonly changed: boolean;
  readonly hold: HoldView | null;
}

/**
 * Refused for a flow that has ended, or whose address somebody has taken meanwhile (`flow-gone`), for a wrong code
 * (`code-refused`), where another address waits already (`hold-exists`), and while the address is contested
 * (`email-contested`).
 */
export function confirmEmail(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly code: string },
): Promise<Decision<EmailConfirmed>> {
  return operate<EmailConfirmed>(deps, caller, 'email.confirm', async (work) => {
    const { tx, account, now } = work;
    const open = decideAddressChange(account);
    if (!open.allowed) return open;
    const flow = await findFlow(tx, 'email', keyOf(caller), now);
    if (!flow) return refuse({ tag: 'flow-gone' });
    if (!(await matchCode(deps, tx, flow, input.code))) return refuse({ tag: 'code-refused' });
    const { email } = openFlow(deps.keyRing, 'email', flow);
    if (!(await endFlow(tx, flow.flow_key))) return refuse({ tag: 'flow-gone' });
    const begun = await beginSlow(deps, caller, work, { kind: 'email.change', newEmail: email });
    if (!begun.allowed) return begun;
    const { hold, evidence } = begun.facts;
    return done({ changed: hold === null, hold }, { ...evidence, subject: email });
  });
}
