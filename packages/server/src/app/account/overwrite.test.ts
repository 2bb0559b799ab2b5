// After an erasure the files are overwritten once; where nobody was erased, nothing happens to them.

import { expect, it, vi } from 'vitest';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCaseOnBoth } from '../../../../../test/support/use-case.ts';
import { makeId } from '../../domain/id.ts';
import { insertErasure } from '../../storage/erasure.ts';
import { overwriteErased } from './overwrite.ts';

describeUseCaseOnBoth('what was erased', (world) => {
  it('is overwritten once, and again where something was in the way', async () => {
    const { store } = world.deps;
    const overwriteDeleted = vi.fn(() => store.overwriteDeleted());
    const watched = { store: { ...store, overwriteDeleted } };
    expect(await overwriteErased(watched, TEST_TIME)).toBe(0);
    expect(overwriteDeleted).not.toHaveBeenCalled();
    await store.write((tx) => insertErasure(tx, makeId('acct', world.deps.random.bytes(16)), TEST_TIME));
    const busy = { store: { ...store, overwriteDeleted: async () => false } };
    expect(await overwriteErased(busy, TEST_TIME)).toBe(0);
    expect(await overwriteErased(watched, TEST_TIME + 1)).toBe(1);
    expect(await overwriteErased(watched, TEST_TIME + 2)).toBe(0);
    expect(overwriteDeleted).toHaveBeenCalledOnce();
  });
});
