// What is due: what two proofs began is carried out at its time, once; what one began is only ready, and lapses.

import { expect, it } from 'vitest';
import { type AccountAsked, type MadeAccount, makeAccount, makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { eachDoubt } from '../../../../../test/support/doubt.ts';
import { contentsOf, describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { CLAIM_MS, HOLD_KINDS, HOLD_MS, PUT_OFF_MS, SLOW, SLOW_KINDS } from '../../domain/hold/hold.ts';
import { loadAccount } from '../../storage/account.ts';
import { deleteCredential } from '../../storage/credential.ts';
import { endHold, findHold } from '../../storage/hold.ts';
import { ripenHolds } from './ripen.ts';
import { type HoldAsked, startHold } from './start.ts';

const OTHER = 'another' as never;
const RIPE = TEST_TIME + HOLD_MS;

describeUseCase('a hold that is due', (world) => {
  const start = (account: MadeAccount, asked: Partial<HoldAsked> & Pick<HoldAsked, 'kind'>) =>
    world.deps.store.write(async (tx) => {
      const loaded = await loadAccount(tx, account.id);
      if (!loaded) throw new Error('the account was just made');
      const whole = { ripensAt: RIPE, proofs: 2, startedWith: null, caller: makeCaller(), ...asked } as const;
      return factsOf(await startHold(world.deps, tx, loaded, whole));
    });
  const waiting = async (asked: Partial<HoldAsked> & Pick<HoldAsked, 'kind'>, made: AccountAsked = {}) => {
    const account = await makeAccount(world.deps, { tier: 'advanced', ...made });
    return { account, hold: await start(account, asked) };
  };
  const ripen = (account: MadeAccount, now = RIPE) =>
    leaves(world.deps, () => world.deps.store.write((tx) => ripenHolds(world.deps, tx, account.id, now)));
  const load = (account: MadeAccount) => world.deps.store.read((tx) => loadAccount(tx, account.id));
  const stateOf = async (account: MadeAccount, id: Parameters<typeof findHold>[2]) =>
    (await world.deps.store.read((tx) => findHold(tx, account.id, id)))?.state;

  it('and that two proofs began is not carried out a millisecond early, and once at its time', async () => {
    const { account, hold } = await waiting({ kind: 'protection.leave' });
    expect((await ripen(account, RIPE - 1)).changed).toEqual([]);
    const left = await ripen(account);
    expect(left.answer).toBe(1);
    expect(await stateOf(account, hold.id)).toBe('done');
    expect((await load(account))?.tier).toBe('standard');
    expect(left.events).toMatchObject([
      { operation: 'hold.ripen', actor: 'system', session_id: null, subject: 'protection.leave' },
    ]);
    expect(left.alerts).toEqual([`${account.email}: hold.ripen done`]);
    expect((await ripen(account)).changed).toEqual([]);
  });

  it.each(SLOW_KINDS.filter((kind) => kind !== 'protection.leave'))(
    '%s that one proof began is stopped when protection ends, and never counts as done',
    async (kind) => {
      const { account, hold } = await waiting({ kind: 'protection.leave' });
      const byOne = await start(account, { kind, proofs: 1, ripensAt: RIPE + 1 });
      const byTwo = await start(account, {
        kind,
        credentialId: OTHER,
        contactId: OTHER,
        channelId: OTHER,
        proofs: 2,
        ripensAt: RIPE + 1,
      });
      expect((await ripen(account)).answer).toBe(1);
      expect(await stateOf(account, hold.id)).toBe('done');
      expect(await stateOf(account, byOne.id)).toBe('vetoed');
      expect(await stateOf(account, byTwo.id)).toBe(SLOW[kind].isOfProtection ? 'vetoed' : 'waiting');
    },
  );

  it('that ends a key names none that was used: nobody used one', async () => {
    const keys = ['Desk', 'Laptop', 'Spare'].map((nickname) => ({ nickname }));
    const { account } = await waiting({ kind: 'protection.leave' }, { keys });
    await start(account, { kind: 'credential.remove', credentialId: account.keys[2]?.id ?? null });
    const { events } = await ripen(account);
    expect(events.map(({ subject, key_name, credential_id }) => [subject, key_name, credential_id])).toEqual([
      ['protection.leave', null, null],
      ['credential.remove', null, account.keys[2]?.id],
    ]);
  });

  it.each(SLOW_KINDS)(
    '%s that one proof began is ready, told once, and changes nothing of the account',
    async (kind) => {
      const made = await makeAccount(world.deps, { tier: kind === 'protection.lower-floor' ? 'hardware' : 'advanced' });
      const credentialId = made.keys[0]?.id ?? null;
      const hold = await start(made, { kind, proofs: 1, newEmail: 'thief@example.com', credentialId });
      const before = await load(made);
      const left = await ripen(made);
      expect(left.answer).toBe(0);
      expect(left.events).toMatchObject([{ operation: 'hold.ready', subject: kind, effective_at: RIPE + CLAIM_MS }]);
      expect(left.alerts).toEqual([`${made.email}: hold.ready done`]);
      expect(left.changed).toEqual(['audit_event', 'hold', 'outbox']);
      expect((await ripen(made, RIPE + 1)).changed).toEqual([]);
      const late = await ripen(made, RIPE + CLAIM_MS);
      expect(late.events).toMatchObject([{ operation: 'hold.expire', subject: kind }]);
      expect(await stateOf(made, hold.id)).toBe('expired');
      expect(await load(made)).toEqual(before);
    },
  );

  it.each(HOLD_KINDS)(
    '%s whose time is over is put off while the clock is in doubt, and happens afterwards',
    async (kind) => {
      const object = { credentialId: null, newEmail: 'put-off@example.com' };
      const { account, hold } = await waiting({ kind, proofs: 1, ...object }, { tier: 'hardware' });
      const [ripe, expired] = [hold.ripensAt, hold.ripensAt + CLAIM_MS];
      await eachDoubt(world.deps, async (deps) => {
        for (const now of [ripe, expired]) {
          const put = () => deps.store.write((tx) => ripenHolds(deps, tx, account.id, now));
          expect(await leaves(deps, put)).toMatchObject({ answer: 0, changed: [] });
        }
      });
      expect((await ripen(account, ripe)).changed).not.toEqual([]);
    },
  );

  it('and that was stopped is never carried out', async () => {
    const { account, hold } = await waiting({ kind: 'protection.leave' });
    await world.deps.store.write((tx) => endHold(tx, account.id, hold.id, 'vetoed', TEST_TIME));
    expect(await ripen(account)).toMatchObject({ answer: 0, changed: [] });
  });

  it('and cannot be made now is put off by an hour, and made once it can', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const [desk] = account.keys;
    const hold = await start(account, { kind: 'credential.remove', credentialId: desk?.id ?? null });
    // One key would be left, and two are needed.
    expect((await ripen(account)).changed).toEqual(['hold']);
    const row = await world.deps.store.read((tx) =>
      tx.q.selectFrom('hold').select(['state', 'next_at']).where('id', '=', hold.id).executeTakeFirst(),
    );
    expect(row).toEqual({ state: 'waiting', next_at: RIPE + PUT_OFF_MS });
    expect((await load(account))?.credentials).toHaveLength(2);
  });

  it('and could not be made for fourteen days lapses, and its holder is told', async () => {
    const newEmail = (await makeAccount(world.deps)).email;
    const { account, hold } = await waiting({ kind: 'email.change', newEmail });
    expect((await ripen(account, RIPE + CLAIM_MS - 1)).alerts).toEqual([]);
    const left = await ripen(account, RIPE + CLAIM_MS);
    expect(left.alerts).toEqual([`${account.email}: hold.expire done`]);
    expect(await stateOf(account, hold.id)).toBe('expired');
  });

  it('while the account settles is not carried out, whoever began it', async () => {
    const { account } = await waiting({ kind: 'protection.leave' });
    await world.deps.store.write((tx) =>
      tx.q
        .updateTable('account')
        .set({ settles_at: RIPE + 1 })
        .where('id', '=', account.id)
        .execute(),
    );
    expect((await ripen(account)).answer).toBe(0);
    expect((await ripen(account, RIPE + 1)).answer).toBe(1);
  });

  it('is carried out with every other that is due, and of this account alone', async () => {
    const { account } = await waiting({ kind: 'email.change', newEmail: 'both@example.com' });
    await start(account, { kind: 'contact.lower-needed', contactsNeeded: 0 });
    const other = await waiting({ kind: 'protection.leave' });
    expect((await ripen(account)).answer).toBe(2);
    expect(await load(account)).toMatchObject({ email: 'both@example.com' });
    expect((await load(other.account))?.tier).toBe('advanced');
  });

  it('and whose outcome would break the floor is a fault: nothing of it stays', async () => {
    const { account } = await waiting({ kind: 'protection.lower-floor' }, { tier: 'hardware' });
    await world.deps.store.write(async (tx) => {
      for (const key of account.keys) await deleteCredential(tx, account.id, key.id, TEST_TIME);
    });
    const before = await contentsOf(world.deps.store);
    const act = world.deps.store.write((tx) => ripenHolds(world.deps, tx, account.id, RIPE));
    await expect(act).rejects.toThrow(/below its floor/);
    expect(await contentsOf(world.deps.store)).toEqual(before);
  });
});
