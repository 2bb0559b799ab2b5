// restore.tell: every holder hears, on every channel, that what they changed since the copy was taken is undone. The operator
// asks for it; each account is told once, so that it can be asked for again where it was cut off.

import { isToldOf } from '../../domain/restore/void-rule.ts';
import { listAccountsAfter, loadAccount } from '../../storage/account.ts';
import { countEventsSince } from '../../storage/audit.ts';
import { findNewestRestoration } from '../../storage/restoration.ts';
import { sayTime } from '../mail/say-time.ts';
import { recordBySystem } from '../record.ts';
import type { FollowerDeps } from './follow-log.ts';

/** Accounts in one transaction: others write in between. */
const PAGE = 100;

/** @returns how many were told by this call; null where nothing was ever put back. */
export async function tellHolders(
  deps: FollowerDeps,
  now: number,
  onProgress: (accounts: number) => void = () => {},
): Promise<number | null> {
  const { store } = deps;
  const restoration = await store.read(findNewestRestoration);
  if (!restoration) return null;
  const subject = sayTime(restoration.taken_at ?? restoration.at);
  let after = '';
  for (let [seen, told] = [0, 0]; ; ) {
    const page = await store.read((tx) => listAccountsAfter(tx, after, PAGE));
    const last = page.at(-1);
    if (!last) return told;
    told += await store.write(async (tx) => {
      let count = 0;
      for (const { id, created_at } of page) {
        const like = { account_id: id, operation: 'restore.tell', outcome: 'done' } as const;
        const isTold = (await countEventsSince(tx, like, restoration.at, 1)) > 0;
        const account = isToldOf(restoration.at, created_at, isTold) ? await loadAccount(tx, id) : null;
        if (!account) continue;
        await recordBySystem(deps, tx, now, 'restore.tell', account, { subject });
        count++;
      }
      return count;
    });
    seen += page.length;
    after = last.id;
    onProgress(seen);
  }
}
