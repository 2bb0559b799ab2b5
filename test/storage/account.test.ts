// Accounts: what rules get to see, what protection deletes, and the floor that storage itself defends.

import { describe, expect, test } from 'vitest';
import { standing } from '../../packages/server/src/domain/account/standing.ts';
import type { AccountId } from '../../packages/server/src/domain/id.ts';
import {
  assertFloor,
  findAccountByEmail,
  findUserHandle,
  loadAccount,
  lockAccount,
  setDisplayName,
  setEmail,
  setFrozen,
  setProtected,
  setStandard,
  setTier,
} from '../../packages/server/src/storage/account.ts';
import { deleteCredential } from '../../packages/server/src/storage/credential.ts';
import { listRecoveryKeys } from '../../packages/server/src/storage/recovery-key.ts';
import type { Tx } from '../../packages/server/src/storage/store.ts';
import { deletePassword, findPassword, findTotp, setPassword } from '../../packages/server/src/storage/verifier.ts';
import { BUILT_IN, type MadeAccount, makeAccount, ROAMING } from '../support/accounts.ts';
import { TEST_TIME } from '../support/clock.ts';
import { makeDeps } from '../support/deps.ts';
import { describeOnBoth } from '../support/stores.ts';

const NOBODY = 'acct_nobody' as AccountId;

describeOnBoth('an account', (database) => {
  const write = <T>(work: (tx: Tx) => Promise<T>) => database.store.write(work);
  const load = (id: AccountId) => database.store.read((tx) => loadAccount(tx, id));
  const make = (asked?: Parameters<typeof makeAccount>[1]) => makeAccount(makeDeps(database.store), asked);

  test('that does not exist is null, and cannot be locked', async () => {
    expect(await load(NOBODY)).toBeNull();
    expect(await write((tx) => lockAccount(tx, NOBODY))).toBe(false);
    const made = await make();
    expect(await write((tx) => lockAccount(tx, made.id))).toBe(true);
  });

  test('of the standard tier shows when its password and app were set, never what they are', async () => {
    const made = await make({ password: 'correct horse battery', totp: true, at: TEST_TIME });
    expect(await load(made.id)).toEqual({
      id: made.id,
      tier: 'standard',
      email: made.email,
      displayName: 'Ada',
      role: 'holder',
      createdAt: TEST_TIME,
      frozenAt: null,
      takenBackAt: null,
      emailContestedAt: null,
      emailDecidedAt: null,
      credentials: [],
      enrolmentRequired: false,
      password: { setAt: TEST_TIME },
      totp: { setAt: TEST_TIME },
      backupCodes: null,
    });
  });

  test.each(['advanced', 'hardware'] as const)(
    'of the %s tier has keys and recovery keys, and no password',
    async (tier) => {
      const made = await make({ tier, at: TEST_TIME });
      const account = await load(made.id);
      expect(account).toMatchObject({ tier, protectedSince: TEST_TIME, waitHours: 72 });
      expect(account).not.toHaveProperty('password');
      expect(account?.credentials.map((credential) => credential.id)).toEqual(made.keys.map((key) => key.id));
      expect(account && standing(account).unmet).toEqual([]);
      expect(account?.tier === tier && account.recoveryKeys).toMatchObject([{ ordinal: 1 }, { ordinal: 2 }]);
    },
  );

  test('is found by its address in any spelling, and an address has one account', async () => {
    const made = await make({ email: `Grace.Hopper+${database.dialect}@Example.com` });
    const spelt = `grace.hopper+${database.dialect}@EXAMPLE.com`;
    expect((await database.store.read((tx) => findAccountByEmail(tx, spelt)))?.id).toBe(made.id);
    const other = await make();
    expect(await write((tx) => setEmail(tx, other.id, spelt, TEST_TIME))).toBe(false);
    expect((await load(other.id))?.email).toBe(other.email);
    expect(await write((tx) => setEmail(tx, made.id, spelt, TEST_TIME))).toBe(true);
    expect((await load(made.id))?.email).toBe(spelt);
  });

  test('that is gone cannot be changed: an update that finds nobody faults', async () => {
    await expect(write((tx) => setDisplayName(tx, NOBODY, 'Nobody'))).rejects.toThrow('touched 0');
    await expect(write((tx) => setTier(tx, NOBODY, 'advanced'))).rejects.toThrow('touched 0');
  });

  test('keeps its user handle, takes a new name, can be frozen and thawed', async () => {
    const made = await make();
    await write(async (tx) => {
      await setDisplayName(tx, made.id, 'Ada Lovelace');
      await setFrozen(tx, made.id, TEST_TIME);
    });
    expect(await load(made.id)).toMatchObject({ displayName: 'Ada Lovelace', frozenAt: TEST_TIME });
    await write((tx) => setFrozen(tx, made.id, null));
    expect(await load(made.id)).toMatchObject({ frozenAt: null });
    expect(await database.store.read((tx) => findUserHandle(tx, made.id))).toBe(made.userHandle);
  });

  test('that becomes protected loses its password and its app in the same transaction', async () => {
    const made = await make({ password: 'correct horse battery', totp: true, keys: [BUILT_IN, ROAMING] });
    const verifiers = () =>
      database.store.read(async (tx) => [await findPassword(tx, made.id), await findTotp(tx, made.id)]);
    expect(await verifiers()).toEqual([expect.any(String), expect.any(String)]);
    const fault = write(async (tx) => {
      await setProtected(tx, made.id, 'advanced', 168, TEST_TIME);
      throw new Error('a fault');
    });
    await expect(fault).rejects.toThrow('a fault');
    expect(await verifiers()).toEqual([expect.any(String), expect.any(String)]);
    await write((tx) => setProtected(tx, made.id, 'advanced', 168, TEST_TIME));
    expect(await verifiers()).toEqual([null, null]);
    expect(await load(made.id)).toMatchObject({ tier: 'advanced', waitHours: 168, protectedSince: TEST_TIME });
  });

  test('that becomes standard again keeps its keys and loses its recovery keys', async () => {
    const made = await make({ tier: 'advanced' });
    await write((tx) => setStandard(tx, made.id));
    expect(await load(made.id)).toMatchObject({ tier: 'standard', password: null, totp: null });
    expect((await load(made.id))?.credentials).toHaveLength(2);
    expect(await database.store.read((tx) => listRecoveryKeys(tx, made.id, 'live'))).toEqual([]);
  });

  describe('its floor', () => {
    /** Makes a change and lets storage judge it, as every signed-in operation does. */
    const change = (made: MadeAccount, act: (tx: Tx) => Promise<unknown>) =>
      write(async (tx) => {
        const before = await loadAccount(tx, made.id);
        await act(tx);
        await assertFloor(tx, made.id, before && standing(before));
      });
    const keyOf = (made: MadeAccount, index: number) => made.keys[index]?.id ?? ('cred_none' as never);

    test('is defended by storage: a change that breaks it faults, and nothing of it stays', async () => {
      const made = await make({ tier: 'advanced' });
      await expect(change(made, (tx) => deleteCredential(tx, made.id, keyOf(made, 0), TEST_TIME))).rejects.toThrow(
        'two-keys',
      );
      expect((await load(made.id))?.credentials).toHaveLength(2);
    });

    test('wants a key that works elsewhere', async () => {
      const made = await make({ tier: 'advanced', keys: [BUILT_IN, BUILT_IN, ROAMING] });
      const act = (tx: Tx) => deleteCredential(tx, made.id, keyOf(made, 2), TEST_TIME);
      await expect(change(made, act)).rejects.toThrow('key-for-another-device');
      expect((await load(made.id))?.credentials).toHaveLength(3);
    });

    test('of hardware wants two keys whose makers are known', async () => {
      const made = await make({ tier: 'advanced' });
      await expect(change(made, (tx) => setTier(tx, made.id, 'hardware'))).rejects.toThrow('two-hardware-keys');
      expect((await load(made.id))?.tier).toBe('advanced');
    });

    test('of a standard account wants a way in', async () => {
      const made = await make();
      await expect(change(made, (tx) => deleteCredential(tx, made.id, keyOf(made, 0), TEST_TIME))).rejects.toThrow(
        'way-in',
      );
      const withPassword = await make({ password: 'correct horse battery', totp: true });
      await expect(change(withPassword, (tx) => deletePassword(tx, withPassword.id, TEST_TIME))).rejects.toThrow(
        'way-in',
      );
    });

    test('lets through what leaves it whole', async () => {
      const made = await make({ tier: 'advanced', keys: [BUILT_IN, ROAMING, ROAMING] });
      await change(made, (tx) => deleteCredential(tx, made.id, keyOf(made, 1), TEST_TIME));
      expect((await load(made.id))?.credentials).toHaveLength(2);
    });

    test('of a protected account suffers no password, wherever it came from', async () => {
      const made = await make({ tier: 'advanced' });
      const act = (tx: Tx) => setPassword(tx, made.id, 'smuggled in', TEST_TIME);
      await expect(change(made, act)).rejects.toThrow('holds a password or code verifier');
      expect(await database.store.read((tx) => findPassword(tx, made.id))).toBeNull();
    });
  });
});
