import { expect, it } from 'vitest';
import { makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { findEventById } from '../../storage/audit.ts';
import { record } from '../record.ts';
import { proveEntry } from './prove-entry.ts';
import { sealEvents } from './seal.ts';

describeUseCase('the proof of an entry', (world) => {
  it('is null until the event is sealed, has no opening if erased, and is under the newest head', async () => {
    const { store } = world.deps;
    const happen = () =>
      store.write((tx) => record(world.deps, tx, makeCaller(), 'account.rename', null, { done: true }, {}));
    const id = await happen();
    const prove = () =>
      store.read(async (tx) => {
        const event = await findEventById(tx, id);
        return event && proveEntry(tx, event, []);
      });
    expect(await prove()).toBeNull();
    await sealEvents(world.deps, TEST_TIME);
    expect(await prove()).toMatchObject({ index: 0, size: 1, proof: [], opening: { particulars: { account: null } } });
    await happen();
    await sealEvents(world.deps, TEST_TIME + 1);
    expect(await prove()).toMatchObject({ index: 0, size: 2, signedAt: TEST_TIME + 1 });
    await store.write((tx) => tx.q.updateTable('log_entry').set({ salt: null }).execute());
    expect(await prove()).toMatchObject({ opening: null });
  });
});
