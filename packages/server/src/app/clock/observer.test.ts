// The servers' looks at their clocks, on both databases: what is found, what is put on record, and when it is believed again.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeAccount } from '../../../../../test/support/accounts.ts';
import { MovableClock, TEST_TIME } from '../../../../../test/support/clock.ts';
import { type Observed, type ObservedServer, observe } from '../../../../../test/support/observed.ts';
import { WAITS_ITS_TURN } from '../../domain/alert/turn.ts';
import { CLAIM_MS } from '../../domain/hold/hold.ts';
import { findClockState, isClockDoubted, listGaps } from '../../storage/clock.ts';
import { recordBySystem } from '../record.ts';
import { clockIsBelieved } from './believed.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEKEND = 62 * HOUR;

describe.each(['sqlite', 'postgres'] as const)('servers that look at their clocks, on %s', (dialect) => {
  let observed: Observed;
  beforeEach(async () => {
    observed = await observe(dialect);
  });
  afterEach(() => observed.close());

  const said = () =>
    observed.deps.store.read(async (tx) => {
      const rows = await tx.q
        .selectFrom('audit_event')
        .selectAll()
        .where('operation', 'in', ['clock.moved', 'clock.believed'])
        .orderBy('id')
        .execute();
      return rows.map((row) => `${row.operation} by ${row.actor}: ${row.subject}`);
    });
  const isDoubted = () => observed.deps.store.read(isClockDoubted);
  const isBelievedBy = ({ deps }: ObservedServer) => deps.store.read((tx) => clockIsBelieved(deps, tx));
  /** Something is on record, and sealed. */
  const happen = async (now = TEST_TIME) => {
    await observed.deps.store.write((tx) => recordBySystem(observed.deps, tx, now, 'client.add', null));
    await observed.seal(now);
  };
  /** So much running, looked at once an hour. */
  const run = async (ms: number, ...servers: ObservedServer[]) => {
    for (let left = ms; left > 0; left -= HOUR) {
      observed.pass(Math.min(HOUR, left));
      for (const server of servers) await server.look();
    }
  };
  const started = async (asked = {}) => {
    const server = observed.start(asked);
    await server.look();
    return server;
  };

  /** It has been off since before it started, within what a start allows. */
  const startedOff = (off: number) => started({ clock: new MovableClock(observed.databaseClock.now() + off) });

  it('a fresh folder has nothing to be held against: its first start is no event', async () => {
    observed.start();
    const server = await started();
    expect(await said()).toEqual([]);
    expect(await isBelievedBy(server)).toBe(true);
  });

  it('a server that runs is never in doubt, however long', async () => {
    const server = await started();
    await happen();
    await run(3 * DAY, server);
    expect(await said()).toEqual([]);
    expect(await isBelievedBy(server)).toBe(true);
  });

  it.each([
    ['ahead', 15 * DAY],
    ['back', -15 * DAY],
  ])('a clock that is put %s is disbelieved at once, and it is on record with the next look', async (word, gapMs) => {
    const [server, other] = [await started(), await started()];
    server.clock.jump(gapMs);
    expect(await isBelievedBy(server)).toBe(false);
    expect(await isBelievedBy(other)).toBe(true);
    expect(await server.look()).toMatchObject({ moved: { why: 'stepped', gapMs } });
    const where = word === 'back' ? 'behind' : 'ahead of';
    expect(await said()).toEqual([`clock.moved by system: 1296000 s ${where} the time that a server has run`]);
    expect(await isBelievedBy(other)).toBe(false);
  });

  it('it is believed after 24 h of running, and not of time that the clock claims', async () => {
    const server = await started();
    server.clock.jump(3 * HOUR);
    observed.databaseClock.jump(3 * HOUR);
    await server.look();
    await run(DAY - HOUR, server);
    expect(await isBelievedBy(server)).toBe(false);
    // Four days by the clock alone are another move, and the 24 h begin again.
    for (const clock of [server.clock, observed.databaseClock]) clock.jump(4 * DAY);
    await server.look();
    await run(DAY - HOUR, server);
    expect(await isBelievedBy(server)).toBe(false);
    await run(HOUR, server);
    expect(await isBelievedBy(server)).toBe(true);
    expect((await said()).at(-1)).toBe('clock.believed by system: after 24 h of steady running');
    const gap = { from: TEST_TIME, until: server.clock.now() };
    expect(await observed.deps.store.read(listGaps)).toEqual([gap]);
  });

  it('a server that is off each night is believed on every second day', async () => {
    let server = await started();
    await happen();
    for (const day of [1, 2, 3, 4]) {
      observed.pass(8 * HOUR);
      server = await started({ clock: server.clock });
      await run(15 * HOUR, server);
      expect(await isDoubted()).toBe(day % 2 === 1);
      await run(HOUR, server);
    }
    expect((await said()).map((line) => line.split(' ')[0])).toEqual([
      ...['clock.moved', 'clock.moved', 'clock.believed'],
      ...['clock.moved', 'clock.moved', 'clock.believed'],
    ]);
  });

  it('a clock that was ahead for seconds and was put right is believed a day later', async () => {
    const server = await started();
    server.clock.jump(15 * DAY);
    await server.look();
    observed.pass(3000);
    server.clock.jump(-15 * DAY);
    await server.look();
    expect((await said()).length).toBe(2);
    await run(DAY, server);
    expect(await isBelievedBy(server)).toBe(true);
    expect(await observed.deps.store.read(listGaps)).toEqual([{ from: TEST_TIME, until: TEST_TIME + DAY + 3000 }]);
  });

  it('the running goes on to be counted by the next process, and by one of several at a time', async () => {
    const server = await started();
    server.clock.jump(2 * HOUR);
    observed.databaseClock.jump(2 * HOUR);
    await server.look();
    await run(10 * HOUR, server);
    const others = [await started({ clock: server.clock }), await started({ clock: server.clock })];
    // The first has ended, and a minute later another counts.
    observed.pass(MINUTE + 1);
    for (const other of others) await other.look();
    const steady = async () => (await observed.deps.store.read(findClockState)).steady_ms;
    expect(await steady()).toBe(10 * HOUR);
    await run(13 * HOUR, ...others);
    expect(await steady()).toBe(23 * HOUR);
    expect(await isDoubted()).toBe(true);
    await run(HOUR, ...others);
    expect(await isDoubted()).toBe(false);
  });

  it('time in which a look failed is not counted as running', async () => {
    const server = await started();
    server.clock.jump(2 * HOUR);
    observed.databaseClock.jump(2 * HOUR);
    await server.look();
    const { store } = server.deps;
    const lost = { ...store, write: () => Promise.reject(new Error('the database is away')) };
    Object.assign(server.deps, { store: lost });
    observed.pass(HOUR);
    await expect(server.look()).rejects.toThrow('away');
    Object.assign(server.deps, { store });
    await run(2 * HOUR, server);
    expect((await observed.deps.store.read(findClockState)).steady_ms).toBe(HOUR);
  });

  it('a start before the newest head is on record', async () => {
    await happen();
    observed.databaseClock.jump(-2 * MINUTE);
    const server = observed.start();
    expect(await server.look()).toMatchObject({ moved: { why: 'started-before', gapMs: -2 * MINUTE } });
    expect(await isBelievedBy(server)).toBe(false);
  });

  it('a start after a weekend without power is on record, and believed a day later', async () => {
    const server = await started();
    await happen();
    observed.pass(WEEKEND);
    const again = await started({ clock: server.clock });
    expect(await said()).toEqual([
      'clock.moved by system: 223200 s ahead of the newest thing on record, at a server’s start',
    ]);
    await run(DAY, again);
    expect(await isBelievedBy(again)).toBe(true);
    // What nobody could claim meanwhile: from the newest thing on record to the belief.
    const gap = { from: TEST_TIME, until: TEST_TIME + WEEKEND + DAY };
    expect(await observed.deps.store.read(listGaps)).toEqual([gap]);
  });

  it('a start within an hour of the last look is no event, though nothing was sealed for days', async () => {
    const server = await started();
    await happen();
    await run(5 * DAY, server);
    observed.pass(HOUR);
    const again = await started({ clock: server.clock });
    expect(await said()).toEqual([]);
    expect(await isBelievedBy(again)).toBe(true);
  });

  it('what a clock that was ahead left of the future makes no later start one before its time', async () => {
    const server = await started();
    await happen();
    server.clock.jump(15 * DAY);
    observed.databaseClock.jump(15 * DAY);
    await server.look();
    await observed.seal(server.clock.now());
    // It ends there, and is put right before it starts again.
    observed.databaseClock.jump(-15 * DAY);
    const right = await started();
    await observed.seal(right.clock.now());
    expect((await said()).length).toBe(2);
    observed.pass(MINUTE);
    await started({ clock: right.clock });
    expect((await said()).length).toBe(2);
  });

  it.each([MINUTE + 4000, -MINUTE - 4000])('two servers that are %i ms apart are on record, and once', async (off) => {
    const [server, other] = [await started(), await startedOff(off)];
    for (const look of [3000, 3000, 3000]) await run(look, server, other);
    const [first, ...more] = await said();
    const whose = dialect === 'sqlite' ? 'another server’s' : 'the database’s';
    expect(first).toMatch(new RegExp(`^clock\\.moved by system: 6\\d s (?:ahead of|behind) ${whose} clock$`));
    expect(more).toEqual([]);
    for (const each of [server, other]) expect(await isBelievedBy(each)).toBe(false);
  });

  it('two servers that are less than a minute apart are not', async () => {
    const [server, other] = [await started(), await startedOff(MINUTE - 1)];
    for (const look of [3000, 3000, 3000]) await run(look, server, other);
    expect(await said()).toEqual([]);
  });

  it('two servers that are apart are not believed until they have been together for a day', async () => {
    const off = 3 * HOUR;
    const [server, other] = [await started(), await started()];
    other.clock.jump(off);
    await other.look();
    await run(3 * DAY, server, other);
    expect(await isDoubted()).toBe(true);
    other.clock.jump(-off);
    await other.look();
    await run(DAY - HOUR, server, other);
    expect(await isDoubted()).toBe(true);
    await run(HOUR, server, other);
    expect(await isDoubted()).toBe(false);
    expect(await said()).toHaveLength(3);
  });

  it('a server that has ended is held against nobody', async () => {
    const [server, ended] = [await started(), await started()];
    await run(6000, server, ended);
    await run(2 * DAY, server);
    expect(await said()).toEqual([]);
    const nodes = await observed.deps.store.read((tx) => tx.q.selectFrom('clock_node').select('node').execute());
    expect(nodes).toHaveLength(1);
  });

  it('what a clock that was ahead put off, or claimed, is due once it is put right', async () => {
    const server = await started();
    const { id } = await makeAccount(observed.deps, { tier: 'advanced' });
    const row = (name: string, next_at: number, claimed_until = 0) => ({
      id: name,
      account_id: id,
      channel: 'mail',
      rank: 0,
      created_at: TEST_TIME,
      attempts: 1,
      next_at,
      claimed_until,
    });
    server.clock.jump(5 * DAY);
    await server.look();
    const soon = TEST_TIME + HOUR;
    await observed.deps.store.write((tx) =>
      tx.q
        .insertInto('outbox')
        .values([
          row('a rests', TEST_TIME + 5 * DAY),
          row('b is claimed', TEST_TIME, TEST_TIME + 5 * DAY),
          row('c rests for an hour', soon, soon),
          row('d waits its turn', WAITS_ITS_TURN),
        ] as never)
        .execute(),
    );
    server.clock.jump(-5 * DAY);
    await server.look();
    const rows = await observed.deps.store.read((tx) =>
      tx.q
        .selectFrom('outbox')
        .select(['id', 'next_at', 'claimed_until'])
        .where('id', 'like', '_ %' as never)
        .orderBy('id')
        .execute(),
    );
    expect(rows.map(({ next_at, claimed_until }) => [next_at, claimed_until])).toEqual([
      [TEST_TIME, 0],
      [TEST_TIME, 0],
      [soon, soon],
      [WAITS_ITS_TURN, 0],
    ]);
  });

  it('what was noted as ripe by a clock that was ahead is told again at its time', async () => {
    const server = await started();
    const { id } = await makeAccount(observed.deps, { tier: 'advanced' });
    const waits = { started_at: TEST_TIME, next_at: TEST_TIME + 99 * DAY, announced: 2 };
    const hold = (name: string, ripensAt: number) => ({
      id: name,
      account_id: id,
      kind: 'recovery',
      state: 'ripe',
      ripens_at: ripensAt,
      ...waits,
    });
    await observed.deps.store.write((tx) =>
      tx.q
        .insertInto('hold')
        .values([hold('hold_early', TEST_TIME - 1), hold('hold_late', TEST_TIME + DAY)] as never)
        .execute(),
    );
    server.clock.jump(3 * DAY);
    await server.look();
    server.clock.jump(-3 * DAY);
    await server.look();
    await run(DAY, server);
    const rows = await observed.deps.store.read((tx) =>
      tx.q.selectFrom('hold').select(['id', 'state', 'next_at']).orderBy('id').execute(),
    );
    expect(rows).toEqual([
      // Told of in time, and open for as long as it could not be claimed.
      { id: 'hold_early', state: 'ripe', next_at: TEST_TIME - 1 + CLAIM_MS + DAY },
      { id: 'hold_late', state: 'waiting', next_at: TEST_TIME + DAY },
    ]);
  });
});

describe('a database with a clock of its own', () => {
  let observed: Observed;
  beforeEach(async () => {
    observed = await observe('postgres');
  });
  afterEach(() => observed.close());

  it.each([
    ['ahead', -MINUTE - 2000],
    ['behind', MINUTE + 2000],
  ])('that is a minute %s puts the clock in doubt at the start of the one server there is', async (_word, gapMs) => {
    observed.databaseClock.jump(-gapMs);
    const server = observed.start({});
    server.clock.jump(gapMs);
    const fresh = observed.start({ clock: server.clock });
    expect(await fresh.look()).toMatchObject({ moved: { why: 'database-apart', gapMs } });
    expect(await observed.deps.store.read(isClockDoubted)).toBe(true);
  });

  it('that goes with the servers to within a minute says nothing', async () => {
    observed.databaseClock.jump(MINUTE);
    const server = observed.start();
    server.clock.jump(-MINUTE);
    const fresh = observed.start({ clock: server.clock });
    expect(await fresh.look()).toBeNull();
  });
});
