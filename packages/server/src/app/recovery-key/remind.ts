// recovery-key.remind: tells holders by mail that a recovery could fail, since they may not visit the pages.

import { decideReminder } from '../../domain/recovery/reminder.ts';
import { loadAccount, lockAccount } from '../../storage/account.ts';
import { accountsToLookAt, setNextLook } from '../../storage/reminder.ts';
import type { Deps } from '../deps.ts';
import { recordBySystem } from '../record.ts';

export const REMINDERS_BATCH = 100;

/** @returns how many accounts were looked at: a full batch means that there may be more. */
export async function remindHolders(deps: Deps, now: number): Promise<number> {
  const due = await deps.store.read((tx) => accountsToLookAt(tx, now, REMINDERS_BATCH));
  for (const accountId of due) {
    await deps.store.write(async (tx) => {
      await lockAccount(tx, accountId);
      const account = await loadAccount(tx, accountId);
      const reminder = account && account.tier !== 'standard' ? decideReminder(account, now) : null;
      if (!(await setNextLook(tx, accountId, reminder?.lookAgainAt ?? null, now))) return;
      if (!account || !reminder?.of) return;
      await recordBySystem(deps, tx, now, 'recovery-key.remind', account, { subject: reminder.of });
    });
  }
  return due.length;
}
