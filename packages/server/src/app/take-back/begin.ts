// take-back.begin: sends a link to the mailbox that the account had a day before protection was turned on. The answer and
// its effects on this browser are the same for every address, whether or not an account of it settles.

import { addressAt } from '../../domain/account/address-history.ts';
import { emailKey, mailboxKey } from '../../domain/account/email-address.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { decideAsking, mailboxAt } from '../../domain/enrolment/take-back.ts';
import type { AccountId } from '../../domain/id.ts';
import { LINK_MS, LINK_TRIES } from '../../domain/recovery-link/decide-link.ts';
import { loadAccount } from '../../storage/account.ts';
import { putFlow } from '../../storage/flow.ts';
import { findSettlingByAddress, listFormerAddresses } from '../../storage/former-address.ts';
import type { Tx } from '../../storage/store.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { sealFlow } from '../flow-state.ts';
import { sendMail } from '../mail/send-mail.ts';
import type { FlowStarted } from '../sign-up/begin.ts';
import { throttle } from '../throttle.ts';
import { mintToken } from '../token.ts';
import { writeFor } from '../write-for.ts';

export async function beginTakeBack(
  deps: Deps,
  caller: Caller,
  input: { readonly email: string },
): Promise<Decision<FlowStarted>> {
  const email = input.email.trim();
  const flow = mintToken(deps, 'hff');
  const link = mintToken(deps, 'hfl');
  // Nothing is compared with it: its time covers what the answer's own would tell.
  await deps.passwordHashing.verify(null, link.token, { lane: 'recovery', owner: caller.network });
  return writeFor(deps, caller, async (tx): Promise<Decision<FlowStarted>> => {
    const { now } = caller;
    const expiresAt = now + LINK_MS;
    const limited =
      (await throttle(deps, tx, 'mail.network', [caller.network], now)) ??
      (await throttle(deps, tx, 'mail.address', [mailboxKey(email)], now));
    if (limited) return refuse(limited);
    const accountId = await findBehind(tx, email, now);
    await putFlow(tx, {
      flow_key: flow.hash,
      kind: 'take-back',
      account_id: accountId,
      state_sealed: sealFlow(deps.keyRing, { kind: 'take-back', opened: false }),
      // What is kept in place of a link that was not sent fits none.
      code_hash: accountId === null ? null : link.hash,
      tries_left: LINK_TRIES,
      created_at: now,
      expires_at: expiresAt,
    });
    const content = { kind: 'take-back-link', link: link.token, expiresAt } as const;
    if (accountId !== null) sendMail(deps, tx, { to: email, accountId, now, content });
    return allow({ flowToken: flow.token, expiresAt });
  });
}

/** The account that settles, and had this address a day before. */
async function findBehind(tx: Tx, email: string, now: number): Promise<AccountId | null> {
  for (const id of await findSettlingByAddress(tx, email, now)) {
    const judged = decideAsking(await loadAccount(tx, id), now);
    if (!judged.allowed) continue;
    const account = judged.facts;
    const mailbox = addressAt(account.email, await listFormerAddresses(tx, id), mailboxAt(account.protectedSince));
    if (emailKey(mailbox) === emailKey(email)) return id;
  }
  return null;
}
