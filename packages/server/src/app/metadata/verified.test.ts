// Which metadata was verified last is remembered as it was noted, the last one alone.

import { expect, it } from 'vitest';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCaseOnBoth } from '../../../../../test/support/use-case.ts';
import { findVerified, noteVerified } from './verified.ts';

describeUseCaseOnBoth('the metadata that was verified last', (world) => {
  it('is none before the first, and then the last that was noted', async () => {
    const find = () => world.deps.store.read(findVerified);
    expect(await find()).toBeNull();
    for (const digest of ['one', 'two-_']) {
      const verified = { digest, at: TEST_TIME, nextUpdate: TEST_TIME + 1 };
      await world.deps.store.write((tx) => noteVerified(tx, verified));
      expect(await find()).toEqual(verified);
    }
  });
});
