// The activity of an account: its own, newest first, by pages, and in the parts that people look for.

import { expect, it } from 'vitest';
import { type MadeAccount, makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import type { Operation } from '../../domain/authority.ts';
import type { Caller } from '../caller.ts';
import { type Outcome, record } from '../record.ts';
import { listActivity, type Show } from './list.ts';

const DONE: Outcome = { done: true };
const REFUSED: Outcome = { done: false, refusal: { tag: 'sign-in-failed', why: 'signature' } };

describeUseCase('the activity of an account', (world) => {
  const happened = (
    account: MadeAccount,
    operation: Operation,
    at: number,
    outcome: Outcome = DONE,
    by: Caller = makeCaller(),
  ) =>
    world.deps.store.write((tx) =>
      record(world.deps, tx, { ...by, now: TEST_TIME + at }, operation, account, outcome, {
        subject: 'Spare',
        effectiveAt: 5,
      }),
    );

  it('says what, when, where, on which device and by whom, and writes nothing', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    const id = await happened(account, 'credential.add', 1, DONE, { ...caller, ip: '8.8.8.8' });
    await happened(account, 'sign-in.key', 2, REFUSED);
    const left = await leaves(world.deps, () => listActivity(world.deps, caller, {}));
    const { events, next } = factsOf(left.answer);
    expect(events.map(({ operation, actor, thisSession }) => [operation, actor, thisSession])).toEqual([
      ['sign-in.key', 'stranger', false],
      ['credential.add', 'holder', true],
    ]);
    expect(events[1]).toEqual({
      id,
      operation: 'credential.add',
      outcome: 'done',
      reason: null,
      at: TEST_TIME + 1,
      actor: 'holder',
      device: 'Unknown browser',
      place: { countryCode: 'US', country: 'United States' },
      ip: '8.8.8.8',
      subject: 'Spare',
      keyName: null,
      thisSession: true,
      effectiveAt: 5,
    });
    expect(next).toBeNull();
    expect(left.changed).toEqual([]);
  });

  it('is of this account alone', async () => {
    const account = await makeAccount(world.deps);
    await happened(await makeAccount(world.deps), 'sign-in.key', 1);
    const caller = await signIn(world.deps, account);
    expect(factsOf(await listActivity(world.deps, caller, {})).events).toEqual([]);
  });

  it.each<[Show, string[]]>([
    ['everything', ['credential.remove', 'session.end', 'step-up.key', 'password.set', 'sign-in.key']],
    ['sign-ins', ['session.end', 'step-up.key', 'sign-in.key']],
    ['changes', ['credential.remove', 'password.set']],
    ['refused', ['credential.remove', 'step-up.key']],
  ])('shows %s', async (show, operations) => {
    const account = await makeAccount(world.deps);
    await happened(account, 'sign-in.key', 1);
    await happened(account, 'password.set', 2);
    await happened(account, 'step-up.key', 3, REFUSED);
    await happened(account, 'session.end', 4);
    await happened(account, 'credential.remove', 5, REFUSED);
    const { events } = factsOf(await listActivity(world.deps, await signIn(world.deps, account), { show }));
    expect(events.map(({ operation }) => operation)).toEqual(operations);
  });

  it('comes fifty at a time, and each once', async () => {
    const account = await makeAccount(world.deps);
    await Promise.all(Array.from({ length: 101 }, (_, index) => happened(account, 'account.rename', index + 1)));
    const caller = await signIn(world.deps, account);
    const seen: number[] = [];
    const sizes: number[] = [];
    let before: Parameters<typeof listActivity>[2]['before'];
    do {
      const { events, next } = factsOf(await listActivity(world.deps, caller, { before }));
      seen.push(...events.map(({ at }) => at - TEST_TIME));
      sizes.push(events.length);
      before = next ?? undefined;
    } while (before);
    expect(sizes).toEqual([50, 50, 1]);
    expect(seen).toEqual(Array.from({ length: 101 }, (_, index) => 101 - index));
  });
});
