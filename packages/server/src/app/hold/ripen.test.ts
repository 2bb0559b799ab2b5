// Carrying out holds: at their time and not before, once, each kind in full, on record as the clockwork's doing.

import { expect, it } from 'vitest';
import {
  type AccountAsked,
  HARDWARE,
  type MadeAccount,
  makeAccount,
  makeCaller,
  ROAMING,
} from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { eachDoubt } from '../../../../../test/support/doubt.ts';
import { contentsOf, describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { HOLD_KINDS, HOLD_MS, type HoldKind, RIPE_MS } from '../../domain/hold/hold.ts';
import { loadAccount } from '../../storage/account.ts';
import { deleteCredential } from '../../storage/credential.ts';
import { endHold, listOpenHolds } from '../../storage/hold.ts';
import { listExclusions } from '../../storage/training-exclusion.ts';
import { ripenHolds } from './ripen.ts';
import { startHold } from './start.ts';

const RIPE = TEST_TIME + HOLD_MS;

describeUseCase('a hold', (world) => {
  const waiting = async (kind: HoldKind, newEmail: string | null = null, asked: AccountAsked = {}) => {
    const account = await makeAccount(world.deps, { tier: 'advanced', ...asked });
    const hold = await world.deps.store.write(async (tx) => {
      const loaded = await loadAccount(tx, account.id);
      if (!loaded) throw new Error('the account was just made');
      return startHold(world.deps, tx, loaded, { kind, newEmail, startedWith: null, caller: makeCaller() });
    });
    return { account, hold: factsOf(hold) };
  };
  const ripen = (account: MadeAccount, now = RIPE) =>
    leaves(world.deps, () => world.deps.store.write((tx) => ripenHolds(world.deps, tx, account.id, now)));
  const load = (account: MadeAccount) => world.deps.store.read((tx) => loadAccount(tx, account.id));

  it('is not carried out a millisecond early, and once at its time', async () => {
    const { account, hold } = await waiting('protection.leave');
    expect((await ripen(account, RIPE - 1)).changed).toEqual([]);
    expect((await ripen(account)).answer).toBe(1);
    const row = await world.deps.store.read((tx) =>
      tx.q.selectFrom('hold').selectAll().where('id', '=', hold.id).executeTakeFirst(),
    );
    expect(row).toMatchObject({ state: 'done', ended_at: RIPE });
    expect((await ripen(account)).changed).toEqual([]);
  });

  it.each(HOLD_KINDS)('%s whose time is over is put off by a clock in doubt, and happens afterwards', async (kind) => {
    const { account, hold } = await waiting(kind, kind === 'email.change' ? 'put-off@example.com' : null, {
      tier: 'hardware',
    });
    const [ripe, expired] = [hold.ripensAt, hold.ripensAt + RIPE_MS];
    await eachDoubt(world.deps, async (deps) => {
      for (const now of [ripe, expired]) {
        const put = () => deps.store.write((tx) => ripenHolds(deps, tx, account.id, now));
        expect(await leaves(deps, put)).toMatchObject({ answer: 0, changed: [] });
      }
    });
    expect((await ripen(account, ripe)).changed).not.toEqual([]);
  });

  it('to leave takes one to lower the floor along: it must not wait for a protection that is turned on later', async () => {
    const { account } = await waiting('protection.leave', null, { tier: 'hardware' });
    await world.deps.store.write(async (tx) => {
      const loaded = await loadAccount(tx, account.id);
      if (!loaded) throw new Error('the account was just made');
      const asked = {
        kind: 'protection.lower-floor',
        newEmail: null,
        startedWith: null,
        caller: makeCaller({ now: RIPE - 1 }),
      } as const;
      return startHold(world.deps, tx, loaded, asked);
    });
    await ripen(account);
    expect(await world.deps.store.read((tx) => listOpenHolds(tx, account.id))).toEqual([]);
  });

  it('to leave makes the account standard with its keys, without recovery keys, and ends the exclusion', async () => {
    const { account } = await waiting('protection.leave');
    const left = await ripen(account);
    expect(await load(account)).toMatchObject({
      tier: 'standard',
      password: null,
      totp: null,
      enrolmentRequired: false,
    });
    expect((await load(account))?.credentials).toHaveLength(2);
    expect(await world.deps.store.read((tx) => listExclusions(tx, account.id))).toEqual([
      { reason: 'protection', from: expect.any(Number), until: expect.any(Number) },
    ]);
    expect(left.events).toMatchObject([
      {
        operation: 'hold.ripen',
        outcome: 'done',
        actor: 'system',
        account_id: account.id,
        session_id: null,
        subject: 'protection.leave',
      },
    ]);
    expect(left.alerts).toEqual([`${account.email}: hold.ripen done`]);
    expect(left.changed).toEqual(['account', 'audit_event', 'hold', 'outbox', 'recovery_key', 'training_exclusion']);
  });

  it('to lower the floor leaves the account protected', async () => {
    const { account } = await waiting('protection.lower-floor', null, { tier: 'hardware' });
    const left = await ripen(account);
    expect(await load(account)).toMatchObject({ tier: 'advanced', recoveryKeys: [{}, {}] });
    expect(left.changed).toEqual(['account', 'audit_event', 'hold', 'outbox']);
  });

  it('to change the address tells the old one and the new one', async () => {
    const { account } = await waiting('email.change', 'arrived@example.com');
    const left = await ripen(account);
    expect((await load(account))?.email).toBe('arrived@example.com');
    expect(left.alerts).toEqual([`${account.email}: hold.ripen done`, 'arrived@example.com: hold.ripen done']);
  });

  it('to change the address to one that was taken meanwhile changes nothing, ends, and tells the old one alone', async () => {
    const { account } = await waiting('email.change', 'snatched@example.com');
    await makeAccount(world.deps, { email: 'snatched@example.com' });
    const left = await ripen(account);
    expect((await load(account))?.email).toBe(account.email);
    expect(left.alerts).toEqual([`${account.email}: hold.ripen done`]);
    expect(left.changed).toEqual(['audit_event', 'hold', 'outbox']);
  });

  it('that was stopped is never carried out', async () => {
    const { account, hold } = await waiting('protection.leave');
    await world.deps.store.write((tx) => endHold(tx, account.id, hold.id, 'vetoed', TEST_TIME));
    expect(await ripen(account)).toMatchObject({ answer: 0, changed: [] });
  });

  it('is carried out with every other that is ripe, and of this account alone', async () => {
    const { account } = await waiting('protection.leave');
    const other = await waiting('protection.leave');
    await world.deps.store.write(async (tx) => {
      const loaded = await loadAccount(tx, account.id);
      if (!loaded) throw new Error('the account was just made');
      const newEmail = 'both@example.com';
      return startHold(world.deps, tx, loaded, {
        kind: 'email.change',
        newEmail,
        startedWith: null,
        caller: makeCaller(),
      });
    });
    expect((await ripen(account)).answer).toBe(2);
    expect(await load(account)).toMatchObject({ tier: 'standard', email: 'both@example.com' });
    expect((await load(other.account))?.tier).toBe('advanced');
  });

  it('whose outcome would break the floor is a fault: nothing of it stays', async () => {
    const { account } = await waiting('protection.lower-floor', null, { tier: 'hardware', keys: [HARDWARE, ROAMING] });
    await world.deps.store.write(async (tx) => {
      for (const key of account.keys) await deleteCredential(tx, account.id, key.id);
    });
    const before = await contentsOf(world.deps.store);
    const act = world.deps.store.write((tx) => ripenHolds(world.deps, tx, account.id, RIPE));
    await expect(act).rejects.toThrow(/below its floor/);
    expect(await contentsOf(world.deps.store)).toEqual(before);
  });
});
