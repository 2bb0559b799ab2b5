// One-time things: of all who try, in whatever order, exactly one gets it.

import { describe, expect, test } from 'vitest';
import { makeDeps } from '../support/deps.ts';
import { oneTimeThings, takeOnce } from '../support/one-time-things.ts';
import { describeOnBoth } from '../support/stores.ts';

describeOnBoth('one-time things', (database) => {
  describe.each(Object.keys(oneTimeThings))('%s', (name) => {
    test('has one winner among those who try at once, and none afterwards', async () => {
      const deps = makeDeps(database.store);
      const handle = await oneTimeThings[name]?.make(deps);
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => takeOnce(deps, name, handle)));
      expect(outcomes.filter((won) => won)).toHaveLength(1);
      expect(await takeOnce(deps, name, handle)).toBe(false);
    });

    test('is still there when the transaction that took it rolled back', async () => {
      const deps = makeDeps(database.store);
      const one = oneTimeThings[name];
      const handle = await one?.make(deps);
      const failing = deps.store.write(async (tx) => {
        expect(await one?.take(tx, handle, deps)).toBe(true);
        throw new Error('a fault');
      });
      await expect(failing).rejects.toThrow('a fault');
      expect(await takeOnce(deps, name, handle)).toBe(true);
    });
  });
});
