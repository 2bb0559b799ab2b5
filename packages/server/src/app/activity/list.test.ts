// The activity of an account: its own, newest first, by pages, and in the parts that people look for.

import { expect, it } from 'vitest';
import { type MadeAccount, makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import type { Operation } from '../../domain/authority.ts';
import type { Caller } from '../caller.ts';
import { type Outcome, record, recordByStaff } from '../record.ts';
import { listActivity } from './list.ts';
import type { Show } from './show.ts';

const DONE: Outcome = { done: true };
const REFUSED: Outcome = { done: false, refusal: { tag: 'sign-in-failed', why: 'signature' } };

describeUseCaseOnBoth('the activity of an account', (world) => {
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

  it('shows what staff looked at, and not what a member of staff does in their own work', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    await happened(account, 'support.look', 1);
    const looked = await world.deps.store.write((tx) =>
      recordByStaff(world.deps, tx, makeCaller({ now: TEST_TIME + 2 }), 'support.look', account, { subject: 'Case 7' }),
    );
    await world.deps.store.write((tx) =>
      recordByStaff(world.deps, tx, makeCaller({ now: TEST_TIME + 3 }), 'staff.grant', account),
    );
    const { events } = factsOf(await listActivity(world.deps, caller, { show: 'staff' }));
    expect(events.map(({ id }) => id)).toEqual([looked]);
  });

  it('shows what a text is found in: names, devices, countries, addresses and sentences shown', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    await happened(account, 'password.set', 1, DONE, makeCaller({ ip: '8.8.8.8' }));
    await happened(account, 'credential.add', 2);
    const search = async (text: string, told?: string) => {
      const { events } = factsOf(await listActivity(world.deps, caller, { text, told }));
      return events.map(({ operation }) => operation);
    };
    expect(await search('united')).toEqual(['password.set']);
    expect(await search('8.8.8')).toEqual(['password.set']);
    expect(await search('spare')).toEqual(['credential.add', 'password.set']);
    expect(await search('added', 'd:credential.add')).toEqual(['credential.add']);
    expect(await search('nowhere')).toEqual([]);
  });

  it('shows what happened from one moment on and before another', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    for (const at of [10, 20, 30, 40]) await happened(account, 'account.rename', at);
    const times = async (input: object) =>
      factsOf(await listActivity(world.deps, caller, input)).events.map(({ at }) => at - TEST_TIME);
    expect(await times({ from: TEST_TIME + 20, until: TEST_TIME + 40 })).toEqual([30, 20]);
    expect(await times({ until: TEST_TIME + 10 })).toEqual([]);
    expect(await times({ from: TEST_TIME + 41 })).toEqual([]);
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
