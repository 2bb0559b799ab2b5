// What is half done: flows with their tries, enrolments with their staged keys, holds with their announcements.

import { expect, test } from 'vitest';
import { sampleHold } from '../../packages/server/src/domain/hold/hold.sample.ts';
import { HOLD_MS } from '../../packages/server/src/domain/hold/hold.ts';
import { type AccountId, makeId, type SessionId } from '../../packages/server/src/domain/id.ts';
import { STAGED_MS } from '../../packages/server/src/domain/staged/staged.ts';
import { systemRandom } from '../../packages/server/src/platform/random.ts';
import {
  beginEnrolment,
  dropEnrolment,
  findEnrolment,
  goOnEnrolment,
} from '../../packages/server/src/storage/enrolment.ts';
import { findFlow, putFlow, takeTry, updateFlow } from '../../packages/server/src/storage/flow.ts';
import {
  accountsWithDueHolds,
  endHold,
  insertHold,
  listOpenHolds,
  recordAnnouncement,
} from '../../packages/server/src/storage/hold.ts';
import {
  activateRecoveryKeys,
  listRecoveryKeys,
  markRecoveryKeyProved,
  recoveryKeyHashes,
  stagedRecoveryKeyHashes,
  stageRecoveryKeys,
} from '../../packages/server/src/storage/recovery-key.ts';
import type { Tx } from '../../packages/server/src/storage/store.ts';
import { sweep } from '../../packages/server/src/storage/sweep.ts';
import type { FlowRow } from '../../packages/server/src/storage/tables.ts';
import { beginExclusion, endExclusion, listExclusions } from '../../packages/server/src/storage/training-exclusion.ts';
import { makeAccount } from '../support/accounts.ts';
import { TEST_TIME } from '../support/clock.ts';
import { makeDeps } from '../support/deps.ts';
import { describeOnBoth } from '../support/stores.ts';

describeOnBoth('a flow', (database) => {
  const write = <T>(work: (tx: Tx) => Promise<T>) => database.store.write(work);
  const put = async (key: string, change: Partial<FlowRow> & { kind?: 'sign-in' | 'totp' | 'setup' } = {}) => {
    const row = {
      flow_key: key,
      kind: 'sign-in',
      account_id: null,
      session_id: null,
      state_sealed: 'state',
      code_hash: null,
      tries_left: 3,
      created_at: TEST_TIME,
      expires_at: TEST_TIME + 1000,
      ...change,
    } as const;
    await write((tx) => putFlow(tx, row));
    return row;
  };
  const find = (key: string, now = TEST_TIME, kind: 'sign-in' | 'totp' = 'sign-in') =>
    database.store.read((tx) => findFlow(tx, kind, key, now));

  test('is found until it expires, and only as what it is', async () => {
    const row = await put('kind');
    expect(await find('kind', TEST_TIME + 999)).toEqual(row);
    expect(await find('kind', TEST_TIME + 1000)).toBeNull();
    expect(await find('kind', TEST_TIME, 'totp')).toBeNull();
  });

  test('takes the place of an earlier one under its key, tries and all', async () => {
    await put('again');
    await write((tx) => takeTry(tx, 'again'));
    const second = await put('again', { state_sealed: 'second', expires_at: TEST_TIME + 5000 });
    expect(await find('again', TEST_TIME + 4000)).toEqual(second);
  });

  test('gives as many tries as it has, however many ask at once', async () => {
    await put('tries');
    const taken = await Promise.all(Array.from({ length: 12 }, () => write((tx) => takeTry(tx, 'tries'))));
    expect(taken.filter((one) => one)).toHaveLength(3);
    expect((await find('tries'))?.tries_left).toBe(0);
  });

  test('changes in place; one that is gone cannot be changed', async () => {
    await put('change');
    await write((tx) => updateFlow(tx, 'change', { state_sealed: 'next', code_hash: null }));
    expect(await find('change')).toMatchObject({ state_sealed: 'next', tries_left: 3 });
    await expect(write((tx) => updateFlow(tx, 'not there', { tries_left: 9 }))).rejects.toThrow('touched 0');
  });
});

describeOnBoth('an enrolment', (database) => {
  const write = <T>(work: (tx: Tx) => Promise<T>) => database.store.write(work);
  const [first, second] = ['sess_first', 'sess_second'] as SessionId[] as [SessionId, SessionId];
  const of = (accountId: AccountId, sessionId = first) => ({ accountId, sessionId });
  const find = (id: AccountId, session = first, now = TEST_TIME) =>
    database.store.read((tx) => findEnrolment(tx, of(id, session), now));
  const begin = async () => {
    const { id } = await makeAccount(makeDeps(database.store));
    await write((tx) => beginEnrolment(tx, of(id), TEST_TIME));
    return id;
  };

  test('is found by the session that began it alone', async () => {
    const id = await begin();
    expect(await find(id)).toEqual({ startedAt: TEST_TIME, waitHours: null, recoveryKeys: [], addedKeys: [] });
    expect(await find(id, second)).toBeNull();
  });

  test('runs out an hour after it was last gone on with', async () => {
    const id = await begin();
    expect(await find(id, first, TEST_TIME + STAGED_MS - 1)).not.toBeNull();
    expect(await find(id, first, TEST_TIME + STAGED_MS)).toBeNull();
    await write((tx) => goOnEnrolment(tx, of(id), TEST_TIME + 1000, { waitHours: 72 }));
    expect(await find(id, first, TEST_TIME + STAGED_MS)).toMatchObject({ waitHours: 72 });
    expect(await find(id, first, TEST_TIME + STAGED_MS + 1000)).toBeNull();
  });

  test('remembers the keys that its session added, in their order', async () => {
    const id = await begin();
    const [one, two] = [makeId('cred', new Uint8Array(16).fill(1)), makeId('cred', new Uint8Array(16).fill(2))];
    await write((tx) => goOnEnrolment(tx, of(id), TEST_TIME, { addedKey: one }));
    await write((tx) => goOnEnrolment(tx, of(id), TEST_TIME, { addedKey: two }));
    expect((await find(id))?.addedKeys).toEqual([one, two]);
  });

  test('begun by another session takes the place of the first, and of what that had staged', async () => {
    const id = await begin();
    await write((tx) => stageRecoveryKeys(tx, id, ['planted-1', 'planted-2'], TEST_TIME, first));
    await write((tx) => beginEnrolment(tx, of(id, second), TEST_TIME + 1));
    expect(await find(id)).toBeNull();
    expect(await find(id, second)).toMatchObject({ startedAt: TEST_TIME + 1, recoveryKeys: [] });
  });

  test('stages recovery keys in place of earlier ones, proves one, and makes them live', async () => {
    const id = await begin();
    await write((tx) => stageRecoveryKeys(tx, id, ['old-1', 'old-2', 'old-3'], TEST_TIME, first));
    await write((tx) => stageRecoveryKeys(tx, id, ['new-1', 'new-2'], TEST_TIME + 1, first));
    const hashes = await database.store.read((tx) => stagedRecoveryKeyHashes(tx, id, first));
    expect(hashes.map((row) => row.key_hash).sort()).toEqual(['new-1', 'new-2']);
    expect(await database.store.read((tx) => stagedRecoveryKeyHashes(tx, id, second))).toEqual([]);
    await write((tx) => markRecoveryKeyProved(tx, id, 'staged', 2, TEST_TIME + 2));
    const keys = [
      { ordinal: 1, madeAt: TEST_TIME + 1, provedAt: null, spentAt: null },
      { ordinal: 2, madeAt: TEST_TIME + 1, provedAt: TEST_TIME + 2, spentAt: null },
    ];
    expect((await find(id))?.recoveryKeys).toEqual(keys);
    await write((tx) => activateRecoveryKeys(tx, id));
    const list = (state: 'staged' | 'live') => database.store.read((tx) => listRecoveryKeys(tx, id, state));
    expect([await list('live'), await list('staged')]).toEqual([keys, []]);
    await write((tx) => stageRecoveryKeys(tx, id, ['next-1'], TEST_TIME + 3));
    await write((tx) => activateRecoveryKeys(tx, id));
    expect(await list('live')).toEqual([{ ordinal: 1, madeAt: TEST_TIME + 3, provedAt: null, spentAt: null }]);
  });

  test('dropped takes its staged keys along; dropped again it says that there was none', async () => {
    const id = await begin();
    await write((tx) => stageRecoveryKeys(tx, id, ['a', 'b'], TEST_TIME, first));
    expect(await write((tx) => dropEnrolment(tx, id))).toBe(true);
    expect(await find(id)).toBeNull();
    expect(await database.store.read((tx) => recoveryKeyHashes(tx, id, 'staged'))).toEqual([]);
    expect(await write((tx) => dropEnrolment(tx, id))).toBe(false);
  });
});

describeOnBoth('a hold', (database) => {
  const write = <T>(work: (tx: Tx) => Promise<T>) => database.store.write(work);
  const start = async (nextAt = TEST_TIME + HOLD_MS / 2) => {
    const { id: accountId } = await makeAccount(makeDeps(database.store), { tier: 'advanced' });
    const hold = sampleHold({
      id: makeId('hold', systemRandom.bytes(16)),
      startedAt: TEST_TIME,
      ripensAt: TEST_TIME + HOLD_MS,
    });
    await write((tx) => insertHold(tx, accountId, hold, nextAt));
    return { accountId, hold };
  };
  const due = (now: number) => database.store.read((tx) => accountsWithDueHolds(tx, now, 100));

  test('waits until it ends, and ends in one way', async () => {
    const { accountId, hold } = await start();
    const waiting = () => database.store.read((tx) => listOpenHolds(tx, accountId));
    expect(await waiting()).toEqual([hold]);
    expect(await write((tx) => endHold(tx, accountId, hold.id, 'vetoed', TEST_TIME + 1))).toBe(true);
    expect(await waiting()).toEqual([]);
    expect(await write((tx) => endHold(tx, accountId, hold.id, 'done', TEST_TIME + 2))).toBe(false);
  });

  test('of another account cannot be ended', async () => {
    const { hold } = await start();
    const stranger = await start();
    expect(await write((tx) => endHold(tx, stranger.accountId, hold.id, 'vetoed', TEST_TIME))).toBe(false);
  });

  test('is due when its next announcement is, once, and not after it ended', async () => {
    const at = TEST_TIME + 1000;
    const { accountId, hold } = await start(at);
    expect(await due(at - 1)).not.toContain(accountId);
    expect((await due(at)).filter((id) => id === accountId)).toHaveLength(1);
    const noted = (nextAt: number) => ({ announced: 2, nextAt });
    expect(await write((tx) => recordAnnouncement(tx, hold, noted(at + 1000)))).toBe(true);
    expect(await due(at)).not.toContain(accountId);
    expect(await due(at + 1000)).toContain(accountId);
    await write((tx) => endHold(tx, accountId, hold.id, 'vetoed', at));
    expect(await due(at + 1000)).not.toContain(accountId);
    expect(await write((tx) => recordAnnouncement(tx, { ...hold, announced: 2 }, noted(at)))).toBe(false);
  });
});

describeOnBoth('a training exclusion', (database) => {
  test('has one open interval of a reason, and a new one once it ended, in that millisecond too', async () => {
    const { id } = await makeAccount(makeDeps(database.store));
    const list = () => database.store.read((tx) => listExclusions(tx, id));
    const write = <T>(work: (tx: Tx) => Promise<T>) => database.store.write(work);
    expect(await list()).toEqual([]);
    expect(await write((tx) => beginExclusion(tx, id, 'protection', TEST_TIME))).toBe(true);
    expect(await write((tx) => beginExclusion(tx, id, 'protection', TEST_TIME + 5))).toBe(false);
    expect(await write((tx) => beginExclusion(tx, id, 'opt-out', TEST_TIME))).toBe(true);
    expect(await write((tx) => endExclusion(tx, id, 'protection', TEST_TIME + 10))).toBe(true);
    expect(await write((tx) => endExclusion(tx, id, 'protection', TEST_TIME + 11))).toBe(false);
    expect(await write((tx) => beginExclusion(tx, id, 'protection', TEST_TIME + 10))).toBe(true);
    expect(await list()).toEqual([
      { reason: 'protection', from: TEST_TIME, until: TEST_TIME + 10 },
      { reason: 'opt-out', from: TEST_TIME + 1, until: null },
      { reason: 'protection', from: TEST_TIME + 10, until: null },
    ]);
  });

  test('begins now, whatever the clock said before', async () => {
    const { id } = await makeAccount(makeDeps(database.store));
    const list = () => database.store.read((tx) => listExclusions(tx, id));
    const write = <T>(work: (tx: Tx) => Promise<T>) => database.store.write(work);
    const DAY = 86_400_000;
    expect(await write((tx) => beginExclusion(tx, id, 'opt-out', TEST_TIME + DAY))).toBe(true);
    expect(await write((tx) => endExclusion(tx, id, 'opt-out', TEST_TIME + 2 * DAY))).toBe(true);
    expect(await write((tx) => beginExclusion(tx, id, 'opt-out', TEST_TIME))).toBe(true);
    expect(await list()).toEqual([
      { reason: 'opt-out', from: TEST_TIME, until: null },
      { reason: 'opt-out', from: TEST_TIME + DAY, until: TEST_TIME + 2 * DAY },
    ]);
  });
});

describeOnBoth('tidying', (database) => {
  test('takes what has expired and leaves what has not, the set-up link included', async () => {
    const flow = (key: string, expiresAt: number, kind: 'sign-in' | 'setup' = 'sign-in') => ({
      flow_key: key,
      kind,
      account_id: null,
      state_sealed: '',
      code_hash: null,
      tries_left: 1,
      created_at: TEST_TIME,
      expires_at: expiresAt,
    });
    const keys = await database.store.write(async (tx) => {
      await putFlow(tx, flow('gone', TEST_TIME - 1));
      await putFlow(tx, flow('stays', TEST_TIME + 1));
      await putFlow(tx, flow('set-up', TEST_TIME - 1, 'setup'));
      await sweep(tx, { before: TEST_TIME, spentBefore: null });
      return tx.q.selectFrom('flow').select('flow_key').orderBy('flow_key').execute();
    });
    expect(keys.map((row) => row.flow_key)).toEqual(['set-up', 'stays']);
  });
});
