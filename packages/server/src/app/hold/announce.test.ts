// The work on due holds: told again half-way and a day before the end, carried out at the end, each just once.

import { expect, it, vi } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { leaveProtection } from '../protection/change.ts';
import { workDueHolds } from './announce.ts';
import { vetoHold } from './veto.ts';

const HOUR_MS = 3_600_000;

describeUseCase('the work on due holds', (world) => {
  const leaving = async (now: number) => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const caller = await signIn(world.deps, account, { now });
    const { hold } = factsOf(await leaveProtection(world.deps, caller));
    return { account, hold, caller };
  };
  const work = (now: number) => leaves(world.deps, () => workDueHolds(world.deps, now));

  it('tells the holder at 36 and 48 hours, and carries out at 72', async () => {
    const start = TEST_TIME;
    const { account, hold } = await leaving(start);
    const told: string[] = [];
    for (let hour = 0; hour <= 80; hour++) {
      const left = await work(start + hour * HOUR_MS);
      told.push(...left.alerts.map((alert) => `${hour} ${alert}`));
      for (const event of left.events) expect(event).toMatchObject({ actor: 'system', account_id: account.id });
      if (hour === 36) {
        expect(left.events).toMatchObject([
          { subject: 'protection.leave', effective_at: hold.ripensAt, outcome: 'done' },
        ]);
        expect(left.changed).toEqual(['audit_event', 'hold', 'outbox']);
      }
    }
    expect(told).toEqual([
      `36 ${account.email}: hold.announce done`,
      `48 ${account.email}: hold.announce done`,
      `72 ${account.email}: hold.ripen done`,
    ]);
  });

  it('that comes late announces once a run, and carries out what is ripe without announcing it', async () => {
    const start = TEST_TIME + 1000 * HOUR_MS;
    await leaving(start);
    expect((await work(start + 50 * HOUR_MS)).events.map(({ operation }) => operation)).toEqual(['hold.announce']);
    expect((await work(start + 50 * HOUR_MS)).events.map(({ operation }) => operation)).toEqual(['hold.announce']);
    expect((await work(start + 50 * HOUR_MS)).events).toEqual([]);
    expect((await work(start + 90 * HOUR_MS)).events.map(({ operation }) => operation)).toEqual(['hold.ripen']);
  });

  it('announces a hold once, even where two processes look at the same time', async () => {
    const start = TEST_TIME + 2000 * HOUR_MS;
    await leaving(start);
    const now = start + 36 * HOUR_MS;
    const left = await leaves(world.deps, () =>
      Promise.all([workDueHolds(world.deps, now), workDueHolds(world.deps, now)]),
    );
    expect(left.events).toHaveLength(1);
    await work(start + 72 * HOUR_MS);
  });

  it('says nothing of a hold that was stopped', async () => {
    const start = TEST_TIME + 3000 * HOUR_MS;
    const { hold, caller } = await leaving(start);
    await vetoHold(world.deps, caller, { holdId: hold.id });
    expect(await work(start + 80 * HOUR_MS)).toMatchObject({ answer: 0, changed: [] });
  });

  it('wakes the worker of the outbox only where something was due', async () => {
    const start = TEST_TIME + 4000 * HOUR_MS;
    const wakeOutbox = vi.fn();
    await leaving(start);
    expect(await workDueHolds({ ...world.deps, wakeOutbox }, start)).toBe(0);
    expect(wakeOutbox).not.toHaveBeenCalled();
    expect(await workDueHolds({ ...world.deps, wakeOutbox }, start + 36 * HOUR_MS)).toBe(1);
    expect(wakeOutbox).toHaveBeenCalledOnce();
  });
});
