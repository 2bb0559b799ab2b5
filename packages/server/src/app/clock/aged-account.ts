// An account as rules judge it: by a clock in doubt no key gets rights by its age, and nothing is over.

import type { Account } from '../../domain/account/account.ts';
import { accountAgedUntil } from '../../domain/credential/aged-until.ts';
import type { Tx } from '../../storage/store.ts';
import type { Deps } from '../deps.ts';
import { doubtedSince } from './believed.ts';

/** The account itself where the clock is believed. */
export async function agedAccount<A extends Account>(
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  account: A,
  now: number,
): Promise<A> {
  const until = await doubtedSince(deps, tx);
  return until === null ? account : accountAgedUntil(account, until, now);
}
