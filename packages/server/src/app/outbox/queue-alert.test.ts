// Queueing an alert for a channel: in the transaction of what it reports, sealed, and under an id of its own.

import { expect, it } from 'vitest';
import { makeAccount, makeCaller } from '../../../../../test/support/accounts.ts';
import { makeChannel } from '../../../../../test/support/channels.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { record } from '../record.ts';

describeUseCase('queueing an alert for a channel', (world) => {
  it('keeps nothing of it in the clear, and gives each channel an id of its own', async () => {
    const account = await makeAccount(world.deps);
    await makeChannel(world.deps, account.id);
    await makeChannel(world.deps, account.id, { kind: 'push' });
    const done = { done: true } as const;
    await world.deps.store.write((tx) =>
      record(world.deps, tx, makeCaller(), 'credential.remove', account, done, { subject: 'Secret name' }),
    );
    const rows = await world.deps.store.read((tx) => tx.q.selectFrom('outbox').selectAll().execute());
    expect(new Set(rows.map(({ id }) => id)).size).toBe(3);
    expect(rows.every(({ created_at, next_at }) => created_at === TEST_TIME && next_at === TEST_TIME)).toBe(true);
    expect(JSON.stringify(rows)).not.toContain('Secret name');
  });

  it('of something that was rolled back tells nobody', async () => {
    const account = await makeAccount(world.deps);
    await makeChannel(world.deps, account.id);
    const count = () => world.deps.store.read((tx) => tx.q.selectFrom('outbox').select('id').execute());
    const before = (await count()).length;
    const broken = world.deps.store.write(async (tx) => {
      await record(world.deps, tx, makeCaller(), 'credential.remove', account, { done: true });
      throw new Error('the bulb broke');
    });
    await expect(broken).rejects.toThrow('the bulb broke');
    expect(await count()).toHaveLength(before);
  });
});
