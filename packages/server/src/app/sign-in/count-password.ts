// Counts passwords before they are looked at. A browser that the account knows has counters of its own, so that no stranger
// can shut it out; everybody else's wrong passwords are one row over all networks, which shuts the password for them alone.

import type { AccountId } from '../../domain/id.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { LimitName } from '../../domain/throttle/throttle.ts';
import type { Tx } from '../../storage/store.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { findKnownBrowser } from '../known-browser.ts';
import { forgive, throttle, uncount } from '../throttle.ts';

type Counting = Pick<Deps, 'keyRing'>;

export interface CountedPassword {
  /** It is good for nothing here, right or wrong, and looks wrong. */
  readonly isShut: boolean;
  /** Whose turn it is to be hashed: strangers in the holder's network do not come before the holder's browser. */
  readonly owner: string;
  readonly row: { readonly limit: LimitName; readonly parts: readonly string[] };
}

/** An address that nobody has is counted like any other, so that being held up tells nothing. */
export async function countPassword(
  deps: Counting,
  tx: Tx,
  caller: Caller,
  about: { readonly key: string; readonly accountId: AccountId | null },
): Promise<{ readonly limited: Refusal } | { readonly limited: null; readonly counted: CountedPassword }> {
  const { network, now } = caller;
  const { key, accountId } = about;
  const browser = await findKnownBrowser(deps, tx, caller, accountId);
  if (browser !== null && accountId !== null) {
    const parts = [accountId, browser];
    const row = { limit: 'password.browser', parts } as const;
    const isFull =
      (await throttle(deps, tx, 'sign-in.browser', parts, now)) ?? (await throttle(deps, tx, row.limit, parts, now));
    // A browser that guessed for too long, or whose cookie was copied to one that does, is like one that is not known.
    if (!isFull) return { limited: null, counted: { isShut: false, owner: accountId, row } };
  }
  const limited =
    (await throttle(deps, tx, 'sign-in.network', [network], now)) ??
    (await throttle(deps, tx, 'sign-in.account', [key, network], now));
  if (limited) return { limited };
  const row =
    accountId === null
      ? ({ limit: 'password.nobody', parts: [key] } as const)
      : ({ limit: 'password.account', parts: [accountId] } as const);
  const isShut = (await throttle(deps, tx, row.limit, row.parts, now)) !== null;
  return { limited: null, counted: { isShut, owner: network, row } };
}

/** It was right: no failure. Failures before it stay counted until the whole sign-in is done. */
export const uncountPassword = (deps: Counting, tx: Tx, { row }: CountedPassword): Promise<void> =>
  uncount(deps, tx, row.limit, row.parts);

/** Signed in with password and second step: the row of failures ends (NIST SP 800-63B-4 §3.2.2). */
export async function forgivePasswords(
  deps: Counting,
  tx: Tx,
  caller: Caller,
  about: { readonly key: string; readonly accountId: AccountId },
): Promise<void> {
  const { key, accountId } = about;
  await forgive(deps, tx, 'sign-in.account', [key, caller.network]);
  await forgetGuesses(deps, tx, accountId);
  const browser = await findKnownBrowser(deps, tx, caller, accountId);
  if (browser === null) return;
  await forgive(deps, tx, 'sign-in.browser', [accountId, browser]);
  await forgive(deps, tx, 'password.browser', [accountId, browser]);
}

/** Another password: what was guessed at the earlier one says nothing of it. */
export async function forgetGuesses(deps: Counting, tx: Tx, accountId: AccountId): Promise<void> {
  await forgive(deps, tx, 'password.account', [accountId]);
  await forgive(deps, tx, 'password.session', [accountId]);
}
