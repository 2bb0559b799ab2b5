// Counts guesses at recovery keys before they are looked at: for the network, for the account from there, and for the
// account. An address that nobody has is counted like any other, so that being held up tells nothing.

import { emailKey } from '../../domain/account/email-address.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Tx } from '../../storage/store.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { forgive, throttle } from '../throttle.ts';

/** @returns the refusal where it is one guess too many, else null. */
export async function countGuess(
  deps: Pick<Deps, 'keyRing'>,
  tx: Tx,
  { network, now }: Caller,
  email: string,
): Promise<Refusal | null> {
  const key = emailKey(email);
  return (
    (await throttle(deps, tx, 'recovery.network', [network], now)) ??
    (await throttle(deps, tx, 'recovery.account-network', [key, network], now)) ??
    (await throttle(deps, tx, 'recovery.account', [key], now))
  );
}

/** The key was right: what was counted against its holder counts no more. */
export async function forgiveGuesses(
  deps: Pick<Deps, 'keyRing'>,
  tx: Tx,
  { network }: Caller,
  email: string,
): Promise<void> {
  const key = emailKey(email);
  await forgive(deps, tx, 'recovery.account-network', [key, network]);
  await forgive(deps, tx, 'recovery.account', [key]);
}
