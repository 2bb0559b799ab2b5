// How much happened on each day.

import { expect, it } from 'vitest';
import { type MadeAccount, makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCaseOnBoth, factsOf } from '../../../../../test/support/use-case.ts';
import type { Operation } from '../../domain/authority.ts';
import { type Outcome, record } from '../record.ts';
import { countDays } from './days.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const DONE: Outcome = { done: true };
const REFUSED: Outcome = { done: false, refusal: { tag: 'sign-in-failed', why: 'signature' } };

describeUseCaseOnBoth('the days of an activity', (world) => {
  const happened = (account: MadeAccount, operation: Operation, at: number, outcome: Outcome = DONE) =>
    world.deps.store.write((tx) => record(world.deps, tx, makeCaller({ now: at }), operation, account, outcome));

  it('count sign-ins, refusals and changes of this account alone, on days of the zone asked for', async () => {
    const account = await makeAccount(world.deps);
    const midnight = Math.floor(TEST_TIME / DAY_MS) * DAY_MS;
    await happened(account, 'sign-in.key', midnight - 1);
    await happened(account, 'sign-in.key', midnight - 2);
    await happened(account, 'sign-in.key', midnight, REFUSED);
    await happened(account, 'password.set', midnight);
    await happened(await makeAccount(world.deps), 'password.set', midnight);
    const caller = await signIn(world.deps, account);
    const name = (at: number) => new Date(at).toISOString().slice(0, 10);
    const read = async (zone: string) => factsOf(await countDays(world.deps, caller, { zone }));
    expect(await read('UTC')).toEqual({
      zone: 'UTC',
      today: name(TEST_TIME),
      days: [
        { day: name(midnight - 1), signIns: 2, refused: 0, changes: 0 },
        { day: name(midnight), signIns: 0, refused: 1, changes: 1 },
      ],
    });
    expect((await read('Asia/Tokyo')).days).toEqual([{ day: name(midnight), signIns: 2, refused: 1, changes: 1 }]);
    expect(await read('Nowhere/Land')).toMatchObject({ zone: 'UTC' });
  });

  it('go back 90 days and no further', async () => {
    const account = await makeAccount(world.deps);
    await happened(account, 'password.set', TEST_TIME - 90 * DAY_MS);
    await happened(account, 'password.set', TEST_TIME - 92 * DAY_MS);
    const { days } = factsOf(await countDays(world.deps, await signIn(world.deps, account), { zone: 'UTC' }));
    expect(days).toHaveLength(1);
  });
});
