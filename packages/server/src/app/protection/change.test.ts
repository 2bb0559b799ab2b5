// Leaving, lowering and raising: what takes rights is slow; a floor that shuts out no trusted key is raised at once.

import { expect, it } from 'vitest';
import {
  BUILT_IN,
  HARDWARE,
  makeAccount,
  ROAMING,
  showSecondKey,
  signIn,
} from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { byHolder, describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { HOLD_MS } from '../../domain/hold/hold.ts';
import type { SessionId } from '../../domain/id.ts';
import { loadAccount } from '../../storage/account.ts';
import { setMakeReport } from '../../storage/credential.ts';
import { insertHold, listOpenHolds } from '../../storage/hold.ts';
import { findSession, rotateSession } from '../../storage/session.ts';
import { leaveProtection, lowerFloor, raiseFloor } from './change.ts';

const SYNCED = { ...BUILT_IN, nickname: 'Phone', backupEligible: true, backedUp: true };
const GREEN = { ...HARDWARE, nickname: 'Green key' };

describeUseCase('a weakening change', (world) => {
  it.each([
    ['protection.leave', leaveProtection, 'advanced'],
    ['protection.leave', leaveProtection, 'hardware'],
    ['protection.lower-floor', lowerFloor, 'hardware'],
  ] as const)('%s waits 72 hours, on record and told, and changes nothing yet', async (kind, change, tier) => {
    const account = await makeAccount(world.deps, { tier });
    const caller = await signIn(world.deps, account);
    const left = await leaves(world.deps, () => change(world.deps, caller));
    const { hold } = factsOf(left.answer);
    const [key] = account.keys;
    expect(hold).toMatchObject({ kind, ripensAt: TEST_TIME + HOLD_MS, newEmail: null, startedWith: key?.nickname });
    expect(left.events).toMatchObject([
      {
        ...byHolder(caller),
        operation: kind,
        outcome: 'done',
        key_name: key?.nickname,
        effective_at: TEST_TIME + HOLD_MS,
      },
    ]);
    expect(left.alerts).toEqual([`${account.email}: ${kind} done`]);
    expect(left.changed).toEqual(['audit_event', 'hold', 'outbox']);
  });

  it('is asked for once: a second time is refused, on record and told', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const caller = await signIn(world.deps, account);
    await leaveProtection(world.deps, caller);
    const left = await leaves(world.deps, () => leaveProtection(world.deps, caller));
    expect(left.answer).toEqual(refuse({ tag: 'hold-exists' }));
    expect(left.alerts).toEqual([`${account.email}: protection.leave refused`]);
    expect(left.changed).toEqual(['audit_event', 'outbox']);
  });

  it('is not for a new key, nor for presence that no key proved', async () => {
    const young = { ...ROAMING, trustedAt: TEST_TIME + 1 };
    const account = await makeAccount(world.deps, { tier: 'advanced', keys: [BUILT_IN, young] });
    const early = await signIn(world.deps, account, { with: account.keys[1] ?? null });
    expect(await leaveProtection(world.deps, early)).toEqual(
      refuse({ tag: 'key-not-trusted', rights: 'trusted', from: TEST_TIME + 1 }),
    );
    const keyless = await signIn(world.deps, account, { with: null });
    expect(await leaveProtection(world.deps, keyless)).toEqual(
      refuse({ tag: 'key-not-trusted', rights: 'trusted', from: null }),
    );
    expect(await world.deps.store.read((tx) => listOpenHolds(tx, account.id))).toEqual([]);
  });

  it('is nothing to a standard account, and there is no lower floor below the first', async () => {
    const no = refuse({ tag: 'not-permitted', why: 'tier' });
    const standard = await signIn(world.deps, await makeAccount(world.deps));
    const advanced = await signIn(world.deps, await makeAccount(world.deps, { tier: 'advanced' }));
    expect(await leaveProtection(world.deps, standard)).toEqual(no);
    expect(await lowerFloor(world.deps, advanced)).toEqual(no);
  });
});

describeUseCase('raising the floor', (world) => {
  // The synced key is new: shutting it out takes nothing from a trusted one.
  const mixed = () =>
    makeAccount(world.deps, { tier: 'advanced', keys: [HARDWARE, GREEN, { ...SYNCED, trustedAt: TEST_TIME + 1 }] });
  const find = (id: SessionId) => world.deps.store.read((tx) => findSession(tx, id));

  it('is at once, on record and told', async () => {
    const account = await mixed();
    const caller = await signIn(world.deps, account);
    const left = await leaves(world.deps, () => raiseFloor(world.deps, caller));
    expect(left.answer).toEqual(allow({ hold: null }));
    expect(await world.deps.store.read((tx) => loadAccount(tx, account.id))).toMatchObject({
      tier: 'hardware',
      credentials: [{}, {}, {}],
    });
    expect(left.events).toMatchObject([
      { ...byHolder(caller), operation: 'protection.raise-floor', outcome: 'done', key_name: 'Blue key' },
    ]);
    expect(left.alerts).toEqual([`${account.email}: protection.raise-floor done`]);
    expect(left.changed).toEqual(['account', 'audit_event', 'outbox', 'session']);
  });

  it('ends what keys below it opened, and gives what stays the stricter lifetimes', async () => {
    const account = await mixed();
    const [, green, synced] = account.keys;
    const below = await signIn(world.deps, account, { with: synced ?? null });
    const above = await signIn(world.deps, account, { with: green ?? null });
    await raiseFloor(world.deps, await signIn(world.deps, account));
    expect(await find(below.session.id)).toBeNull();
    expect(await find(above.session.id)).toMatchObject({
      idle_ms: 15 * 60_000,
      ends_at: TEST_TIME + 12 * 3_600_000,
    });
  });

  it('goes on in this session under the key that was touched, whichever opened it', async () => {
    const account = await mixed();
    const [blue, , synced] = account.keys;
    const caller = await signIn(world.deps, account, { with: synced ?? null });
    const fresh = { tokenHash: 'rotated', freshAt: TEST_TIME, freshCredentialId: blue?.id ?? null };
    await world.deps.store.write((tx) => rotateSession(tx, caller.session.id, fresh));
    expect(await raiseFloor(world.deps, caller)).toEqual(allow({ hold: null }));
    expect(await find(caller.session.id)).toMatchObject({ credential_id: blue?.id, fresh_credential_id: blue?.id });
  });

  it('takes back presence that a key below it proved in another session', async () => {
    const account = await mixed();
    const [, green, synced] = account.keys;
    const other = await signIn(world.deps, account, { with: green ?? null });
    const fresh = { tokenHash: 'rotated too', freshAt: TEST_TIME, freshCredentialId: synced?.id ?? null };
    await world.deps.store.write((tx) => rotateSession(tx, other.session.id, fresh));
    await raiseFloor(world.deps, await signIn(world.deps, account));
    expect(await find(other.session.id)).toMatchObject({ fresh_at: 0, fresh_credential_id: null });
  });

  it('needs two keys that count, and says what is missing', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced', keys: [HARDWARE, SYNCED] });
    const left = await leaves(world.deps, async () => raiseFloor(world.deps, await signIn(world.deps, account)));
    expect(left.answer).toEqual(refuse({ tag: 'requirements-unmet', unmet: ['two-hardware-keys'] }));
    expect(left.events).toMatchObject([{ outcome: 'refused', reason: 'requirements-unmet' }]);
    expect(left.alerts).toEqual([`${account.email}: protection.raise-floor refused`]);
    expect(left.changed).not.toContain('account');
  });

  it('counts no key whose make is reported', async () => {
    const account = await mixed();
    const [blue, green] = account.keys;
    if (!blue || !green) throw new Error('keys were made');
    const make = { report: 'RETIRED', since: TEST_TIME };
    await world.deps.store.write((tx) => setMakeReport(tx, account.id, green.id, make));
    expect(await raiseFloor(world.deps, await signIn(world.deps, account))).toEqual(
      refuse({ tag: 'requirements-unmet', unmet: ['two-hardware-keys'] }),
    );
  });

  it('that would shut out a trusted key is slow, and changes nothing yet', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced', keys: [HARDWARE, GREEN, SYNCED] });
    const caller = await signIn(world.deps, account);
    const left = await leaves(world.deps, () => raiseFloor(world.deps, caller));
    expect(factsOf(left.answer).hold).toMatchObject({ kind: 'protection.raise-floor', ripensAt: TEST_TIME + HOLD_MS });
    expect(left.changed).toEqual(['audit_event', 'hold', 'outbox']);
  });

  it('that would shut out a trusted key is at once with two proofs', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced', keys: [HARDWARE, GREEN, SYNCED] });
    const caller = await signIn(world.deps, account);
    await showSecondKey(world.deps, caller, account.keys[1]);
    expect(factsOf(await raiseFloor(world.deps, caller))).toEqual({ hold: null });
    expect((await world.deps.store.read((tx) => loadAccount(tx, account.id)))?.tier).toBe('hardware');
  });

  it('counts no key of its first day, and none that is suspended', async () => {
    const day = { createdAt: TEST_TIME };
    const account = await makeAccount(world.deps, { tier: 'advanced', keys: [HARDWARE, GREEN, SYNCED] });
    const green = account.keys[1]?.id;
    const change = (set: object) =>
      world.deps.store.write((tx) =>
        tx.q
          .updateTable('credential')
          .set(set)
          .where('id', '=', green ?? ('' as never))
          .execute(),
      );
    const unmet = refuse({ tag: 'requirements-unmet', unmet: ['two-hardware-keys'] });
    await change({ created_at: day.createdAt, trusted_at: TEST_TIME + 1 });
    expect(await raiseFloor(world.deps, await signIn(world.deps, account))).toEqual(unmet);
    await change({ created_at: 1, trusted_at: 1, suspended_at: 1, suspended_by: 'link' });
    expect(await raiseFloor(world.deps, await signIn(world.deps, account))).toEqual(unmet);
  });

  it('must be proved by one of them', async () => {
    const account = await mixed();
    await world.deps.store.write((tx) =>
      tx.q.updateTable('credential').set({ trusted_at: 1 }).where('account_id', '=', account.id).execute(),
    );
    const caller = await signIn(world.deps, account, { with: account.keys[2] ?? null });
    const left = await leaves(world.deps, () => raiseFloor(world.deps, caller));
    expect(left.answer).toEqual(refuse({ tag: 'ceremony-failed', why: 'below-floor' }));
    expect(left.changed).toEqual(['audit_event', 'outbox']);
  });

  it('is refused where the floor is up already, and on a standard account', async () => {
    const no = refuse({ tag: 'not-permitted', why: 'tier' });
    const up = await signIn(world.deps, await makeAccount(world.deps, { tier: 'hardware' }));
    const standard = await signIn(world.deps, await makeAccount(world.deps, { keys: [HARDWARE, GREEN] }));
    expect(await raiseFloor(world.deps, up)).toEqual(no);
    expect(await raiseFloor(world.deps, standard)).toEqual(no);
  });

  it('stops a return to the lower floor that waits, and leaves other holds waiting', async () => {
    const account = await mixed();
    const caller = await signIn(world.deps, account);
    await leaveProtection(world.deps, caller);
    await world.deps.store.write(async (tx) => {
      const [leaving] = await listOpenHolds(tx, account.id);
      if (!leaving) throw new Error('a hold waits');
      const id = leaving.id.replace(/.$/, (last) => (last === '0' ? '1' : '0')) as typeof leaving.id;
      await insertHold(tx, account.id, { ...leaving, id, kind: 'protection.lower-floor' }, TEST_TIME + 1);
    });
    await raiseFloor(world.deps, caller);
    const kinds = (await world.deps.store.read((tx) => listOpenHolds(tx, account.id))).map(({ kind }) => kind);
    expect(kinds).toEqual(['protection.leave']);
  });
});
