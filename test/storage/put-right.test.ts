// Once a clock that ran ahead is put right and believed, nothing on record happened later than now; and every column that
// holds a time says what becomes of it.

import { expect, test } from 'vitest';
import type { AccountId } from '../../packages/server/src/domain/id.ts';
import { suspendCredential } from '../../packages/server/src/storage/credential.ts';
import { AT_MOST, MOMENTS, NAMING, putRight } from '../../packages/server/src/storage/put-right.ts';
import type { Tx } from '../../packages/server/src/storage/store.ts';
import { BUILT_IN, makeAccount, ROAMING, signIn } from '../support/accounts.ts';
import { TEST_TIME } from '../support/clock.ts';
import { makeDeps } from '../support/deps.ts';
import { describeOnBoth } from '../support/stores.ts';
import { PERSON_COLUMNS } from './person-columns.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const AHEAD = TEST_TIME + 60 * DAY;
const BELIEVED = TEST_TIME + 2 * DAY;

/** Columns of times that stay as they are, under the reason why. */
const LEFT: Readonly<Record<string, readonly string[]>> = {
  'what was signed or sealed is never written again': [
    'audit_event.at',
    'audit_event.effective_at',
    'log_checkpoint.signed_at',
    'log_cosignature.at',
  ],
  'says what clocks showed': [
    'clock_state.doubted_from',
    'clock_state.moved_at',
    'clock_gap.from_at',
    'clock_gap.until_at',
    'clock_node.wall_at',
  ],
  'compared with another like it, and with no clock': ['recovery_key.made_at', 'recovery_case.key_made_at'],
  'its reader minds a time that lies ahead': [
    'refusal_window.from_at',
    'throttle.resets_at',
    'totp_verifier.last_step',
    'training_exclusion.from_at',
    'training_exclusion.until_at',
    'audit_stream.next_at',
    'audit_stream.claimed_until',
    'outbox.next_at',
    'outbox.claimed_until',
  ],
  'moves with the moment beside it': ['former_factor.from_at'],
  'kept for longer, and nothing else': ['spent.expires_at', 'webhook_delivery.at'],
  'over, where it was begun or used later than now': [
    'flow.created_at',
    'flow.expires_at',
    'session.created_at',
    'session.last_seen_at',
    'session.ends_at',
    'session.fresh_at',
    'session.second_at',
  ],
  'a record for the operator': [
    'restoration.at',
    'restoration.taken_at',
    'restoration.decided_at',
    'erasure.erased_at',
    'erasure.overwritten_at',
    'schema_migration.applied_at',
  ],
};

type Row = Readonly<Record<string, unknown>> & { readonly until_at?: unknown };
type Rows = Readonly<
  Record<'account' | 'password_verifier' | 'credential' | 'session' | 'flow' | 'former_email', readonly Row[]>
>;

describeOnBoth('a clock that ran ahead and was put right', (database) => {
  /** The rows of an account. */
  const rowsOf = (id: AccountId) =>
    database.store.read(async (tx): Promise<Rows> => {
      const all = async (table: keyof Rows) =>
        (await tx.q
          .selectFrom(table)
          .selectAll()
          .where('account_id' as never, '=', id as never)
          .execute()) as Row[];
      const account = (await tx.q.selectFrom('account').selectAll().where('id', '=', id).execute()) as unknown as Row[];
      const former = await all('former_email');
      return {
        account,
        password_verifier: await all('password_verifier'),
        credential: await all('credential'),
        session: await all('session'),
        flow: await all('flow'),
        former_email: former.toSorted((a, b) => Number(a.until_at) - Number(b.until_at)),
      };
    });
  const write = <T>(work: (tx: Tx) => Promise<T>) => database.store.write(work);

  test('every column that holds a time is moved, ended or left for a reason', async () => {
    const columns = Object.entries(PERSON_COLUMNS).flatMap(([table, { given, withheld }]) =>
      [...given, ...Object.values(withheld).flat()].map((column) => `${table}.${column}`),
    );
    const of = (table: object) =>
      Object.entries(table).flatMap(([name, all]) => [all].flat(3).map((column) => `${name}.${column}`));
    const said = [...of(MOMENTS), ...of(NAMING), ...of(AT_MOST), ...Object.values(LEFT).flat()];
    // Not the span of a date that is counted from now.
    const isTime = (column: string) => !/\.\d+$/.test(column);
    const times = columns.filter((column) => /[._](at|until|since|from|step)$/.test(column));
    expect(said.filter(isTime).toSorted()).toEqual(times.toSorted());
  });

  test('nothing happened later than now; what was counted from it keeps its distance', async () => {
    const deps = makeDeps(database.store);
    const asked = { password: 'nine quiet herons', totp: true, keys: [ROAMING, BUILT_IN], at: AHEAD };
    const { id } = await makeAccount(deps, asked);
    const right = await makeAccount(deps, { ...asked, at: TEST_TIME });
    const before = await rowsOf(right.id);
    await write((tx) => putRight(tx, TEST_TIME, BELIEVED));
    const times = await rowsOf(id);
    expect(times).toMatchObject({
      account: [{ created_at: BELIEVED }],
      password_verifier: [{ set_at: BELIEVED }],
      credential: [
        { created_at: BELIEVED, trusted_at: BELIEVED },
        { created_at: BELIEVED, trusted_at: BELIEVED },
      ],
    });
    expect(await rowsOf(right.id)).toEqual(before);
  });

  test('a new key is new for fourteen days from now; one that an enrolment made trusted is', async () => {
    const { id, keys } = await makeAccount(makeDeps(database.store), {
      keys: [
        { ...ROAMING, trustedAt: AHEAD + 14 * DAY },
        { ...BUILT_IN, trustedAt: AHEAD + HOUR },
      ],
      at: AHEAD,
    });
    await write((tx) => putRight(tx, TEST_TIME, BELIEVED));
    const trustedAt = (index: number) =>
      database.store.read((tx) =>
        tx.q
          .selectFrom('credential')
          .select('trusted_at')
          .where('account_id', '=', id)
          .where('id', '=', keys[index]?.id as never)
          .executeTakeFirst(),
      );
    expect(await trustedAt(0)).toEqual({ trusted_at: BELIEVED + 14 * DAY });
    expect(await trustedAt(1)).toEqual({ trusted_at: BELIEVED });
  });

  test('a key that was shut out in doubt, while it was new, was never trusted', async () => {
    const made = { ...ROAMING, trustedAt: TEST_TIME + DAY };
    const { id } = await makeAccount(makeDeps(database.store), { keys: [made], at: TEST_TIME - 13 * DAY });
    for (const at of [TEST_TIME + DAY, AHEAD]) {
      await write(async (tx) => {
        await tx.q.updateTable('credential').set({ suspended_at: at }).where('account_id', '=', id).execute();
        await putRight(tx, TEST_TIME, BELIEVED);
      });
      const [row] = (await rowsOf(id)).credential;
      expect(row?.suspended_at).toBe(TEST_TIME + DAY - 1);
    }
  });

  test('addresses and factors that were replaced keep their order, each at a moment of its own', async () => {
    const { id } = await makeAccount(makeDeps(database.store));
    const row = (untilAt: number) => ({
      account_id: id,
      email: 'a@example.org',
      email_key: 'a@example.org',
      until_at: untilAt,
    });
    const rows = [TEST_TIME, BELIEVED, AHEAD, AHEAD + 1].map(row);
    await write(async (tx) => {
      await tx.q.insertInto('former_email').values(rows).execute();
      await putRight(tx, TEST_TIME, BELIEVED);
    });
    const { former_email } = await rowsOf(id);
    expect(former_email.map(({ until_at }) => until_at)).toEqual([TEST_TIME, BELIEVED - 2, BELIEVED - 1, BELIEVED]);
  });

  test('a session of that time is over, and so is what is half done', async () => {
    const deps = makeDeps(database.store);
    const account = await makeAccount(deps, { keys: [ROAMING] });
    const ahead = await signIn(deps, account, { now: AHEAD });
    const now = await signIn(deps, account, { now: BELIEVED - HOUR });
    const flow = (name: string, createdAt: number) => ({
      flow_key: name,
      kind: 'sign-in',
      account_id: account.id,
      session_id: null,
      state_sealed: '',
      code_hash: null,
      tries_left: 1,
      created_at: createdAt,
      expires_at: createdAt + HOUR,
    });
    await write(async (tx) => {
      await tx.q
        .insertInto('flow')
        .values([flow('ahead', AHEAD), flow('now', BELIEVED)])
        .execute();
      await putRight(tx, TEST_TIME, BELIEVED);
    });
    const { session, flow: flows } = await rowsOf(account.id);
    const endsOf = (id: string) => session.find((one) => one.id === id)?.ends_at ?? 0;
    expect(endsOf(ahead.session.id)).toBe(BELIEVED);
    expect(endsOf(now.session.id)).toBeGreaterThan(BELIEVED);
    expect(flows.map(({ flow_key }) => flow_key)).toEqual(['now']);
  });

  test('by a clock that is behind, a key is shut out no earlier than it was last used', async () => {
    const { id, keys } = await makeAccount(makeDeps(database.store), { keys: [ROAMING], at: TEST_TIME });
    const key = keys[0]?.id;
    if (!key) throw new Error('a key was made');
    const suspendedAt = async (usedAt: number | null) => {
      await write(async (tx) => {
        const back = { last_used_at: usedAt, suspended_at: null };
        await tx.q.updateTable('credential').set(back).where('account_id', '=', id).execute();
        await suspendCredential(tx, id, key, { by: 'link', at: TEST_TIME - 10 * DAY });
      });
      return (await rowsOf(id)).credential[0]?.suspended_at;
    };
    expect(await suspendedAt(null)).toBe(TEST_TIME);
    expect(await suspendedAt(TEST_TIME + DAY)).toBe(TEST_TIME + DAY);
  });
});
