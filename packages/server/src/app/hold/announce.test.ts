// The work on due holds: told again half-way and a day before the end, carried out at the end, each just once.

import { expect, it } from 'vitest';
import { makeAccount, showSecondKey, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { eachDoubt } from '../../../../../test/support/doubt.ts';
import { asker, begin } from '../../../../../test/support/recoveries.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { loadAccount } from '../../storage/account.ts';
import { leaveProtection } from '../protection/change.ts';
import { workDueHolds } from './announce.ts';
import { vetoHold } from './veto.ts';

const HOUR_MS = 3_600_000;

describeUseCase('the work on due holds', (world) => {
  const leaving = async (now: number) => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const caller = await signIn(world.deps, account, { now });
    await showSecondKey(world.deps, caller, account.keys[1]);
    const { hold } = factsOf(await leaveProtection(world.deps, caller));
    if (!hold) throw new Error('it waits');
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

  it('tells of what one proof began when it is ready, the day before it lapses, and when it has', async () => {
    const start = TEST_TIME + 500 * HOUR_MS;
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    factsOf(await leaveProtection(world.deps, await signIn(world.deps, account, { now: start })));
    const told: string[] = [];
    for (let hour = 0; hour <= 72 + 15 * 24; hour += 12) {
      const left = await work(start + hour * HOUR_MS);
      told.push(...left.events.map(({ operation }) => `${hour} ${operation}`));
      expect(left.alerts).toHaveLength(left.events.length);
    }
    expect(told).toEqual([
      '36 hold.announce',
      '48 hold.announce',
      '72 hold.ready',
      `${72 + 13 * 24} hold.lapse`,
      `${72 + 14 * 24} hold.expire`,
    ]);
  });

  it('announces while the clock is in doubt, but carries nothing out and asks for no other run', async () => {
    const start = TEST_TIME + 500 * HOUR_MS;
    await leaving(start);
    await leaving(start + 40 * HOUR_MS);
    const told: string[] = [];
    await eachDoubt(world.deps, async (deps) => {
      const left = await leaves(deps, () => workDueHolds(deps, start + 78 * HOUR_MS));
      told.push(...left.events.map(({ operation }) => operation));
      // Whoever is looked at makes the job look again at once.
      expect(left.answer).toBe(left.events.length);
    });
    expect(told).toEqual(['hold.announce']);
    const { events } = await work(start + 78 * HOUR_MS);
    expect(events.map(({ operation }) => operation)).toEqual(['hold.ripen']);
    await work(start + 400 * HOUR_MS);
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

  it.each([72, 168] as const)(
    'tells of a recovery of %i hours half-way and at the end, and expires it 14 days after that',
    async (waitHours) => {
      const start = TEST_TIME + (10_000 + waitHours * 10) * HOUR_MS;
      const account = await makeAccount(world.deps, { tier: 'advanced', waitHours });
      const begun = await begin(world.deps, account, asker(start));
      const told: string[] = [];
      for (let hour = 0; hour <= waitHours + 15 * 24; hour += 6) {
        const left = await work(start + hour * HOUR_MS);
        const events = left.events.filter((event) => event.account_id === account.id);
        told.push(...events.map((event) => `${hour} ${event.operation} ${event.subject} by ${event.actor}`));
        expect(left.alerts.filter((alert) => alert.startsWith(account.email))).toHaveLength(events.length);
      }
      expect(told).toEqual([
        `${waitHours / 2} hold.announce recovery by system`,
        `${waitHours} hold.ripen recovery by system`,
        `${waitHours + 14 * 24} recovery.expire ${begun.caseNumber} by system`,
      ]);
      const row = await world.deps.store.read((tx) =>
        tx.q.selectFrom('hold').select(['state', 'ended_at']).where('account_id', '=', account.id).executeTakeFirst(),
      );
      expect(row).toEqual({ state: 'expired', ended_at: begun.ripensAt + 14 * 24 * HOUR_MS });
    },
  );

  it('does not say twice that a recovery is ripe, whichever way the clock is set', async () => {
    const start = TEST_TIME + 30_000 * HOUR_MS;
    await begin(world.deps, await makeAccount(world.deps, { tier: 'advanced' }), asker(start));
    const operations = async (hour: number) =>
      (await work(start + hour * HOUR_MS)).events.map(({ operation }) => operation);
    expect(await operations(72)).toEqual(['hold.ripen']);
    expect(await operations(40)).toEqual([]);
    expect(await operations(73)).toEqual([]);
  });

  it('goes on to the next account where one cannot be worked, and says so at the end', async () => {
    const start = TEST_TIME + 1000 * HOUR_MS;
    const made = [await leaving(start), await leaving(start), await leaving(start)];
    const [first, good, last] = made;
    if (!first || !good || !last) throw new Error('there are three');
    for (const { account } of [first, last]) {
      // Nothing opens it any more: no rule lets that come about, so whatever changes such an account is a fault.
      await world.deps.store.write((tx) =>
        tx.q.deleteFrom('credential').where('account_id', '=', account.id).execute(),
      );
    }
    await expect(workDueHolds(world.deps, start + 72 * HOUR_MS)).rejects.toThrow('the holds of 2 accounts');
    const tiers = await world.deps.store.read((tx) =>
      Promise.all(made.map(({ account }) => loadAccount(tx, account.id))),
    );
    expect(tiers.map((account) => account?.tier)).toEqual(['advanced', 'standard', 'advanced']);
    const ids = made.map(({ account }) => account.id);
    await world.deps.store.write((tx) => tx.q.deleteFrom('hold').where('account_id', 'in', ids).execute());
  });
});
