// The rounds of the clockwork, each run once by hand: none of them lets go of anything by a clock that is in doubt.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { confirmWhatWaits, makeAccount, signIn } from '../../../../test/support/accounts.ts';
import { MovableClock, TEST_TIME } from '../../../../test/support/clock.ts';
import { setClockState } from '../../../../test/support/doubt.ts';
import { type Observed, observe } from '../../../../test/support/observed.ts';
import { isTest, readSources, readText } from '../../../../test/support/source-tree.ts';
import { contentsOf, factsOf } from '../../../../test/support/use-case.ts';
import { deleteAccount } from '../app/account/delete.ts';
import { ClockObserver } from '../app/clock/observer.ts';
import type { Deps } from '../app/deps.ts';
import { LiveFeed } from '../app/live/feed.ts';
import { leaveProtection } from '../app/protection/change.ts';
import { LogFollower } from '../app/restore/follow-log.ts';
import { openAnchorFile } from '../platform/anchor-file.ts';
import { WatchedClock } from '../platform/clock.ts';
import { createLog } from '../platform/log.ts';
import { putFlow } from '../storage/flow.ts';
import { spend } from '../storage/spent.ts';
import { countAttempt } from '../storage/throttle.ts';
import { roundsOf } from './jobs.ts';

const DAY_MS = 24 * 3_600_000;

/** What a row is, and whether it still says from where it came. */
const identify = (row: object): string => {
  const { id, ordinal, ip } = row as { id?: string; ordinal?: number; ip?: string | null };
  return [id ?? Object.values(row)[0], ordinal, ip].join(' ');
};

/** Something of every kind that is let go of when its time is over. */
async function leaveThings(deps: Deps): Promise<void> {
  const [leaving, deleting, busy] = [
    await makeAccount(deps, { tier: 'advanced' }),
    await makeAccount(deps),
    await makeAccount(deps),
  ];
  factsOf(await leaveProtection(deps, await signIn(deps, leaving)));
  factsOf(await deleteAccount(deps, await signIn(deps, deleting)));
  // Of all that waits, only what two proofs began ends by itself.
  for (const account of [leaving, deleting]) await confirmWhatWaits(deps, account);
  await signIn(deps, busy);
  await deps.store.write(async (tx) => {
    const flow = { kind: 'sign-in', account_id: null, state_sealed: '', code_hash: null, tries_left: 1 } as const;
    await putFlow(tx, { flow_key: 'flow', ...flow, created_at: TEST_TIME, expires_at: TEST_TIME });
    await spend(tx, 'used', TEST_TIME);
    await countAttempt(tx, 'tries', 1000, TEST_TIME);
    await tx.q.updateTable('outbox').set({ done_at: TEST_TIME, payload_sealed: null }).execute();
    const channel = { id: 'chan_1', kind: 'webhook', label: '', target_key: '', target_sealed: '', state: 'live' };
    await tx.q
      .insertInto('alert_channel')
      .values({ ...channel, account_id: null, created_at: TEST_TIME, sends: 'alerts' } as never)
      .execute();
    const delivery = {
      id: 'dlvr_1',
      channel_id: 'chan_1',
      message_id: 'alrt_1',
      at: TEST_TIME,
      attempt: 1,
      event_id: 'evnt_1',
    };
    await tx.q
      .insertInto('webhook_delivery')
      .values({ ...delivery, duration_ms: 1, status: 200 } as never)
      .execute();
  });
}

describe.each(['sqlite', 'postgres'] as const)('the rounds of the clockwork, on %s', (dialect) => {
  let world: Observed;
  let folder: string;
  const follower = (deps: Deps) => new LogFollower(deps, openAnchorFile(join(folder, 'anchor.json')), () => {});
  beforeAll(async () => {
    world = await observe(dialect);
    folder = mkdtempSync(join(tmpdir(), 'holdfast-rounds-'));
    await follower(world.deps).look(TEST_TIME);
  });
  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });
  /** Runs each once, 400 days later. @returns the tables that lost rows or the particulars of rows. */
  const runAll = async (): Promise<string[]> => {
    const clock = new MovableClock(TEST_TIME + 400 * DAY_MS);
    const { retention } = world.deps.platform;
    const platform = { ...world.deps.platform, retention: { ...retention, particularsDays: 90 } };
    const deps = { ...world.deps, platform, clock: new WatchedClock(clock) };
    const before = await contentsOf(deps.store);
    const rounds = roundsOf({
      deps,
      follower: follower(deps),
      observer: new ClockObserver(deps, 'this'),
      live: new LiveFeed(deps),
      log: createLog('silent'),
    });
    for (const [, , work] of rounds) await work();
    const after = await contentsOf(deps.store);
    const seen = (rows: readonly object[]) => new Set(rows.map(identify));
    return Object.entries(before).flatMap(([table, rows]) => {
      const left = seen(after[table as keyof typeof after]);
      return [...seen(rows)].some((row) => !left.has(row)) ? [table] : [];
    });
  };

  it('each lets go of nothing by a clock in doubt, and once it is believed of all that is over', async () => {
    await leaveThings(world.deps);
    await world.seal(TEST_TIME);
    // A start so long after the newest head puts the clock in doubt, in the first of the rounds.
    world.databaseClock.advance(400 * DAY_MS);
    const holds = async () => (await contentsOf(world.deps.store)).hold.map((row) => (row as { state: string }).state);
    expect(await runAll()).toEqual([]);
    expect(await holds()).toEqual(['waiting', 'waiting']);
    await setClockState(world.deps, { doubted_from: null, steady_ms: 16 * DAY_MS });
    // Twice: what waits keeps its particulars in the first, and ends in it.
    const lost = new Set([...(await runAll()), ...(await runAll())]);
    expect([...lost].sort()).toEqual([
      'account',
      'audit_event',
      'credential',
      'device',
      'flow',
      'hold',
      'outbox',
      'recovery_key',
      'session',
      'spent',
      'throttle',
      'webhook_delivery',
    ]);
  });
});

it('every deletion by age asks about the clock: the sweeper’s, the digest’s and retention’s', () => {
  const written = readSources().filter(({ path }) => path.startsWith('packages/server/src/') && !isTest(path));
  const byAge = /(?:deleteFrom|delete from)\b(?:(?!;\n)[\s\S])*?(?:_at|\bat)['"]?,?\s*'?<|removePast\b/;
  const storage = written.filter(({ path, text }) => path.includes('/storage/') && byAge.test(text));
  const names = storage.map(({ path }) => path.replace('packages/server/src/', ''));
  expect(names.sort()).toEqual(['storage/over-window.ts', 'storage/retention.ts', 'storage/sweep.ts']);
  const callers = written.filter(({ imports }) =>
    imports.some(({ file }) => storage.some(({ path }) => path === file)),
  );
  const asking = callers.filter(({ path }) => /\bclockIsBelieved\(/.test(readText(path)));
  expect(callers.map(({ path }) => path.replace('packages/server/src/', '')).sort()).toEqual([
    'app/alert/send-digests.ts',
    'app/retention/run.ts',
    'app/sweep.ts',
  ]);
  expect(asking).toEqual(callers);
});
