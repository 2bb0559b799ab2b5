// PostgreSQL: two accounts that take one address at the same moment: one has it, the other is refused, neither is a fault.

import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { setEmail } from '../../packages/server/src/storage/account.ts';
import type { Tx } from '../../packages/server/src/storage/store.ts';
import { makeAccount } from '../support/accounts.ts';
import { TEST_TIME } from '../support/clock.ts';
import { makeDeps } from '../support/deps.ts';
import { describeOn } from '../support/stores.ts';

/** Until another transaction has come to wait for this one. */
async function somebodyWaits(tx: Tx): Promise<void> {
  for (;;) if ((await sql`select 1 from pg_locks where not granted`.execute(tx.q)).rows.length > 0) return;
}

describeOn('postgres', 'an address', (database) => {
  test('goes to one of two accounts, and the other hears that it is taken', async () => {
    const deps = makeDeps(database.store);
    const other = makeDeps(database.open({ connectionsMax: 2 }));
    const [first, second] = [await makeAccount(deps), await makeAccount(deps)];
    const begun = Promise.withResolvers<void>();
    const taken = deps.store.write(async (tx) => {
      const took = await setEmail(tx, first.id, 'wanted@example.com', TEST_TIME);
      begun.resolve();
      // The other has looked by now, and saw an address that was free.
      await somebodyWaits(tx);
      return took;
    });
    await begun.promise;
    const late = other.store.write((tx) => setEmail(tx, second.id, 'wanted@example.com', TEST_TIME));
    expect(await Promise.all([taken, late])).toEqual([true, false]);
  });
});
