// Moves on what is due: what two proofs began is carried out, what one began is ready for its second touch and later
// lapses, a recovery becomes ready and later expires. Called by a job, and before every change to the account, so that it
// happens at its time even where the job is late.

import type { Account } from '../../domain/account/account.ts';
import { settlesUntil } from '../../domain/enrolment/settling.ts';
import { expiresAt, type Hold, happensByItself, holdStage, PUT_OFF_MS, type SlowKind } from '../../domain/hold/hold.ts';
import type { AccountId } from '../../domain/id.ts';
import { assertFloor, loadAccount } from '../../storage/account.ts';
import { endHold, listOpenHolds, markRipe, putOffHold, setToldAt } from '../../storage/hold.ts';
import { findCaseOfHold } from '../../storage/recovery-case.ts';
import type { Tx } from '../../storage/store.ts';
import { eraseAccount } from '../account/erase.ts';
import { clockIsBelieved } from '../clock/believed.ts';
import { tellOfHold } from '../mail/particulars.ts';
import { recordBySystem } from '../record.ts';
import { asItOpens } from '../recovery/as-it-opens.ts';
import { type CarryDeps, carryOut } from './carry-out.ts';

/** @returns how many holds were carried out. The account is locked by the caller. */
export async function ripenHolds(deps: CarryDeps, tx: Tx, accountId: AccountId, now: number): Promise<number> {
  let carriedOut = 0;
  for (const stored of await listOpenHolds(tx, accountId)) {
    if (stored.kind !== 'recovery' && holdStage(stored, now) === 'waiting') continue;
    const account = await loadAccount(tx, accountId);
    if (!account) continue;
    const hold = stored.kind === 'recovery' ? await whatDelays(tx, account, stored, now) : stored;
    const stage = holdStage(hold, now);
    if (stage === 'waiting') continue;
    // Put off: what cannot be taken back does not happen by a clock that was moved, and nothing expires by it (product.md §3).
    if (!(await clockIsBelieved(deps, tx))) break;
    if (stage === 'expired') await expire(deps, tx, account, hold, now);
    else if (!happensByItself(hold)) await tellReady(deps, tx, account, hold, now);
    else if (await happen(deps, tx, account, hold, now)) carriedOut++;
  }
  return carriedOut;
}

/** A recovery opens later where nobody could hear of it, or its contacts hold it up. That it was heard of is kept. */
async function whatDelays(tx: Tx, account: Account, stored: Hold, now: number): Promise<Hold> {
  const opening = await asItOpens(tx, account, stored, now);
  if (opening && stored.toldAt === null && opening.toldAt !== null) await setToldAt(tx, stored.id, opening.toldAt);
  return opening?.hold ?? stored;
}

/** Nobody came to claim it, or to touch a second time: it spends nothing, and changes nothing. */
async function expire(deps: CarryDeps, tx: Tx, account: Account, hold: Hold, now: number): Promise<void> {
  if (!(await endHold(tx, account.id, hold.id, 'expired', now))) return;
  if (hold.kind === 'recovery') {
    const subject = (await findCaseOfHold(tx, account.id, hold.id))?.case_number;
    await recordBySystem(deps, tx, now, 'recovery.expire', account, { subject });
  } else {
    await recordBySystem(deps, tx, now, 'hold.expire', account, { subject: hold.kind });
  }
}

/** Told once, when it is first noticed. */
async function tellReady(deps: CarryDeps, tx: Tx, account: Account, hold: Hold, now: number): Promise<void> {
  if (!(await markRipe(tx, account.id, hold))) return;
  const operation = hold.kind === 'recovery' ? 'hold.ripen' : 'hold.ready';
  const evidence = { subject: hold.kind, effectiveAt: expiresAt(hold), particulars: tellOfHold(account, hold) };
  await recordBySystem(deps, tx, now, operation, account, evidence);
}

/** What two proofs began. @returns whether it was done; else it is put off, and tried again. */
async function happen(deps: CarryDeps, tx: Tx, account: Account, hold: Hold, now: number): Promise<boolean> {
  const later = () => putOffHold(tx, account.id, hold.id, now + PUT_OFF_MS);
  if (settlesUntil(account, now) !== null) {
    await later();
    return false;
  }
  if (hold.kind === 'account.delete') {
    // A person who recovers the account may yet say no: as long as they can, there is something to come back to. And
    // somebody who was made staff meanwhile hands that over first, as when asking.
    if (account.role === 'holder' && !(await isBeingRecovered(tx, account.id))) {
      return eraseAccount(deps, tx, account, hold, now);
    }
    await later();
    return false;
  }
  const made = await carryOut(deps, tx, account, { ...hold, kind: hold.kind as SlowKind }, now);
  if (!made.allowed) {
    // As long as anything could be finished by a touch; then it lapses, and its holder is told.
    if (now >= expiresAt(hold)) await expire(deps, tx, account, hold, now);
    else await later();
    return false;
  }
  if (!(await endHold(tx, account.id, hold.id, 'done', now)))
    throw new Error('a hold of a locked account ended elsewhere');
  await assertFloor(tx, account.id, null);
  await recordBySystem(deps, tx, now, 'hold.ripen', account, { ...made.facts, subject: hold.kind });
  return true;
}

/** By a recovery that waits, or that can be claimed: those that nobody claimed were ended before this is asked. */
export const isBeingRecovered = async (tx: Tx, accountId: AccountId): Promise<boolean> =>
  (await listOpenHolds(tx, accountId)).some((hold) => hold.kind === 'recovery');
