// recovery-link.open: the link is followed, once, in the browser that asked for it. One that support had sent was asked
// for by no browser: the first that follows it is bound to it from then on.

import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { decideLink, LINK_MS, LINK_TRIES } from '../../domain/recovery-link/decide-link.ts';
import { lockAndLoadAccount } from '../../storage/account.ts';
import { endFlow, findFlow, putFlow, spendFlowCode, updateFlow } from '../../storage/flow.ts';
import type { Tx } from '../../storage/store.ts';
import type { FlowRow } from '../../storage/tables.ts';
import { type Caller, withoutSession } from '../caller.ts';
import { findCallerFlow } from '../caller-flow.ts';
import type { Deps } from '../deps.ts';
import { sealFlow } from '../flow-state.ts';
import { record } from '../record.ts';
import { refuseLink } from '../refuse-link.ts';
import { hashToken, mintToken } from '../token.ts';
import { writeFor } from '../write-for.ts';
import { sendOwnLink } from './send-own.ts';
import { type LinkView, viewLink } from './with-link.ts';

export interface LinkOpened extends LinkView {
  /** The browser's new flow; null where it goes on with its own. */
  readonly flowToken: string | null;
}

const REFUSED = refuse({ tag: 'link-refused' });

export async function openRecoveryLink(
  deps: Deps,
  caller: Caller,
  input: { readonly link: string },
): Promise<Decision<LinkOpened>> {
  const hash = hashToken(deps.keyRing, 'hfl', input.link);
  return writeFor(deps, caller, async (tx): Promise<Decision<LinkOpened>> => {
    const taken = hash === null ? null : await take(deps, tx, caller, hash);
    const told = hash === null || taken ? null : await sendOwnLink(deps, tx, caller, hash);
    if (told) return refuse(told);
    if (!taken) return refuse(await refuseLink(deps, tx, caller));
    const judged = decideLink(await lockAndLoadAccount(tx, taken.accountId), caller.now);
    if (!judged.allowed) return REFUSED;
    const account = judged.facts;
    const expiresAt = caller.now + LINK_MS;
    const flowToken = await proceed(deps, tx, caller, taken, expiresAt);
    await record(deps, tx, withoutSession(caller), 'recovery-link.open', account, { done: true }, { byStranger: true });
    return allow({ ...viewLink(account, false, expiresAt, caller.now), flowToken });
  });
}

interface Taken {
  readonly accountId: NonNullable<FlowRow['account_id']>;
  /** The flow of the browser that asked; null for a link that support had sent. */
  readonly flowKey: string | null;
}

/** The link, which is good once. Another browser's takes nothing away: it still opens in the one that asked. */
async function take(deps: Deps, tx: Tx, caller: Caller, hash: string): Promise<Taken | null> {
  const own = await findCallerFlow(deps, tx, caller, 'recovery-link');
  if (own?.row.account_id && (await spendFlowCode(tx, own.row.flow_key, hash))) {
    return { accountId: own.row.account_id, flowKey: own.row.flow_key };
  }
  const sent = await findFlow(tx, 'recovery-link', hash, caller.now);
  return sent?.account_id && (await endFlow(tx, hash)) ? { accountId: sent.account_id, flowKey: null } : null;
}

/** @returns the token of a new flow, where the browser had none of its own. */
async function proceed(deps: Deps, tx: Tx, caller: Caller, taken: Taken, expiresAt: number): Promise<string | null> {
  const state_sealed = sealFlow(deps.keyRing, { kind: 'recovery-link', opened: true, provedAt: null });
  if (taken.flowKey !== null) {
    await updateFlow(tx, taken.flowKey, { state_sealed, expires_at: expiresAt });
    return null;
  }
  const { token, hash } = mintToken(deps, 'hff');
  await putFlow(tx, {
    flow_key: hash,
    kind: 'recovery-link',
    account_id: taken.accountId,
    state_sealed,
    code_hash: null,
    tries_left: LINK_TRIES,
    created_at: caller.now,
    expires_at: expiresAt,
  });
  return token;
}
