// Each kind of slow change, as it is made: all of it, on this account alone, or why it cannot be made now.

import { expect, it } from 'vitest';
import { BUILT_IN, HARDWARE, type MadeAccount, makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { makeTrusting } from '../../../../../test/support/contacts.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { HOLD_KINDS, type HoldObject, NO_OBJECT, SLOW_KINDS, type SlowKind } from '../../domain/hold/hold.ts';
import { makeId } from '../../domain/id.ts';
import { loadAccount } from '../../storage/account.ts';
import { insertChannel, listChannels } from '../../storage/alert-channel.ts';
import { setMakeReport } from '../../storage/credential.ts';
import { holdRecoveryKeys, stageRecoveryKeys } from '../../storage/recovery-key.ts';
import { findSession } from '../../storage/session.ts';
import { listExclusions } from '../../storage/training-exclusion.ts';
import { carryOut } from './carry-out.ts';

const SYNCED = { ...BUILT_IN, nickname: 'Phone', backupEligible: true, backedUp: true };
const SPARE = { ...HARDWARE, nickname: 'Green key' };

describeUseCase('a slow change', (world) => {
  const carry = (account: MadeAccount, kind: SlowKind, object: Partial<HoldObject> = {}) =>
    leaves(world.deps, () =>
      world.deps.store.write(async (tx) => {
        const loaded = await loadAccount(tx, account.id);
        if (!loaded) throw new Error('the account was just made');
        return carryOut(world.deps, tx, loaded, { kind, ...NO_OBJECT, ...object }, TEST_TIME);
      }),
    );
  const load = (account: MadeAccount) => world.deps.store.read((tx) => loadAccount(tx, account.id));

  it('ends a key, what it had opened, and the presence that it had proved elsewhere', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced', keys: [HARDWARE, SYNCED, SPARE] });
    const [desk, phone] = account.keys;
    const opened = await signIn(world.deps, account, { with: phone ?? null });
    factsOf((await carry(account, 'credential.remove', { credentialId: phone?.id ?? null })).answer);
    expect((await load(account))?.credentials.map(({ nickname }) => nickname)).toEqual(['Blue key', 'Green key']);
    expect(await world.deps.store.read((tx) => findSession(tx, opened.session.id))).toBeNull();
    const left = await carry(account, 'credential.remove', { credentialId: desk?.id ?? null });
    expect(left.answer).toEqual(refuse({ tag: 'floor-would-break', unmet: ['two-keys'] }));
    expect(left.changed).toEqual([]);
  });

  it('replaces recovery keys by those that were held for it, and by nothing where there are none', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    expect((await carry(account, 'recovery-key.replace')).answer).toEqual(refuse({ tag: 'flow-gone' }));
    await world.deps.store.write(async (tx) => {
      await stageRecoveryKeys(tx, account.id, ['new 1', 'new 2'], TEST_TIME);
      await holdRecoveryKeys(tx, account.id);
    });
    factsOf((await carry(account, 'recovery-key.replace')).answer);
    const rows = await world.deps.store.read((tx) =>
      tx.q.selectFrom('recovery_key').select(['key_hash', 'live']).where('account_id', '=', account.id).execute(),
    );
    expect(rows).toEqual([
      { key_hash: 'new 1', live: 1 },
      { key_hash: 'new 2', live: 1 },
    ]);
  });

  it('leaves protection: a standard account with its keys, without recovery keys or exclusion', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    factsOf((await carry(account, 'protection.leave')).answer);
    expect(await load(account)).toMatchObject({ tier: 'standard', password: null, totp: null });
    expect((await load(account))?.credentials).toHaveLength(2);
    expect(await world.deps.store.read((tx) => listExclusions(tx, account.id))).toEqual([
      { reason: 'protection', from: expect.any(Number), until: expect.any(Number) },
    ]);
  });

  it('lowers the floor, and raises it, ending what keys below it had opened', async () => {
    const account = await makeAccount(world.deps, { tier: 'hardware', keys: [HARDWARE, SPARE, SYNCED] });
    factsOf((await carry(account, 'protection.lower-floor')).answer);
    expect((await load(account))?.tier).toBe('advanced');
    const opened = await signIn(world.deps, account, { with: account.keys[2] ?? null });
    factsOf((await carry(account, 'protection.raise-floor')).answer);
    expect((await load(account))?.tier).toBe('hardware');
    expect(await world.deps.store.read((tx) => findSession(tx, opened.session.id))).toBeNull();
  });

  it('raises no floor that the keys of a good make would no longer hold', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced', keys: [HARDWARE, SYNCED, SPARE] });
    const spare = account.keys[2]?.id;
    if (!spare) throw new Error('three keys were made');
    const make = { report: 'RETIRED', since: TEST_TIME };
    await world.deps.store.write((tx) => setMakeReport(tx, account.id, spare, make));
    const left = await carry(account, 'protection.raise-floor');
    expect(left.answer).toEqual(refuse({ tag: 'floor-would-break', unmet: ['two-hardware-keys'] }));
    expect(left.changed).toEqual([]);
    expect((await load(account))?.tier).toBe('advanced');
  });

  it('changes the address, and not to one that another account has', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    await makeAccount(world.deps, { email: 'snatched@example.com' });
    const taken = await carry(account, 'email.change', { newEmail: 'snatched@example.com' });
    expect(taken.answer).toEqual(refuse({ tag: 'email-taken' }));
    expect(factsOf((await carry(account, 'email.change', { newEmail: 'arrived@example.com' })).answer)).toEqual({
      alsoTell: ['arrived@example.com'],
    });
    expect((await load(account))?.email).toBe('arrived@example.com');
  });

  it('removes a contact, and asks for fewer; never so that nobody could recover', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 2, 2);
    const contactId = contacts[0]?.id ?? null;
    const early = await carry(holder, 'contact.remove', { contactId });
    expect(early.answer).toEqual(refuse({ tag: 'contacts-too-few', needed: 2, left: 1 }));
    factsOf((await carry(holder, 'contact.lower-needed', { contactsNeeded: 1 })).answer);
    factsOf((await carry(holder, 'contact.remove', { contactId })).answer);
    expect(await load(holder)).toMatchObject({ contactsNeeded: 1 });
  });

  it('stops a channel of this account, and of no other', async () => {
    const [mine, other] = [await makeAccount(world.deps), await makeAccount(world.deps)];
    const channelId = makeId('chan', world.deps.random.bytes(16));
    const channel = { id: channelId, account_id: mine.id, kind: 'webhook', label: 'hooks.example.net' } as const;
    const sealed = { target_key: 'key', target_sealed: 'sealed', secret_sealed: null, created_at: TEST_TIME };
    await world.deps.store.write((tx) => insertChannel(tx, { ...channel, ...sealed }));
    expect((await carry(other, 'channel.stop', { channelId })).answer).toEqual(refuse({ tag: 'not-found' }));
    factsOf((await carry(mine, 'channel.stop', { channelId })).answer);
    expect(await world.deps.store.read((tx) => listChannels(tx, mine.id))).toEqual([]);
  });

  it('shortens the wait of a recovery', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced', waitHours: 168 });
    factsOf((await carry(account, 'wait.shorten', { waitHours: 72 })).answer);
    expect(await load(account)).toMatchObject({ waitHours: 72 });
  });

  it('is every kind but a deletion, which ends what would be put on record of it', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    await expect(carry(account, 'account.delete')).rejects.toThrow();
    expect(HOLD_KINDS.length).toBe(SLOW_KINDS.length + 1);
  });
});
