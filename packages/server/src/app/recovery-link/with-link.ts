// How everything is done behind a link that was followed: the browser's flow is found, its account locked and judged
// again; then the step decides, and the outcome is put on record.

import type { StandardAccount } from '../../domain/account/account.ts';
import { maskEmail } from '../../domain/account/mask-email.ts';
import type { Operation } from '../../domain/authority.ts';
import { decideReturn } from '../../domain/credential/decide-return.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import {
  decideLink,
  type LinkSecond,
  type LinkWay,
  linkSeconds,
  linkWays,
  mayReplaceTotp,
  stillHolds,
} from '../../domain/recovery-link/decide-link.ts';
import { loadAccount, lockAndLoadAccount } from '../../storage/account.ts';
import { endFlow } from '../../storage/flow.ts';
import type { Tx } from '../../storage/store.ts';
import { type Caller, withoutSession } from '../caller.ts';
import { findCallerFlow, type OpenFlow } from '../caller-flow.ts';
import { agedAccount } from '../clock/aged-account.ts';
import type { Deps } from '../deps.ts';
import type { Done } from '../operate.ts';
import { record } from '../record.ts';
import { writeFor } from '../write-for.ts';

export interface OpenLink {
  readonly flow: OpenFlow<'recovery-link'>;
  readonly account: StandardAccount;
}

/** How far the browser has come. */
export interface LinkView {
  /** Masked: whoever reads the mail knows it. */
  readonly account: string;
  readonly displayName: string;
  /** Any one of these is asked for; none where the account has no second factor. */
  readonly second: LinkSecond[];
  /** Nothing more is asked for. */
  readonly proved: boolean;
  readonly ways: LinkWay[];
  /** Without the second factor: the password can set another one, slowly. */
  readonly mayReplaceTotp: boolean;
  /** A key is suspended that comes back behind this link, by its own touch. */
  readonly bringsKeyBack: boolean;
  readonly expiresAt: number;
}

export function isProved({ flow, account }: OpenLink, now: number): boolean {
  // A flow of before this was kept has none.
  const provedAt = flow.state.provedAt ?? null;
  return linkSeconds(account).length === 0 || (provedAt !== null && stillHolds(account, provedAt, now));
}

export const viewLink = (account: StandardAccount, proved: boolean, expiresAt: number, now: number): LinkView => ({
  account: maskEmail(account.email),
  displayName: account.displayName,
  second: linkSeconds(account),
  proved: proved || linkSeconds(account).length === 0,
  ways: linkWays(account),
  mayReplaceTotp: mayReplaceTotp(account),
  bringsKeyBack: account.credentials.some((key) => decideReturn(account, key, { with: 'link' }, now).allowed),
  expiresAt,
});

/** The browser's flow behind a link that was followed, with its account as it is in this transaction. */
export async function findOpenLink(
  deps: Pick<Deps, 'keyRing' | 'clock'>,
  tx: Tx,
  caller: Caller,
  lock: 'lock' | 'read',
): Promise<OpenLink | null> {
  const found = await findCallerFlow(deps, tx, caller, 'recovery-link');
  if (!found?.row.account_id) return null;
  const load = lock === 'lock' ? lockAndLoadAccount : loadAccount;
  const loaded = await load(tx, found.row.account_id);
  const judged = decideLink(loaded && (await agedAccount(deps, tx, loaded, caller.now)), caller.now);
  if (lock === 'lock') caller.moveOn();
  // Read again under the lock: another request may have moved it on, or ended it, since it was found.
  const flow = lock === 'lock' ? await findCallerFlow(deps, tx, caller, 'recovery-link') : found;
  if (!flow?.state.opened) return null;
  return judged.allowed ? { flow, account: judged.facts } : null;
}

/** The browser's flow, which was found open, ends. @returns false where another request was faster */
export async function endOpenLink(deps: Pick<Deps, 'keyRing' | 'clock'>, tx: Tx, caller: Caller): Promise<boolean> {
  const open = await findOpenLink(deps, tx, caller, 'read');
  return open !== null && endFlow(tx, open.flow.row.flow_key);
}

/** A refusal commits too: its counter and its evidence must not roll back. */
export async function withLink<T>(
  deps: Deps,
  caller: Caller,
  operation: Operation,
  act: (tx: Tx, open: OpenLink) => Promise<Decision<Done<T>>>,
): Promise<Decision<T>> {
  const asker = withoutSession(caller);
  return writeFor(deps, caller, async (tx): Promise<Decision<T>> => {
    const open = await findOpenLink(deps, tx, caller, 'lock');
    if (!open) return refuse({ tag: 'flow-gone' });
    const decision = await act(tx, open);
    if (!decision.allowed) {
      const { refusal } = decision;
      // Guesses beyond the limit are counted and no more: a record that anybody can fill tells nobody anything.
      if (refusal.tag !== 'throttled' && refusal.tag !== 'flow-gone') {
        await record(deps, tx, asker, operation, open.account, { done: false, refusal });
      }
      return decision;
    }
    await record(deps, tx, asker, operation, open.account, { done: true }, decision.facts.evidence);
    return allow(decision.facts.value);
  });
}
