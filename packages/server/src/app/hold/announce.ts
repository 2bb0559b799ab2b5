// hold.announce, hold.lapse and what ripens, for one account whose hold is due: tells the holder again, or moves it on.

import type { Account } from '../../domain/account/account.ts';
import { dueAnnouncement, expiresAt, type Hold, PUT_OFF_MS } from '../../domain/hold/hold.ts';
import type { AccountId } from '../../domain/id.ts';
import { dueHeldUp } from '../../domain/recovery/opening.ts';
import { loadAccount, lockAccount } from '../../storage/account.ts';
import { accountsWithDueHolds, listOpenHolds, putOffHold, recordAnnouncement } from '../../storage/hold.ts';
import type { Tx } from '../../storage/store.ts';
import { clockIsBelieved } from '../clock/believed.ts';
import { remindContacts } from '../contact/ask.ts';
import type { Deps } from '../deps.ts';
import { tellOfHold } from '../mail/particulars.ts';
import { recordBySystem } from '../record.ts';
import { asItOpens } from '../recovery/as-it-opens.ts';
import { ripenHolds } from './ripen.ts';

const BATCH = 100;

/**
 * Works through every account with a due hold. @returns how many accounts were looked at. @throws AggregateError once all
 * were, where some failed: what is wrong with one account keeps no other from being told.
 */
export async function workDueHolds(deps: Deps, now: number): Promise<number> {
  const due = await deps.store.read(async (tx) =>
    accountsWithDueHolds(tx, now, BATCH, (await clockIsBelieved(deps, tx)) ? 'all' : 'waiting'),
  );
  const faults: unknown[] = [];
  for (const accountId of due) {
    await workAccount(deps, accountId, now).catch((error: unknown) => faults.push(error));
  }
  if (faults.length > 0) throw new AggregateError(faults, `the holds of ${faults.length} accounts could not be worked`);
  return due.length;
}

function workAccount(deps: Deps, accountId: AccountId, now: number): Promise<void> {
  return deps.store.write(async (tx) => {
    await lockAccount(tx, accountId);
    await ripenHolds(deps, tx, accountId, now);
    const account = await loadAccount(tx, accountId);
    if (!account) return;
    for (const hold of await listOpenHolds(tx, accountId)) {
      if (hold.kind === 'recovery' && hold.state === 'waiting' && now >= hold.ripensAt) {
        await tellHeldUp(deps, tx, account, hold, now);
        continue;
      }
      const due = dueAnnouncement(hold, now);
      if (!due || !(await recordAnnouncement(tx, hold, due))) continue;
      const [operation, effectiveAt] =
        due.of === 'waiting' ? (['hold.announce', hold.ripensAt] as const) : (['hold.lapse', expiresAt(hold)] as const);
      const evidence = { subject: hold.kind, effectiveAt, particulars: tellOfHold(account, hold) };
      await recordBySystem(deps, tx, now, operation, account, evidence);
    }
  });
}

/** Its wait is over, and it does not open yet. Where contacts hold it up, the holder and they hear of it weekly. */
async function tellHeldUp(deps: Deps, tx: Tx, account: Account, hold: Hold, now: number): Promise<void> {
  const opening = await asItOpens(tx, account, hold, now);
  if (!opening) return;
  const { ripensAt: opensAt } = opening.hold;
  const due = opening.waitsFor === 'contacts' ? dueHeldUp(hold, now) : null;
  // A contact may answer, and a channel accept the alert, at any time.
  const nextAt = Math.max(now + 1, Math.min(opensAt, now + PUT_OFF_MS));
  if (due && (await recordAnnouncement(tx, hold, { announced: due.announced, nextAt }))) {
    const evidence = { subject: opening.row.case_number, effectiveAt: opensAt };
    await recordBySystem(deps, tx, now, 'recovery.held-up', account, evidence);
    await remindContacts(deps, tx, account, opening, now);
  } else {
    await putOffHold(tx, account.id, hold.id, nextAt);
  }
}
