// Carries out holds whose waiting time is over. Called by a job, and before every change to the account, so that
// a ripe hold takes effect at its time even where the job is late.

import type { Account } from '../../domain/account/account.ts';
import { type Hold, isRipe } from '../../domain/hold/hold.ts';
import type { AccountId } from '../../domain/id.ts';
import { assertFloor, loadAccount, setEmail, setStandard, setTier } from '../../storage/account.ts';
import { endHold, listWaitingHolds } from '../../storage/hold.ts';
import type { Tx } from '../../storage/store.ts';
import { endExclusion } from '../../storage/training-exclusion.ts';
import { type Evidence, type Recorder, recordBySystem } from '../record.ts';

/** @returns how many holds took effect. The account is locked by the caller. */
export async function ripenHolds(deps: Recorder, tx: Tx, accountId: AccountId, now: number): Promise<number> {
  const ripe = (await listWaitingHolds(tx, accountId)).filter((hold) => isRipe(hold, now));
  for (const hold of ripe) {
    const account = await loadAccount(tx, accountId);
    if (!account || !(await endHold(tx, accountId, hold.id, 'done', now))) continue;
    const evidence = await carryOut(tx, account, hold, now);
    await assertFloor(tx, accountId, null);
    await recordBySystem(deps, tx, now, 'hold.ripen', account, evidence);
  }
  return ripe.length;
}

async function carryOut(tx: Tx, account: Account, hold: Hold, now: number): Promise<Evidence> {
  switch (hold.kind) {
    case 'protection.leave':
      await setStandard(tx, account.id);
      await endExclusion(tx, account.id, now);
      // There is no floor left to lower, and one that is raised anew was not asked about.
      for (const other of await listWaitingHolds(tx, account.id)) {
        if (other.kind === 'protection.lower-floor') await endHold(tx, account.id, other.id, 'done', now);
      }
      return { subject: hold.kind };
    case 'protection.lower-floor':
      if (account.tier === 'hardware') await setTier(tx, account.id, 'advanced');
      return { subject: hold.kind };
    case 'email.change': {
      const changed = hold.newEmail !== null && (await setEmail(tx, account.id, hold.newEmail));
      return { subject: hold.kind, alsoTell: changed ? (hold.newEmail ?? undefined) : undefined };
    }
  }
}
