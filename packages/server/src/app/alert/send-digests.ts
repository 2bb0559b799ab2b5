// alert.digest: once a day, of the refused attempts on an account that were too many to be told one by one.

import { untold } from '../../domain/alert/refusal-digest.ts';
import { loadAccount, lockAccount } from '../../storage/account.ts';
import { listOverWindows, takeOverWindow } from '../../storage/over-window.ts';
import { clockIsBelieved } from '../clock/believed.ts';
import type { Deps } from '../deps.ts';
import { recordBySystem } from '../record.ts';

export const DIGESTS_BATCH = 100;

/** None by a clock in doubt. @returns how many accounts were looked at: a full batch means that there may be more. */
export async function sendDigests(deps: Deps, now: number): Promise<number> {
  const over = await deps.store.read(async (tx) =>
    (await clockIsBelieved(deps, tx)) ? listOverWindows(tx, now, DIGESTS_BATCH) : [],
  );
  for (const accountId of over) {
    await deps.store.write(async (tx) => {
      await lockAccount(tx, accountId);
      const window = await takeOverWindow(tx, accountId, now);
      const count = window === null ? 0 : untold(window);
      const account = await loadAccount(tx, accountId);
      if (account && count > 0) await recordBySystem(deps, tx, now, 'alert.digest', account, { subject: `${count}` });
    });
  }
  return over.length;
}
