// Refused attempts: ten a day by themselves, the rest as one digest a day; what is done is told each time.

import { expect, it } from 'vitest';
import { type MadeAccount, makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { setClockState } from '../../../../../test/support/doubt.ts';
import { describeUseCaseOnBoth, leaves } from '../../../../../test/support/use-case.ts';
import { DIGEST_MS, TOLD_SINGLY_MAX } from '../../domain/alert/refusal-digest.ts';
import { authority, isAlerted, type Operation } from '../../domain/authority.ts';
import type { Caller } from '../caller.ts';
import { record } from '../record.ts';
import { sendDigests } from './send-digests.ts';

const REFUSED = { done: false, refusal: { tag: 'not-found' } } as const;
const OPERATIONS = Object.keys(authority) as Operation[];

describeUseCaseOnBoth('refused attempts', (world) => {
  const somebody = () => makeAccount(world.deps, { tier: 'advanced' });
  const refuse = (account: MadeAccount, times: number, caller: Caller = makeCaller(), now = TEST_TIME) =>
    leaves(world.deps, async () => {
      for (let time = 0; time < times; time++) {
        await world.deps.store.write((tx) =>
          record(world.deps, tx, { ...caller, now }, 'sign-in.key', account, REFUSED),
        );
      }
    });
  const digest = (now: number) => leaves(world.deps, () => sendDigests(world.deps, now));

  it('are told one by one up to ten a day, and the rest in one digest a day after the first', async () => {
    const account = await somebody();
    const left = await refuse(account, 322);
    expect(left.events).toHaveLength(322);
    expect(left.alerts).toEqual(Array(TOLD_SINGLY_MAX).fill(`${account.email}: sign-in.key refused`));
    expect((await digest(TEST_TIME + DIGEST_MS - 1)).events).toEqual([]);
    const sent = await digest(TEST_TIME + DIGEST_MS);
    expect(sent.alerts).toEqual([`${account.email}: alert.digest done`]);
    expect(sent.events).toMatchObject([{ operation: 'alert.digest', actor: 'system', subject: '312' }]);
    // It was sent, and is not again.
    expect((await digest(TEST_TIME + 2 * DIGEST_MS)).events).toEqual([]);
  });

  it('of a day with no more than ten leave no digest, and the next day begins anew', async () => {
    const account = await somebody();
    await refuse(account, TOLD_SINGLY_MAX);
    const over = TEST_TIME + DIGEST_MS;
    expect((await digest(over)).events).toEqual([]);
    const next = await refuse(account, TOLD_SINGLY_MAX, makeCaller(), over);
    expect(next.alerts).toHaveLength(TOLD_SINGLY_MAX);
  });

  it('from outside leave those from inside to be told by themselves, however many there are', async () => {
    const account = await somebody();
    await refuse(account, 100);
    const thief = await signIn(world.deps, account);
    const inside = await refuse(account, 100, thief);
    expect(inside.alerts).toHaveLength(TOLD_SINGLY_MAX);
    expect((await digest(TEST_TIME + DIGEST_MS)).events).toMatchObject([{ subject: '180' }]);
  });

  it('wait for their digest while the clock is in doubt', async () => {
    await refuse(await somebody(), 100);
    await setClockState(world.deps, { doubted_from: TEST_TIME });
    expect((await digest(TEST_TIME + DIGEST_MS)).events).toEqual([]);
    await setClockState(world.deps, { doubted_from: null });
    expect((await digest(TEST_TIME + DIGEST_MS)).events).toMatchObject([{ subject: '90' }]);
  });

  it('by two servers at once are digested once', async () => {
    const account = await somebody();
    await refuse(account, 11);
    const sent = await leaves(world.deps, () =>
      Promise.all([1, 2].map(() => sendDigests(world.deps, TEST_TIME + DIGEST_MS))),
    );
    expect(sent.events).toMatchObject([{ subject: '1' }]);
  });

  it('counted by a clock that ran ahead are digested when it is right again', async () => {
    const account = await somebody();
    await refuse(account, 11, makeCaller(), TEST_TIME + 9 * DIGEST_MS);
    expect((await digest(TEST_TIME)).events).toMatchObject([{ subject: '1' }]);
  });

  it('do not change how sign-ins and changes are told: each that was done is told by itself', async () => {
    const account = await somebody();
    await refuse(account, 100);
    const told = OPERATIONS.filter((operation) => isAlerted(operation, 'done', 'advanced', true));
    const left = await leaves(world.deps, async () => {
      for (const operation of told) {
        for (let time = 0; time < 12; time++) {
          await world.deps.store.write((tx) =>
            record(world.deps, tx, makeCaller(), operation, account, { done: true }),
          );
        }
      }
    });
    expect(left.alerts.toSorted()).toEqual(
      told.flatMap((operation) => Array(12).fill(`${account.email}: ${operation} done`)).toSorted(),
    );
  });
});
