// recovery-link.begin: sends a link to an address. The answer, its time and its effects on this browser are the same
// whether or not the address is known, or its account has such a recovery.

import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { decideLink, LINK_MS, LINK_TRIES } from '../../domain/recovery-link/decide-link.ts';
import { findAccountByEmail, loadAccount } from '../../storage/account.ts';
import { putFlow } from '../../storage/flow.ts';
import type { Tx } from '../../storage/store.ts';
import { type Caller, withoutSession } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { sealFlow } from '../flow-state.ts';
import { findKnownBrowser } from '../known-browser.ts';
import { sendMail } from '../mail/send-mail.ts';
import { record } from '../record.ts';
import type { FlowStarted } from '../sign-up/begin.ts';
import { type MintedToken, mintToken } from '../token.ts';
import { writeFor } from '../write-for.ts';
import { countRequest } from './count-request.ts';

export async function beginRecoveryLink(
  deps: Deps,
  caller: Caller,
  input: { readonly email: string },
): Promise<Decision<FlowStarted>> {
  const email = input.email.trim();
  const counted = await writeFor(deps, caller, async (tx) => {
    const row = await findAccountByEmail(tx, email);
    return countRequest(deps, tx, caller, { email, accountId: row?.id ?? null });
  });
  if (counted.limited) return refuse(counted.limited);
  const flow = mintToken(deps, 'hff');
  const link = mintToken(deps, 'hfl');
  // Nothing is compared with it: its time covers what the answer's own would tell.
  await deps.passwordHashing.verify(null, link.token, { lane: 'recovery', owner: caller.network });
  await writeFor(deps, caller, (tx) => begin(deps, tx, caller, email, flow, counted.sends ? link : null));
  return allow({ flowToken: flow.token, expiresAt: caller.now + LINK_MS });
}

async function begin(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  email: string,
  flow: MintedToken,
  link: MintedToken | null,
): Promise<void> {
  const { now } = caller;
  const row = await findAccountByEmail(tx, email);
  const account = row ? await loadAccount(tx, row.id) : null;
  const decision = decideLink(account, now);
  const known = (await findKnownBrowser(deps, tx, caller, account?.id ?? null)) !== null;
  const expiresAt = now + LINK_MS;
  await putFlow(tx, {
    flow_key: flow.hash,
    kind: 'recovery-link',
    account_id: decision.allowed ? decision.facts.id : null,
    state_sealed: sealFlow(deps.keyRing, {
      kind: 'recovery-link',
      opened: false,
      provedAt: null,
      ...(link ? {} : { waits: true }),
      ...(known && { known }),
    }),
    // What is kept in place of a link that was not sent fits none.
    code_hash: decision.allowed && link ? link.hash : null,
    tries_left: LINK_TRIES,
    created_at: now,
    expires_at: expiresAt,
  });
  // A record that anybody can fill tells nobody anything.
  if (!link) return;
  const asker = withoutSession(caller);
  if (!decision.allowed) {
    await record(deps, tx, asker, 'recovery-link.begin', account, { done: false, refusal: decision.refusal });
    return;
  }
  const to = decision.facts.email;
  const content = { kind: 'recovery-link', link: link.token, expiresAt, bySupport: false } as const;
  sendMail(deps, tx, { to, accountId: decision.facts.id, now, content });
  await record(deps, tx, asker, 'recovery-link.begin', decision.facts, { done: true }, { byStranger: true });
}
