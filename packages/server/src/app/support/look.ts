// support.look: what support may see of an account, by its exact address and for a ticket. Each look stands in the
// activity of the account's holder, with the ticket, and in that of whoever looked.

import { type Decision, refuse } from '../../domain/decision.ts';
import type { Tier } from '../../domain/tier.ts';
import { findAccountByEmail, loadAccount } from '../../storage/account.ts';
import { listOpenHolds } from '../../storage/hold.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { recordByStaff } from '../record.ts';
import { throttle } from '../throttle.ts';

export interface Seen {
  readonly email: string;
  readonly displayName: string;
  readonly tier: Tier;
  readonly createdAt: number;
  readonly protectedSince: number | null;
  /** Changes and recoveries that wait. */
  readonly openHolds: number;
  /** A recovery by e-mail can be begun for it. */
  readonly recoverable: boolean;
}

export function lookAtAccount(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly email: string; readonly ticket: string },
): Promise<Decision<Seen>> {
  return operate(deps, caller, 'support.look', async ({ tx, account: own, now }) => {
    const limited = await throttle(deps, tx, 'support.staff', [own.id], now);
    if (limited) return refuse(limited);
    const row = await findAccountByEmail(tx, input.email);
    const account = row ? await loadAccount(tx, row.id) : null;
    if (!account) return refuse({ tag: 'not-found' });
    await recordByStaff(deps, tx, caller, 'support.look', account, { subject: input.ticket });
    const { email, displayName, tier, createdAt } = account;
    const seen = {
      email,
      displayName,
      tier,
      createdAt,
      protectedSince: account.tier === 'standard' ? null : account.protectedSince,
      openHolds: (await listOpenHolds(tx, account.id)).length,
      recoverable: account.tier === 'standard',
    };
    return done(seen, { subject: `${email}, ${input.ticket}` });
  });
}
