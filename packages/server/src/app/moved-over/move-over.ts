// What was decided under older rules moves over once, on record: a wait of 48 hours becomes 72, told to its holder; and the
// platform's own record says when keys and waiting changes came under the new rules.

import { WAIT_HOURS } from '../../domain/recovery/recovery-key-record.ts';
import { listShortWaits, loadAccount, lockAccount, setWaitHours } from '../../storage/account.ts';
import { claimFact, findFact } from '../../storage/fact.ts';
import { countMoved } from '../../storage/moved-over.ts';
import type { Deps } from '../deps.ts';
import { recordBySystem } from '../record.ts';

const BATCH = 100;
const [SHORTEST] = WAIT_HOURS;

/** @returns true where there may be more. */
export async function moveOver(deps: Deps, now: number): Promise<boolean> {
  await recordRules(deps, now);
  const short = await deps.store.read((tx) => listShortWaits(tx, SHORTEST, BATCH));
  for (const id of short) {
    await deps.store.write(async (tx) => {
      await lockAccount(tx, id);
      const account = await loadAccount(tx, id);
      // Another process may have been first.
      const isShort = (await listShortWaits(tx, SHORTEST, BATCH)).includes(id);
      if (!account || !isShort) return;
      await setWaitHours(tx, id, SHORTEST);
      await recordBySystem(deps, tx, now, 'wait.moved', account, { subject: String(SHORTEST) });
    });
  }
  return short.length === BATCH;
}

/** Once an installation, by whichever process is first. One without accounts has nothing to move. */
async function recordRules(deps: Deps, now: number): Promise<void> {
  if ((await deps.store.read((tx) => findFact(tx, 'rules.moved-at'))) !== null) return;
  await deps.store.write(async (tx) => {
    const own = `${now}.${Buffer.from(deps.random.bytes(6)).toString('base64url')}`;
    if ((await claimFact(tx, 'rules.moved-at', own)) !== own) return;
    const { accounts, keysNew, keysTrusted, holds } = await countMoved(tx, now);
    if (accounts === 0) return;
    const subject = `${keysNew} keys new, ${keysTrusted} trusted; ${holds} changes wait`;
    await recordBySystem(deps, tx, now, 'rules.moved', null, { subject });
  });
}
