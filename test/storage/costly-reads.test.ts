// Reads of an account with a long history: many small steps between which others have their turn, one read at a time, and no
// more than the account's budget has.

import { beforeAll, expect, it } from 'vitest';
import { countDays } from '../../packages/server/src/app/activity/days.ts';
import { downloadActivity } from '../../packages/server/src/app/activity/download.ts';
import { exportActivity } from '../../packages/server/src/app/activity/export.ts';
import { listActivity } from '../../packages/server/src/app/activity/list.ts';
import { proveEvent } from '../../packages/server/src/app/activity/prove.ts';
import { proveHistory } from '../../packages/server/src/app/activity/prove-history.ts';
import type { SignedInCaller } from '../../packages/server/src/app/caller.ts';
import type { Deps } from '../../packages/server/src/app/deps.ts';
import { downloadData, exportData } from '../../packages/server/src/app/held/export.ts';
import { proveGrowth } from '../../packages/server/src/app/log/read-log.ts';
import { sealEvents } from '../../packages/server/src/app/log/seal.ts';
import { ReadLanes } from '../../packages/server/src/app/read-lanes.ts';
import { record } from '../../packages/server/src/app/record.ts';
import { allow, type Decision } from '../../packages/server/src/domain/decision.ts';
import type { EventId } from '../../packages/server/src/domain/id.ts';
import { type CostlyRead, READ_BUDGET, READ_COSTS } from '../../packages/server/src/domain/throttle/read-budget.ts';
import { makeAccount, makeCaller, signIn } from '../support/accounts.ts';
import { TEST_TIME } from '../support/clock.ts';
import { countReads } from '../support/counted-store.ts';
import { describeUseCaseOnBoth, factsOf } from '../support/use-case.ts';

/** What one step may read. A proof in a large log takes a tile of 256 hashes, and a step has five. */
const STATEMENTS_MAX = 20;
const ROWS_MAX = 2000;
/** Small ones that follow each other without giving way, such as a look at the session before a piece of a file. */
const SNAPSHOTS_MAX = 3;
const EVENTS = 3000;

const drain = async ({ chunks }: { readonly chunks: AsyncIterable<string> }) => {
  for await (const _ of chunks);
};

describeUseCaseOnBoth('costly reads', (world) => {
  let caller: SignedInCaller;
  let other: SignedInCaller;
  let eventId: EventId;
  let size = 0;
  let tickets: { readonly activity: string; readonly data: string };

  const reads: Readonly<Record<CostlyRead, (deps: Deps, by: SignedInCaller) => Promise<Decision<unknown>>>> = {
    'activity.list': (deps, by) => listActivity(deps, by, { text: 'nothing has these words' }),
    'activity.days': (deps, by) => countDays(deps, by, { zone: 'UTC' }),
    'activity.prove': (deps, by) => proveEvent(deps, by, { eventId }),
    'activity.prove-history': (deps, by) => proveHistory(deps, by, {}),
    'activity.download': async (deps, by) => {
      const answer = await downloadActivity(deps, by, { ticket: tickets.activity });
      if (answer.allowed) await drain(answer.facts);
      return answer;
    },
    'data.download': async (deps, by) => {
      const answer = await downloadData(deps, by, { ticket: tickets.data });
      if (answer.allowed) await drain(answer.facts);
      return answer;
    },
    'log.prove-growth': (deps, by) => proveGrowth(deps, by, { from: 1234, to: size }),
  };
  const names = Object.keys(reads) as CostlyRead[];

  beforeAll(async () => {
    const { deps } = world;
    caller = await signIn(deps, await makeAccount(deps));
    other = await signIn(deps, await makeAccount(deps));
    // Everybody's events in between, so that no two of the account's stand in one tile for long.
    for (let count = 0; count < EVENTS; count += 250) {
      await deps.store.write(async (tx) => {
        for (let at = 0; at < 250; at++) {
          for (const about of [caller, other]) {
            const { account_id: id, email, tier } = about.session;
            const on = { ...about, now: TEST_TIME + count + at };
            const made = await record(deps, tx, on, 'account.rename', { id, email, tier }, { done: true }, {});
            if (about === caller) eventId = made;
          }
        }
      });
    }
    for (let sealed = 1; sealed > 0; size += sealed) sealed = await sealEvents(deps, TEST_TIME + EVENTS);
    caller = { ...caller, now: TEST_TIME + EVENTS };
    tickets = {
      activity: factsOf(await exportActivity(deps, caller, { format: 'ndjson' })).ticket,
      data: factsOf(await exportData(deps, caller)).ticket,
    };
  });

  it.each(Object.keys(READ_COSTS) as CostlyRead[])(
    '%s reads in small steps and gives way between them',
    async (name) => {
      const { store, snapshots } = countReads(world.deps.store);
      const deps = { ...world.deps, store, reads: new ReadLanes(async () => {}) };
      expect((await reads[name](deps, caller)).allowed).toBe(true);
      for (const { statements, rows } of snapshots) {
        expect(statements).toBeLessThanOrEqual(STATEMENTS_MAX);
        expect(rows).toBeLessThanOrEqual(ROWS_MAX);
      }
      let [inARow, rowsInARow] = [0, 0];
      for (const { rows, gaveWay } of snapshots) {
        [inARow, rowsInARow] = gaveWay ? [1, rows] : [inARow + 1, rowsInARow + rows];
        expect(inARow).toBeLessThanOrEqual(SNAPSHOTS_MAX);
        expect(rowsInARow).toBeLessThanOrEqual(ROWS_MAX);
      }
    },
  );

  it('the newest page of the activity reads at most a row more than it shows, and costs nothing', async () => {
    const { store, snapshots } = countReads(world.deps.store);
    const deps = { ...world.deps, store, reads: new ReadLanes(async () => {}) };
    for (let count = 0; count <= READ_BUDGET.tokensMax; count++) {
      expect((await listActivity(deps, caller, {})).allowed).toBe(true);
    }
    for (const { rows } of snapshots) expect(rows).toBeLessThanOrEqual(60);
  });

  it('a page of proofs reads each tile of the log once', async () => {
    const { store, snapshots } = countReads(world.deps.store);
    const deps = { ...world.deps, store, reads: new ReadLanes(async () => {}) };
    await proveHistory(deps, caller, {});
    const rows = snapshots.reduce((sum, step) => sum + step.rows, 0);
    // A hundred of every second entry stand in two tiles; above them is the rest of the tree.
    expect(rows).toBeLessThanOrEqual(size + 500);
  });

  it.each(names)('%s is refused when the budget of its account is used up, and reads nothing', async (name) => {
    const { store, snapshots } = countReads(world.deps.store);
    const deps = { ...world.deps, store, reads: new ReadLanes(async () => {}) };
    for (let left: number = READ_BUDGET.tokensMax; left > 0; left -= READ_COSTS['activity.download']) {
      await deps.reads.run(caller, 'activity.download', async () => allow());
    }
    const refused = await reads[name](deps, caller);
    expect(refused).toMatchObject({ refusal: { tag: 'throttled', retryAfterSeconds: expect.any(Number) } });
    expect(snapshots.reduce((rows, step) => rows + step.rows, 0)).toBeLessThanOrEqual(10);
    const stranger = makeCaller({ network: '203.0.113.7', now: caller.now });
    expect((await proveGrowth(deps, stranger, { from: 1, to: size })).allowed).toBe(true);
    expect((await proveHistory(deps, { ...other, now: caller.now }, {})).allowed).toBe(true);
    const later = { ...caller, now: caller.now + 60_000 };
    expect((await proveHistory(deps, later, {})).allowed).toBe(true);
  });
});
