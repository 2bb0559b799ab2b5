// An export of events: what was asked for, each once, in order, and from wherever it broke off.

import { expect, it } from 'vitest';
import { type MadeAccount, makeAccount, makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCaseOnBoth } from '../../../../../test/support/use-case.ts';
import type { Operation } from '../../domain/authority.ts';
import type { EventId } from '../../domain/id.ts';
import { sealEvents } from '../log/seal.ts';
import { record, recordByStaff } from '../record.ts';
import { type EventsAsked, exportEvents } from './export-events.ts';

const ALL: EventsAsked = { format: 'ndjson', from: null, until: null, actor: null, operations: [] };

describeUseCaseOnBoth('an export of events', (world) => {
  const happen = (account: MadeAccount, operation: Operation, at: number): Promise<EventId> =>
    world.deps.store.write((tx) =>
      record(world.deps, tx, makeCaller({ now: TEST_TIME + at }), operation, account, { done: true }),
    );
  const sizeNow = () =>
    world.deps.store.read(async (tx) => (await tx.q.selectFrom('log_entry').selectAll().execute()).length);
  async function idsOf(asked: Partial<EventsAsked>, size?: number, after: EventId | null = null): Promise<EventId[]> {
    const log = { origin: 'log.example', size: size ?? (await sizeNow()) };
    const ids: EventId[] = [];
    for await (const { text, count } of exportEvents(world.deps, { ...ALL, ...asked }, log, after)) {
      const lines = text.split('\n').filter(Boolean);
      expect(lines).toHaveLength(count);
      ids.push(...lines.map((line) => JSON.parse(line).id));
    }
    return ids;
  }

  it('has what was sealed when it began, by time, account, kind of actor and operation', async () => {
    const [ada, bob] = [await makeAccount(world.deps), await makeAccount(world.deps)];
    const first = await happen(ada, 'credential.add', 1);
    const second = await happen(bob, 'credential.remove', 2);
    const third = await happen(ada, 'password.set', 3);
    const fourth = await world.deps.store.write((tx) =>
      recordByStaff(world.deps, tx, makeCaller({ now: TEST_TIME + 4 }), 'support.look', bob),
    );
    await sealEvents(world.deps, TEST_TIME);
    await happen(ada, 'account.rename', 5);
    const all = [first, second, third, fourth];
    expect(await idsOf({})).toEqual(all);
    expect(await idsOf({}, 2)).toEqual([first, second]);
    expect(await idsOf({ actor: ada.id })).toEqual([first, third]);
    expect(await idsOf({ actor: 'staff' })).toEqual([fourth]);
    expect(await idsOf({ operations: ['credential.*'] })).toEqual([first, second]);
    expect(await idsOf({ operations: ['password.set', 'support.look'] })).toEqual([third, fourth]);
    expect(await idsOf({ operations: ['credential'] })).toEqual([]);
    expect(await idsOf({ from: TEST_TIME + 2, until: TEST_TIME + 4 })).toEqual([second, third]);
    expect(await idsOf({}, undefined, second)).toEqual([third, fourth]);
    expect(await idsOf({ actor: ada.id }, undefined, first)).toEqual([third]);
  });

  it('of more than one stretch is whole, whatever is left out, and goes on behind any of them', async () => {
    const account = await makeAccount(world.deps);
    for (let index = 0; index < 1203; index++) await happen(account, 'account.rename', 1000 + Math.floor(index / 4));
    const rare = await happen(account, 'password.set', 5000);
    for (let sealed = 0; sealed < 5; sealed++) await sealEvents(world.deps, TEST_TIME);
    const log = { origin: 'log.example', size: await sizeNow() };
    const asked = { ...ALL, actor: account.id };
    const whole = await idsOf(asked);
    expect(whole).toHaveLength(1204);
    expect(new Set(whole).size).toBe(1204);
    expect(whole).toEqual([...whole].sort());
    for await (const { after } of exportEvents(world.deps, asked, log, null)) {
      expect(await idsOf(asked, undefined, after)).toEqual(whole.slice(whole.indexOf(after) + 1));
    }
    expect(await idsOf({ operations: ['password.set'], from: TEST_TIME + 1000 })).toEqual([rare]);
  });
});
