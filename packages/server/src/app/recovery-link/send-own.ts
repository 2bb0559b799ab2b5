// A browser that asked when no more links were mailed follows one that another browser had asked for: whoever does so reads the
// mailbox, and is mailed one for this browser. The link stays bound to the browser that asked (product.md §4), and no stranger's
// requests stand in the way of whoever has the mailbox. One that a known browser asked for is not used up: a thief who reads
// the mailbox too would leave it none.

import { decideLink, LINK_MS } from '../../domain/recovery-link/decide-link.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { lockAndLoadAccount } from '../../storage/account.ts';
import { findFlowByCode, spendFlowCode, updateFlow } from '../../storage/flow.ts';
import type { Tx } from '../../storage/store.ts';
import { type Caller, withoutSession } from '../caller.ts';
import { findCallerFlow } from '../caller-flow.ts';
import type { Deps } from '../deps.ts';
import { openFlow, sealFlow } from '../flow-state.ts';
import { sendMail } from '../mail/send-mail.ts';
import { record } from '../record.ts';
import { throttle } from '../throttle.ts';
import { mintToken } from '../token.ts';

/** @returns what to tell, or null where this browser does not wait or the link is another account's. */
export async function sendOwnLink(deps: Deps, tx: Tx, caller: Caller, hash: string): Promise<Refusal | null> {
  const { now } = caller;
  const own = await findCallerFlow(deps, tx, caller, 'recovery-link');
  const accountId = own?.row.account_id ?? null;
  if (!own?.state.waits || accountId === null) return null;
  const judged = decideLink(await lockAndLoadAccount(tx, accountId), now);
  const other = await findFlowByCode(tx, 'recovery-link', accountId, hash, now);
  if (!judged.allowed || !other) return null;
  // Filled by who reads the mailbox, and before the link is spent: it can be followed again later.
  const limited = await throttle(deps, tx, 'link.mailbox', [accountId], now);
  if (limited) return limited;
  const { known } = openFlow(deps.keyRing, 'recovery-link', other);
  if (!known && !(await spendFlowCode(tx, other.flow_key, hash))) return null;
  const link = mintToken(deps, 'hfl');
  const expiresAt = now + LINK_MS;
  await updateFlow(tx, own.row.flow_key, {
    state_sealed: sealFlow(deps.keyRing, { kind: 'recovery-link', opened: false, provedAt: null }),
    code_hash: link.hash,
    expires_at: expiresAt,
  });
  const { email } = judged.facts;
  const content = { kind: 'recovery-link', link: link.token, expiresAt, bySupport: false } as const;
  sendMail(deps, tx, { to: email, accountId, now, content });
  const asker = withoutSession(caller);
  await record(deps, tx, asker, 'recovery-link.begin', judged.facts, { done: true }, { byStranger: true });
  return { tag: 'link-resent' };
}
