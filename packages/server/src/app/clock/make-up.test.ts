// Once the clock is believed again, nobody has lost the time in which it was not.

import { expect, it } from 'vitest';
import { makeAccount } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { doubt } from '../../../../../test/support/doubt.ts';
import { describeUseCaseOnBoth } from '../../../../../test/support/use-case.ts';
import { CLAIM_MS } from '../../domain/hold/hold.ts';
import { makeUpForDoubt } from './make-up.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describeUseCaseOnBoth('the time in which a clock was not believed', (world) => {
  const believe = async (after: number) => {
    await doubt(world.deps);
    await world.deps.store.write((tx) => makeUpForDoubt(tx, TEST_TIME, TEST_TIME + after));
  };

  it('is given to whoever could not claim or finish meanwhile', async () => {
    const { id } = await makeAccount(world.deps, { tier: 'advanced' });
    const hold = (name: string, state: string, ripensAt: number) => ({
      id: `hold_${name}`,
      account_id: id,
      kind: 'recovery',
      state,
      started_at: TEST_TIME - 9 * DAY,
      ripens_at: ripensAt,
      next_at: ripensAt + CLAIM_MS,
      announced: 2,
    });
    const rows = [
      hold('before', 'ripe', TEST_TIME - DAY),
      hold('later', 'waiting', TEST_TIME + 5 * DAY),
      hold('over', 'vetoed', TEST_TIME - DAY),
    ];
    await world.deps.store.write((tx) =>
      tx.q
        .insertInto('hold')
        .values(rows as never)
        .execute(),
    );
    await believe(27 * HOUR);
    const left = await world.deps.store.read((tx) =>
      tx.q
        .selectFrom('hold')
        .select(['id', 'claimable_until', 'next_at'])
        .where('account_id', '=', id)
        .orderBy('id')
        .execute(),
    );
    const grown = TEST_TIME - DAY + CLAIM_MS + 27 * HOUR;
    expect(left).toEqual([
      { id: 'hold_before', claimable_until: grown, next_at: grown },
      { id: 'hold_later', claimable_until: null, next_at: TEST_TIME + 5 * DAY + CLAIM_MS },
      { id: 'hold_over', claimable_until: null, next_at: TEST_TIME - DAY + CLAIM_MS },
    ]);
  });

  it('is given to whoever could not take an enrolment back meanwhile', async () => {
    const settles = async (settles_at: number) => {
      const { id } = await makeAccount(world.deps, { tier: 'advanced' });
      await world.deps.store.write((tx) =>
        tx.q.updateTable('account').set({ settles_at }).where('id', '=', id).execute(),
      );
      return id;
    };
    const [settling, settled] = [await settles(TEST_TIME + HOUR), await settles(TEST_TIME - 1)];
    await believe(27 * HOUR);
    const endOf = async (id: typeof settling) =>
      (
        await world.deps.store.read((tx) =>
          tx.q.selectFrom('account').select('settles_at').where('id', '=', id).executeTakeFirst(),
        )
      )?.settles_at;
    expect([await endOf(settling), await endOf(settled)]).toEqual([TEST_TIME + 28 * HOUR, TEST_TIME - 1]);
  });
});
