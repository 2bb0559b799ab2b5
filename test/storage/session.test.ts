// Sessions: found by their token, ended by scope, tightened but never loosened.

import { expect, test } from 'vitest';
import type { CredentialId, SessionId } from '../../packages/server/src/domain/id.ts';
import {
  clearFreshness,
  type EndScope,
  endSessions,
  findSession,
  listSessions,
  rotateSession,
  SESSION_BY_TOKEN,
  tightenSessions,
  touchSessions,
} from '../../packages/server/src/storage/session.ts';
import type { Tx } from '../../packages/server/src/storage/store.ts';
import { type MadeAccount, makeAccount, signIn } from '../support/accounts.ts';
import { TEST_TIME } from '../support/clock.ts';
import { makeDeps } from '../support/deps.ts';
import { describeOnBoth } from '../support/stores.ts';

const HOUR = 3_600_000;

describeOnBoth('sessions', (database) => {
  const write = <T>(work: (tx: Tx) => Promise<T>) => database.store.write(work);
  const open = async (account: MadeAccount, key = account.keys[0] ?? null, now = TEST_TIME) =>
    (await signIn(makeDeps(database.store), account, { with: key, now })).session;
  const liveOf = async (account: MadeAccount): Promise<SessionId[]> =>
    (await database.store.read((tx) => listSessions(tx, account.id))).map((row) => row.id);
  const tokenHashOf = (id: SessionId) =>
    database.store.read(
      async (tx) =>
        (await tx.q.selectFrom('session').select('token_hash').where('id', '=', id).executeTakeFirstOrThrow())
          .token_hash,
    );

  /** Two accounts; the first has two sessions by its first key and one by its second. */
  const scene = async () => {
    const deps = makeDeps(database.store);
    const [mine, other] = [await makeAccount(deps, { tier: 'advanced' }), await makeAccount(deps)];
    const [firstKey, secondKey] = mine.keys;
    if (!firstKey || !secondKey) throw new Error('an advanced account has two keys');
    const a = await open(mine, firstKey);
    const b = await open(mine, firstKey, TEST_TIME + 1);
    const c = await open(mine, secondKey, TEST_TIME + 2);
    return { mine, other, foreign: await open(other), a, b, c, firstKey, secondKey };
  };
  const end = (scope: EndScope, now = TEST_TIME + 10) => write((tx) => endSessions(tx, scope, 'test', now));

  test('the check answers the session with the facts of its account, in numbers', async () => {
    const { mine, a, firstKey } = await scene();
    expect(await database.store.one(SESSION_BY_TOKEN, [await tokenHashOf(a.id)])).toEqual({
      id: a.id,
      account_id: mine.id,
      method: 'key',
      credential_id: firstKey.id,
      created_at: TEST_TIME,
      last_seen_at: TEST_TIME,
      idle_ms: HOUR,
      ends_at: TEST_TIME + 24 * HOUR,
      fresh_at: TEST_TIME,
      fresh_credential_id: firstKey.id,
      second_at: null,
      second_credential_id: null,
      second_recovery_key: null,
      email: mine.email,
      display_name: 'Ada',
      role: 'holder',
      tier: 'advanced',
      enrolment_required: 0,
      recovered_at: null,
    });
    expect(await database.store.one(SESSION_BY_TOKEN, ['no such token'])).toBeUndefined();
  });

  test('they are listed newest first, without those that ended', async () => {
    const { mine, a, b, c } = await scene();
    expect(await liveOf(mine)).toEqual([c.id, b.id, a.id]);
    expect(await end({ accountId: mine.id, only: b.id })).toBe(1);
    expect(await liveOf(mine)).toEqual([c.id, a.id]);
  });

  test('one is ended alone, and is found no more by id nor by token', async () => {
    const { mine, a, b, c } = await scene();
    const hash = await tokenHashOf(a.id);
    expect(await end({ accountId: mine.id, only: a.id })).toBe(1);
    expect(await liveOf(mine)).toEqual([c.id, b.id]);
    expect(await database.store.one(SESSION_BY_TOKEN, [hash])).toBeUndefined();
    expect(await database.store.read((tx) => findSession(tx, a.id))).toBeNull();
  });

  test('all others are ended but the one that asked', async () => {
    const { mine, other, foreign, b } = await scene();
    expect(await end({ accountId: mine.id, except: b.id })).toBe(2);
    expect(await liveOf(mine)).toEqual([b.id]);
    expect(await liveOf(other)).toEqual([foreign.id]);
  });

  test('everything of an account is ended, and nothing of another', async () => {
    const { mine, other, foreign } = await scene();
    expect(await end({ accountId: mine.id })).toBe(3);
    expect(await liveOf(mine)).toEqual([]);
    expect(await liveOf(other)).toEqual([foreign.id]);
  });

  test('those that a key opened are ended with it', async () => {
    const { mine, c, firstKey } = await scene();
    expect(await end({ accountId: mine.id, openedWith: firstKey.id })).toBe(2);
    expect(await liveOf(mine)).toEqual([c.id]);
  });

  test('a session of another account is not ended, however well its id is known', async () => {
    const { mine, other, foreign } = await scene();
    expect(await end({ accountId: mine.id, only: foreign.id })).toBe(0);
    expect(await liveOf(other)).toEqual([foreign.id]);
  });

  test('what ended before counts no more, and keeps its first time and reason', async () => {
    const { mine, a } = await scene();
    await end({ accountId: mine.id, only: a.id }, TEST_TIME + 10);
    expect(await end({ accountId: mine.id }, TEST_TIME + 20)).toBe(2);
    const row = await database.store.read((tx) =>
      tx.q.selectFrom('session').selectAll().where('id', '=', a.id).executeTakeFirstOrThrow(),
    );
    expect(row).toMatchObject({ ended_at: TEST_TIME + 10, end_reason: 'test' });
  });

  test('a rotated session has a new token and a dead old one; an ended session cannot rotate', async () => {
    const { mine, a, secondKey } = await scene();
    const old = await tokenHashOf(a.id);
    const change = { tokenHash: `new ${a.id}`, freshAt: TEST_TIME + 5, freshCredentialId: secondKey.id };
    expect(await write((tx) => rotateSession(tx, a.id, change))).toBe(true);
    expect(await database.store.one(SESSION_BY_TOKEN, [old])).toBeUndefined();
    expect(await database.store.one(SESSION_BY_TOKEN, [change.tokenHash])).toMatchObject({
      id: a.id,
      fresh_at: TEST_TIME + 5,
      fresh_credential_id: secondKey.id,
      last_seen_at: TEST_TIME + 5,
    });
    await end({ accountId: mine.id, only: a.id });
    expect(await write((tx) => rotateSession(tx, a.id, { ...change, tokenHash: 'another' }))).toBe(false);
  });

  test('where a removed key proved presence it has to be proved again, elsewhere not', async () => {
    const { mine, a, c, firstKey } = await scene();
    await write((tx) => clearFreshness(tx, mine.id, firstKey.id));
    const fresh = (id: SessionId) => database.store.read((tx) => findSession(tx, id));
    expect(await fresh(a.id)).toMatchObject({ fresh_at: 0, fresh_credential_id: null });
    expect((await fresh(c.id))?.fresh_at).toBe(TEST_TIME + 2);
  });

  test('lifetimes are tightened and never loosened', async () => {
    const { mine, a } = await scene();
    const limits = () => database.store.read((tx) => findSession(tx, a.id));
    await write((tx) => tightenSessions(tx, mine.id, 2 * HOUR, 48 * HOUR));
    expect(await limits()).toMatchObject({ idle_ms: HOUR, ends_at: TEST_TIME + 24 * HOUR });
    await write((tx) => tightenSessions(tx, mine.id, HOUR / 4, 12 * HOUR));
    expect(await limits()).toMatchObject({ idle_ms: HOUR / 4, ends_at: TEST_TIME + 12 * HOUR });
  });

  test('last-seen times move forward only', async () => {
    const { a, b } = await scene();
    const seen = async (id: SessionId) => (await database.store.read((tx) => findSession(tx, id)))?.last_seen_at;
    await write((tx) =>
      touchSessions(
        tx,
        new Map([
          [a.id, TEST_TIME + 50],
          [b.id, TEST_TIME + 60],
        ]),
      ),
    );
    await write((tx) =>
      touchSessions(
        tx,
        new Map([
          [a.id, TEST_TIME + 20],
          [b.id, TEST_TIME + 70],
        ]),
      ),
    );
    expect([await seen(a.id), await seen(b.id)]).toEqual([TEST_TIME + 50, TEST_TIME + 70]);
  });

  test('a key that is gone opened nothing', async () => {
    const { mine } = await scene();
    expect(await end({ accountId: mine.id, openedWith: 'cred_none' as CredentialId })).toBe(0);
  });
});
