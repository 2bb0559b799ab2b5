// Moves on what is due: a hold whose waiting time is over is carried out, a recovery becomes ripe and later expires.
// Called by a job, and before every change to the account, so that it happens at its time even where the job is late.

import type { Account } from '../../domain/account/account.ts';
import { expiresAt, type Hold, type HoldKind, holdStage, PUT_OFF_MS } from '../../domain/hold/hold.ts';
import type { AccountId } from '../../domain/id.ts';
import { assertFloor, loadAccount, setContactsNeeded, setEmail, setStandard, setTier } from '../../storage/account.ts';
import { endHold, listOpenHolds, markRipe, putOffHold } from '../../storage/hold.ts';
import { findCaseOfHold } from '../../storage/recovery-case.ts';
import type { Tx } from '../../storage/store.ts';
import { endExclusion } from '../../storage/training-exclusion.ts';
import { eraseAccount } from '../account/erase.ts';
import { clockIsBelieved } from '../clock/believed.ts';
import { endAllContacts } from '../contact/end-all.ts';
import { neededBy, removeHeldContact } from '../contact/remove-held.ts';
import type { Deps } from '../deps.ts';
import { type Evidence, type Recorder, recordBySystem } from '../record.ts';
import { voidRecovery } from '../recovery/stop.ts';

/** @returns how many holds were carried out. The account is locked by the caller. */
export async function ripenHolds(
  deps: Recorder & Pick<Deps, 'clock'>,
  tx: Tx,
  accountId: AccountId,
  now: number,
): Promise<number> {
  let carriedOut = 0;
  for (const hold of await listOpenHolds(tx, accountId)) {
    const stage = holdStage(hold, now);
    if (stage === 'waiting') continue;
    // Put off: what cannot be taken back does not happen by a clock that was moved, and nothing expires by it (product.md §3).
    if (!(await clockIsBelieved(deps, tx))) break;
    const account = await loadAccount(tx, accountId);
    if (!account) continue;
    const { kind } = hold;
    if (kind === 'recovery') {
      await moveRecovery(deps, tx, account, hold, stage === 'expired', now);
      continue;
    }
    if (kind === 'account.delete') {
      // Whoever recovers the account may yet say no: as long as they can, there is something to come back to. And who was
      // made staff meanwhile hands that over first, as whoever is staff when asking.
      if (account.role !== 'holder' || (await isBeingRecovered(tx, accountId, now)))
        await putOffHold(tx, accountId, hold.id, now + PUT_OFF_MS);
      else if (await eraseAccount(deps, tx, account, hold, now)) carriedOut++;
      continue;
    }
    if (!(await endHold(tx, accountId, hold.id, 'done', now))) continue;
    const evidence = await carryOut(deps, tx, account, { ...hold, kind }, now);
    await assertFloor(tx, accountId, null);
    if (evidence) await recordBySystem(deps, tx, now, 'hold.ripen', account, evidence);
    carriedOut++;
  }
  return carriedOut;
}

const isBeingRecovered = async (tx: Tx, accountId: AccountId, now: number): Promise<boolean> =>
  (await listOpenHolds(tx, accountId)).some((hold) => hold.kind === 'recovery' && holdStage(hold, now) !== 'expired');

/** Ripe is told once, when it is first noticed; what is ripe opens nothing until somebody comes back with both secrets. */
async function moveRecovery(
  deps: Recorder,
  tx: Tx,
  account: Account,
  hold: Hold,
  isExpired: boolean,
  now: number,
): Promise<void> {
  if (isExpired) {
    if (!(await endHold(tx, account.id, hold.id, 'expired', now))) return;
    const subject = (await findCaseOfHold(tx, account.id, hold.id))?.case_number;
    await recordBySystem(deps, tx, now, 'recovery.expire', account, { subject });
    return;
  }
  if (!(await markRipe(tx, account.id, hold))) return;
  await recordBySystem(deps, tx, now, 'hold.ripen', account, { subject: hold.kind, effectiveAt: expiresAt(hold) });
}

/** What a standard account can wait for too. */
const KEPT_AFTER_LEAVING: ReadonlySet<HoldKind> = new Set(['email.change', 'account.delete', 'recovery']);

interface CarriedOut extends Hold {
  readonly kind: Exclude<HoldKind, 'recovery' | 'account.delete'>;
}

/** @returns what to put on record as carried out; null where that was recorded otherwise, or there was nothing left to do. */
async function carryOut(
  deps: Recorder,
  tx: Tx,
  account: Account,
  hold: CarriedOut,
  now: number,
): Promise<Evidence | null> {
  switch (hold.kind) {
    case 'protection.leave':
      await setStandard(tx, account.id);
      await endExclusion(tx, account.id, 'protection', now);
      // There is no floor left to lower, and one that is raised anew was not asked about.
      for (const other of await listOpenHolds(tx, account.id)) {
        if (!KEPT_AFTER_LEAVING.has(other.kind)) await endHold(tx, account.id, other.id, 'done', now);
      }
      // Its recovery keys are void, and with them what they began.
      await voidRecovery(deps, tx, account, now);
      await endAllContacts(deps, tx, account, now);
      return { subject: hold.kind };
    case 'protection.lower-floor':
      if (account.tier === 'hardware') await setTier(tx, account.id, 'advanced');
      return { subject: hold.kind };
    case 'contact.remove':
      return removeHeldContact(deps, tx, account, hold, now);
    case 'contact.lower-needed':
      await setContactsNeeded(tx, account.id, Math.min(hold.contactsNeeded ?? 0, neededBy(account)));
      return { subject: hold.kind };
    case 'email.change': {
      const changed = hold.newEmail !== null && (await setEmail(tx, account.id, hold.newEmail));
      return { subject: hold.kind, alsoTell: changed ? (hold.newEmail ?? undefined) : undefined };
    }
  }
}
