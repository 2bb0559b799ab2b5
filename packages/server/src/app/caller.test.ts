// Who asks: time stands still for a caller but for `moveOn`, and never for a copy.

import { expect, it } from 'vitest';
import { makeCaller } from '../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../test/support/clock.ts';
import { isTest, readSources, readText } from '../../../../test/support/source-tree.ts';
import { withoutSession } from './caller.ts';

it('A caller without their session moves on with the one that they are', () => {
  let now = TEST_TIME;
  const session = { id: 'sess_1' } as never;
  const caller = {
    ...makeCaller(),
    session,
    moveOn: () => (now += 7),
    get now() {
      return now;
    },
  };
  const asker = withoutSession(caller);
  expect(asker).toMatchObject({ session: null, now: TEST_TIME, ip: caller.ip });
  asker.moveOn();
  expect([caller.now, asker.now]).toEqual([TEST_TIME + 7, TEST_TIME + 7]);
});

it('No use case copies a caller: the time of a copy stands still while it waits', () => {
  const useCases = readSources().filter(({ path }) => path.startsWith('packages/server/src/app/') && !isTest(path));
  expect(useCases.length).toBeGreaterThan(200);
  const copying = useCases.filter(({ path }) => readText(path).includes('...caller'));
  expect(copying.map(({ path }) => path)).toEqual(['packages/server/src/app/caller.ts']);
});
