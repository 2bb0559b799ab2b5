// What was decided under older rules moves over once: a wait of 48 hours becomes 72, told; the platform's record says it.

import { expect, it } from 'vitest';
import { makeAccount } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCaseOnBoth, leaves } from '../../../../../test/support/use-case.ts';
import type { AccountId } from '../../domain/id.ts';
import { moveOver } from './move-over.ts';

describeUseCaseOnBoth('moving over', (world) => {
  const waitOf = (id: AccountId) =>
    world.deps.store.read(async (tx) => {
      const row = await tx.q.selectFrom('account').select('wait_hours').where('id', '=', id).executeTakeFirstOrThrow();
      return row.wait_hours;
    });

  it('gives a wait of 48 hours 72, tells its holder once, and leaves other waits', async () => {
    const [short, long, standard] = [
      await makeAccount(world.deps, { tier: 'advanced' }),
      await makeAccount(world.deps, { tier: 'advanced', waitHours: 168 }),
      await makeAccount(world.deps),
    ];
    await world.deps.store.write((tx) =>
      tx.q.updateTable('account').set({ wait_hours: 48 }).where('id', '=', short.id).execute(),
    );
    const left = await leaves(world.deps, () => moveOver(world.deps, TEST_TIME));
    expect(left.answer).toBe(false);
    expect(left.alerts).toEqual([`${short.email}: wait.moved done`]);
    expect([await waitOf(short.id), await waitOf(long.id), await waitOf(standard.id)]).toEqual([72, 168, null]);
    const again = await leaves(world.deps, () => moveOver(world.deps, TEST_TIME + 1));
    expect(again.changed).toEqual([]);
  });

  it('is recorded once, with how many keys are new, how many trusted, and how many changes wait', async () => {
    const events = await world.deps.store.read((tx) =>
      tx.q.selectFrom('audit_event').selectAll().where('operation', '=', 'rules.moved').execute(),
    );
    expect(events).toMatchObject([
      { account_id: null, actor: 'system', subject: '0 keys new, 5 trusted; 0 changes wait' },
    ]);
  });
});
