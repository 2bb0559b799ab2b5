// hold.announce and hold.ripen, for one account whose hold is due: tells the holder again, or carries it out.

import { isWaiting, nextAnnouncementAt } from '../../domain/hold/hold.ts';
import type { AccountId } from '../../domain/id.ts';
import { loadAccount, lockAccount } from '../../storage/account.ts';
import { accountsWithDueHolds, listOpenHolds, recordAnnouncement } from '../../storage/hold.ts';
import { clockIsBelieved } from '../clock/believed.ts';
import type { Deps } from '../deps.ts';
import { recordBySystem } from '../record.ts';
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
      const dueAt = nextAnnouncementAt(hold);
      if (!isWaiting(hold, now) || dueAt === null || dueAt > now) continue;
      const nextAt = nextAnnouncementAt({ ...hold, announced: hold.announced + 1 }) ?? hold.ripensAt;
      if (!(await recordAnnouncement(tx, hold, nextAt))) continue;
      await recordBySystem(deps, tx, now, 'hold.announce', account, { subject: hold.kind, effectiveAt: hold.ripensAt });
    }
  });
}
