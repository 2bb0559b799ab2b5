// What is stored comes back as it was put in, of the same type, on both databases.

import { expect, test } from 'vitest';
import { sampleHold } from '../../packages/server/src/domain/hold/hold.sample.ts';
import { HOLD_MS } from '../../packages/server/src/domain/hold/hold.ts';
import { makeId, makeOrderedId } from '../../packages/server/src/domain/id.ts';
import { systemRandom } from '../../packages/server/src/platform/random.ts';
import { insertAuditEvent, listEvents } from '../../packages/server/src/storage/audit.ts';
import {
  insertCredential,
  KEY_FOR_SIGN_IN,
  listCredentials,
  recordUse,
} from '../../packages/server/src/storage/credential.ts';
import { findFlow, putFlow } from '../../packages/server/src/storage/flow.ts';
import { insertHold, listOpenHolds } from '../../packages/server/src/storage/hold.ts';
import type { AuditEventRow, CredentialRow } from '../../packages/server/src/storage/tables.ts';
import { makeAccount, registerKey } from '../support/accounts.ts';
import { TEST_TIME } from '../support/clock.ts';
import { makeDeps } from '../support/deps.ts';
import { describeOnBoth } from '../support/stores.ts';

describeOnBoth('stored values', (database) => {
  const NAME = 'Ключ 🔑 o’Brien \\ " \' %_ \u200d';
  const sealed = '{"nested":["quotes \' and \\\\ slashes"]}';

  test('a key comes back whole: bytes as bytes, counters and times as numbers, empty as null', async () => {
    const deps = makeDeps(database.store);
    const { id: accountId, userHandle } = await makeAccount(deps);
    const { row } = await registerKey(deps, { accountId, userHandle, at: TEST_TIME });
    const everyByte = Uint8Array.from({ length: 256 }, (_, index) => index);
    const stored: CredentialRow = {
      ...row,
      nickname: NAME,
      public_key: everyByte,
      attestation_object: new Uint8Array(0),
      // WebAuthn L3 §6.1: an unsigned 32-bit counter.
      sign_count: 2 ** 32 - 1,
      algorithm: -257,
    };
    await database.store.write((tx) => insertCredential(tx, stored));
    const read = await database.store.read((tx) =>
      tx.q.selectFrom('credential').selectAll().where('id', '=', row.id).executeTakeFirstOrThrow(),
    );
    expect(read.public_key).toBeInstanceOf(Uint8Array);
    const plain = (key: CredentialRow) => ({
      ...key,
      public_key: [...key.public_key],
      attestation_object: [...key.attestation_object],
    });
    expect(plain(read)).toEqual(plain(stored));
    const forSignIn = await database.store.one(KEY_FOR_SIGN_IN, [row.external_id]);
    expect(forSignIn).toMatchObject({
      id: row.id,
      sign_count: 2 ** 32 - 1,
      account_id: accountId,
      user_handle: userHandle,
    });
    expect([...(forSignIn?.public_key ?? [])]).toEqual([...everyByte]);
  });

  test('a use of a key moves its counter, backup state, time and country', async () => {
    const deps = makeDeps(database.store);
    const { id, keys } = await makeAccount(deps);
    const use = { signCount: 4_000_000_000, backedUp: true, now: TEST_TIME, countryCode: 'DE' };
    expect(await database.store.write((tx) => recordUse(tx, id, keys[0]?.id as never, use))).toBe(true);
    expect(await database.store.read((tx) => listCredentials(tx, id))).toMatchObject([
      { signCount: 4_000_000_000, backedUp: true, lastUsedAt: TEST_TIME },
    ]);
    const other = await makeAccount(deps);
    expect(await database.store.write((tx) => recordUse(tx, other.id, keys[0]?.id as never, use))).toBe(false);
  });

  test('counts and sums are numbers', async () => {
    const row = await database.store.read((tx) =>
      tx.q
        .selectFrom('credential')
        .select(({ fn }) => [fn.countAll().as('count'), fn.max('created_at').as('newest')])
        .executeTakeFirstOrThrow(),
    );
    expect(row).toEqual({ count: expect.any(Number), newest: expect.any(Number) });
  });

  test('times beyond 32 bits are exact, in holds and flows alike', async () => {
    const { id } = await makeAccount(makeDeps(database.store));
    const hold = sampleHold({
      id: makeId('hold', systemRandom.bytes(16)),
      kind: 'email.change',
      startedAt: TEST_TIME + 1,
      ripensAt: TEST_TIME + 1 + HOLD_MS,
      newEmail: NAME,
    });
    const flow = {
      flow_key: `values-${database.dialect}`,
      kind: 'email',
      account_id: id,
      state_sealed: sealed,
      code_hash: null,
      tries_left: 5,
      session_id: null,
      created_at: TEST_TIME,
      expires_at: 8_640_000_000_000_000,
    } as const;
    await database.store.write(async (tx) => {
      await insertHold(tx, id, hold, hold.ripensAt);
      await putFlow(tx, flow);
    });
    expect(await database.store.read((tx) => listOpenHolds(tx, id))).toEqual([hold]);
    expect(await database.store.read((tx) => findFlow(tx, 'email', flow.flow_key, TEST_TIME))).toEqual(flow);
  });

  test('evidence comes back field by field, newest first, page by page', async () => {
    const { id } = await makeAccount(makeDeps(database.store));
    const events = Array.from({ length: 5 }, (_, index): AuditEventRow => {
      const at = TEST_TIME + index * 1000;
      return {
        id: makeOrderedId('evnt', at, systemRandom.bytes(16)),
        account_id: id,
        at,
        operation: index === 2 ? 'sign-in.key' : 'credential.rename',
        outcome: index % 2 === 0 ? 'done' : 'refused',
        reason: index % 2 === 0 ? null : 'not-found',
        actor: 'holder',
        session_id: null,
        credential_id: null,
        ip: '2001:db8::7',
        country_code: 'DE',
        device: NAME,
        user_agent: NAME,
        request_id: 'request-1',
        subject: sealed,
        used_key_id: null,
        key_name: NAME,
        effective_at: index === 4 ? at + HOLD_MS : null,
      };
    });
    await database.store.write(async (tx) => {
      for (const event of events) insertAuditEvent(tx, event);
    });
    const list = (filter: object) =>
      database.store.read((tx) => listEvents(tx, { accountId: id, countMax: 10, ...filter }));
    // None of them is sealed yet.
    const newestFirst = events.map((event) => ({ ...event, position: null })).toReversed();
    expect(await list({})).toEqual(newestFirst);
    expect(await list({ countMax: 2 })).toEqual(newestFirst.slice(0, 2));
    expect(await list({ countMax: 2, before: newestFirst[1]?.id })).toEqual(newestFirst.slice(2, 4));
    expect(await list({ outcome: 'refused' })).toEqual(newestFirst.filter((event) => event.outcome === 'refused'));
    expect(await list({ operations: ['sign-in.key'] })).toEqual([newestFirst[2]]);
  });
});
