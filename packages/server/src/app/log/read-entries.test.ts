import { expect, it } from 'vitest';
import { makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { record } from '../record.ts';
import { type ReadEntry, readEntries } from './read-entries.ts';
import { sealEvents } from './seal.ts';

describeUseCase('reading the log', (world) => {
  it('gives each entry of the range once, in order and over pages, with the row it was made from', async () => {
    const { store } = world.deps;
    await store.write(async (tx) => {
      for (let index = 0; index < 1100; index++) {
        await record(world.deps, tx, makeCaller(), 'account.rename', null, { done: true }, { subject: `${index}` });
      }
    });
    while ((await sealEvents(world.deps, TEST_TIME)) > 0);
    const gone = 7;
    await store.write((tx) => tx.q.deleteFrom('audit_event').where('position', '=', gone).execute());
    const read: ReadEntry[] = [];
    for await (const entry of readEntries(world.deps, { from: 0, to: 1050 })) read.push(entry);
    expect(read.map(({ index }) => index)).toEqual(Array.from({ length: 1050 }, (_, index) => index));
    expect(read[gone]).toMatchObject({ event: null, opening: null });
    expect(read[1049]).toMatchObject({ event: { operation: 'account.rename', position: 1049, effectiveAt: null } });
  });
});
