// Whoever had an account when an older copy was put back hears of it, once, however often it is asked for.

import { expect, it } from 'vitest';
import { makeAccount } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCaseOnBoth, leaves } from '../../../../../test/support/use-case.ts';
import { recordRestoration } from './record-restoration.ts';
import { tellHolders } from './tell-holders.ts';

describeUseCaseOnBoth('telling holders of a restore', (world) => {
  const tell = (now = TEST_TIME + 5000) => leaves(world.deps, () => tellHolders(world.deps, now));
  const restore = (at: number) =>
    world.deps.store.write((tx) =>
      recordRestoration(
        world.deps,
        tx,
        { why: 'command', foundSize: 1, knownSize: null, takenAt: Date.UTC(2026, 4, 30, 18, 40) },
        at,
      ),
    );

  it('tells nobody of what did not happen', async () => {
    await makeAccount(world.deps, { email: 'first@example.com' });
    expect(await tell()).toMatchObject({ answer: null, events: [] });
  });

  it('tells everybody who was there, on record, of the time that it went back to', async () => {
    for (let index = 0; index < 120; index++) await makeAccount(world.deps);
    await restore(TEST_TIME);
    await makeAccount(world.deps, { email: 'later@example.com', at: TEST_TIME + 1 });
    const { answer, events, alerts } = await tell();
    expect(answer).toBe(121);
    expect(alerts).toContain('first@example.com: restore.tell done');
    expect(alerts).not.toContain('later@example.com: restore.tell done');
    expect(events[0]).toMatchObject({ operation: 'restore.tell', subject: 'Saturday 30 May 2026, 18:40 UTC' });
  });

  it('tells nobody twice of one restore, and everybody of the next', async () => {
    expect(await tell(TEST_TIME + 6000)).toMatchObject({ answer: 0, events: [] });
    await restore(TEST_TIME + 7000);
    expect((await tell(TEST_TIME + 8000)).answer).toBe(122);
  });
});
