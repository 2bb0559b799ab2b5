// Paging through a long activity: every page is read out of one stretch of one index, and together they are the whole, on both databases.

import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { listActivity } from '../../packages/server/src/app/activity/list.ts';
import { type AccountId, type EventId, firstIdAt, makeId, makeOrderedId } from '../../packages/server/src/domain/id.ts';
import { systemRandom } from '../../packages/server/src/platform/random.ts';
import { edgeQuery, eventsQuery, findEdge, listEvents } from '../../packages/server/src/storage/audit.ts';
import type { Tx } from '../../packages/server/src/storage/store.ts';
import type { SealableEvent } from '../../packages/server/src/storage/tables.ts';
import { type MadeAccount, makeAccount, signIn } from '../support/accounts.ts';
import { TEST_TIME } from '../support/clock.ts';
import { makeDeps } from '../support/deps.ts';
import { describeOnBoth } from '../support/stores.ts';
import { factsOf } from '../support/use-case.ts';

const COUNT = 120_000;
const PAGE = 1001;
/** Three events in each millisecond: their order is the ids'. */
const timeOf = (number: number): number => TEST_TIME + Math.floor(number / 3);

const row = (accountId: AccountId, number: number): SealableEvent => {
  const at = timeOf(number);
  return {
    id: makeOrderedId('evnt', at, systemRandom.bytes(16)),
    account_id: accountId,
    at,
    operation: number % 1000 === 0 ? 'sign-in.key' : 'account.rename',
    outcome: number % 40_000 === 7 ? 'refused' : 'done',
    reason: null,
    actor: 'holder',
    session_id: null,
    credential_id: null,
    ip: null,
    country_code: null,
    device: null,
    user_agent: null,
    request_id: null,
    subject: null,
    used_key_id: null,
    key_name: null,
    effective_at: null,
    position: null,
  };
};

async function fill(tx: Tx, rows: readonly SealableEvent[]): Promise<void> {
  const chunk = 1000;
  for (let at = 0; at < rows.length; at += chunk) {
    await tx.q
      .insertInto('audit_event')
      .values(rows.slice(at, at + chunk))
      .execute();
  }
}

describeOnBoth('an activity of 120,000 events', (database) => {
  let account: MadeAccount;
  let accountId: AccountId;
  const strangers = Array.from({ length: 20 }, () => makeId('acct', systemRandom.bytes(16)));
  let newestFirst: readonly EventId[];
  beforeAll(async () => {
    account = await makeAccount(makeDeps(database.store));
    accountId = account.id;
    const own = Array.from({ length: COUNT }, (_, number) => row(accountId, number));
    const others = Array.from({ length: 20_000 }, (_, number) => row(strangers[number % 20] as AccountId, number));
    newestFirst = own
      .map(({ id }) => id)
      .sort()
      .reverse();
    await database.store.write((tx) => fill(tx, own));
    await database.store.write((tx) => fill(tx, others));
    if (database.dialect === 'postgres') {
      // As its own clockwork does in time.
      await database.store.write((tx) => sql`analyze audit_event`.execute(tx.q).then(() => {}));
    }
  }, 120_000);

  const walk = async (filter: object): Promise<readonly EventId[]> => {
    const seen: EventId[] = [];
    for (let before: EventId | undefined; ; ) {
      const rows = await database.store.read((tx) => listEvents(tx, { accountId, ...filter, before, countMax: PAGE }));
      seen.push(...rows.map(({ id }) => id));
      before = rows.at(-1)?.id;
      if (rows.length < PAGE) return seen;
    }
  };

  test('comes in pages that neither overlap nor skip, in one order, three to a millisecond', async () => {
    expect(await walk({})).toEqual(newestFirst);
  });

  test('comes in pages between two moments, to the millisecond', async () => {
    const from = firstIdAt('evnt', TEST_TIME + 10_000);
    const before = firstIdAt('evnt', TEST_TIME + 12_000);
    const rows = await database.store.read((tx) => listEvents(tx, { accountId, from, before, countMax: 10_000 }));
    expect(rows).toHaveLength(6000);
    expect([rows.at(-1)?.at, rows[0]?.at]).toEqual([TEST_TIME + 10_000, TEST_TIME + 11_999]);
  });

  test('has an edge that bounds what one request looks through', async () => {
    const edge = await database.store.read((tx) => findEdge(tx, { accountId }, 10_000));
    expect(edge).toBe(newestFirst[9999]);
    const few = { accountId, from: newestFirst[99] };
    expect(await database.store.read((tx) => findEdge(tx, few, 100))).toBe(newestFirst[99]);
    expect(await database.store.read((tx) => findEdge(tx, few, 101))).toBeNull();
  });

  test('is looked through 10,000 at a time for what is rare, and nothing of it is missed', async () => {
    const deps = makeDeps(database.store);
    const caller = await signIn(deps, account);
    const found: number[] = [];
    const reached: (number | null)[] = [];
    for (let before: EventId | undefined; ; ) {
      const { events, next, searchedTo } = factsOf(await listActivity(deps, caller, { show: 'refused', before }));
      found.push(...events.map(({ at }) => at));
      reached.push(searchedTo);
      if (next === null) break;
      before = next;
    }
    expect(found).toEqual([80_007, 40_007, 7].map(timeOf));
    expect(reached).toHaveLength(COUNT / 10_000 + 1);
    expect(reached[0]).toBe(timeOf(COUNT - 10_000));
    expect(reached.at(-1)).toBeNull();
  });

  test.each<[string, object]>([
    ['everything', {}],
    ['what was refused', { outcome: 'refused' }],
    ['some operations', { operations: ['sign-in.key', 'sign-up.complete'] }],
    ['what staff did', { actor: 'staff' }],
  ])('%s is read out of the stretch of the index that was asked for, and of nothing else', async (_, filter) => {
    const middle = newestFirst[60_000];
    const range = { accountId, before: middle, from: newestFirst[70_000] };
    const plans = await database.store.read((tx) =>
      Promise.all([
        explain(tx, eventsQuery(tx, { ...range, ...filter, countMax: 51 })),
        explain(tx, edgeQuery(tx, { accountId, before: middle }, 10_000)),
      ]),
    );
    for (const plan of plans) {
      expect(plan).toContain('audit_event_account');
      expect(plan).not.toMatch(/seq scan|scan audit_event\b|pkey|temp b-tree/i);
    }
  });
});

async function explain(
  tx: Tx,
  query: { compile(): { readonly sql: string; readonly parameters: readonly unknown[] } },
) {
  const { sql: text, parameters } = query.compile();
  const parts = text.split(tx.dialect === 'sqlite' ? '?' : /\$\d+/);
  const filled = parts.flatMap((part, index) =>
    index === parts.length - 1 ? [sql.raw(part)] : [sql.raw(part), sql`${sql.lit(parameters[index])}`],
  );
  const asked = sql`${sql.raw(tx.dialect === 'sqlite' ? 'explain query plan ' : 'explain ')}${sql.join(filled, sql.raw(''))}`;
  const { rows } = await asked.execute(tx.q);
  return JSON.stringify(rows);
}
