// PostgreSQL: a hold that ripens at the moment of its veto ends in one way, and the account says which.

import { expect, test } from 'vitest';
import { ripenHolds } from '../../packages/server/src/app/hold/ripen.ts';
import { vetoHold } from '../../packages/server/src/app/hold/veto.ts';
import { sampleHold } from '../../packages/server/src/domain/hold/hold.sample.ts';
import { HOLD_MS } from '../../packages/server/src/domain/hold/hold.ts';
import { makeId } from '../../packages/server/src/domain/id.ts';
import { loadAccount, lockAccount } from '../../packages/server/src/storage/account.ts';
import { insertHold } from '../../packages/server/src/storage/hold.ts';
import { makeAccount, signIn } from '../support/accounts.ts';
import { TEST_TIME } from '../support/clock.ts';
import { makeDeps } from '../support/deps.ts';
import { describeOn } from '../support/stores.ts';

const ROUNDS = 8;

describeOn('postgres', 'leaving protection', (database) => {
  test('is either vetoed or done, never both, and the tier follows', async () => {
    const deps = makeDeps(database.store);
    const other = makeDeps(database.open({ connectionsMax: 2 }));
    for (let round = 0; round < ROUNDS; round++) {
      const made = await makeAccount(deps, { tier: 'advanced' });
      const ripensAt = TEST_TIME + HOLD_MS;
      const hold = sampleHold({
        id: makeId('hold', deps.random.bytes(16)),
        kind: 'protection.leave',
        state: 'waiting',
        startedAt: TEST_TIME,
        ripensAt,
        proofs: 2,
        announced: 3,
      });
      await deps.store.write((tx) => insertHold(tx, made.id, hold, ripensAt));
      // One clock says that it is not ripe yet, the other that it is: nodes are never quite of one mind.
      const caller = await signIn(deps, made, { now: ripensAt - 1 });
      const ripen = () =>
        other.store.write(async (tx) => {
          await lockAccount(tx, made.id);
          return ripenHolds(other, tx, made.id, ripensAt);
        });
      const [vetoed, ripened] = await Promise.all([vetoHold(deps, caller, { holdId: hold.id }), ripen()]);
      const account = await database.store.read((tx) => loadAccount(tx, made.id));
      const row = await database.store.read((tx) =>
        tx.q.selectFrom('hold').select('state').where('id', '=', hold.id).executeTakeFirstOrThrow(),
      );
      expect({ vetoed: vetoed.allowed, ripened: ripened === 1, tier: account?.tier }).toEqual(
        row.state === 'vetoed'
          ? { vetoed: true, ripened: false, tier: 'advanced' }
          : { vetoed: false, ripened: true, tier: 'standard' },
      );
    }
  });
});
