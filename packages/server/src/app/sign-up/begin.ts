// sign-up.begin: sends a code to an address. The answer, its time and its effects on this browser are the same
// whether or not the address is known; a known one gets a mail that says so to its holder instead of a code.

import { mailboxKey } from '../../domain/account/email-address.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { makeId } from '../../domain/id.ts';
import { findAccountByEmail } from '../../storage/account.ts';
import { putFlow } from '../../storage/flow.ts';
import { type Caller, withoutSession } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { sealFlow } from '../flow-state.ts';
import { sendMail } from '../mail/send-mail.ts';
import { CODE_MS, CODE_TRIES, makeCode } from '../one-time-code.ts';
import { record } from '../record.ts';
import { throttle } from '../throttle.ts';
import { mintToken } from '../token.ts';
import { writeFor } from '../write-for.ts';
import { recordKnownAddress } from './known-address.ts';

export interface FlowStarted {
  readonly flowToken: string;
  readonly expiresAt: number;
}

export async function beginSignUp(
  deps: Deps,
  caller: Caller,
  input: { readonly email: string },
): Promise<Decision<FlowStarted>> {
  if (!deps.platform.signUpOpen) return refuse({ tag: 'sign-up-closed' });
  const email = input.email.trim();
  const { token, hash } = mintToken(deps, 'hff');
  const { code, hash: codeHash } = makeCode(deps, hash);
  return writeFor(deps, caller, async (tx): Promise<Decision<FlowStarted>> => {
    const { now } = caller;
    const expiresAt = now + CODE_MS;
    const limited =
      (await throttle(deps, tx, 'mail.network', [caller.network], now)) ??
      (await throttle(deps, tx, 'sign-up.address', [mailboxKey(email)], now));
    if (limited) return refuse(limited);
    const known = await findAccountByEmail(tx, email);
    await putFlow(tx, {
      flow_key: hash,
      kind: 'sign-up',
      account_id: null,
      state_sealed: sealFlow(deps.keyRing, {
        kind: 'sign-up',
        email,
        verified: false,
        accountId: makeId('acct', deps.random.bytes(16)),
        userHandle: Buffer.from(deps.random.bytes(32)).toString('base64url'),
        totpSecret: null,
      }),
      code_hash: known ? null : codeHash,
      tries_left: CODE_TRIES,
      created_at: now,
      expires_at: expiresAt,
    });
    if (known) await recordKnownAddress(deps, tx, caller, known);
    else sendMail(deps, tx, { to: email, accountId: null, now, content: { kind: 'sign-up-code', code, expiresAt } });
    await record(deps, tx, withoutSession(caller), 'sign-up.begin', null, { done: true });
    return allow({ flowToken: token, expiresAt });
  });
}
