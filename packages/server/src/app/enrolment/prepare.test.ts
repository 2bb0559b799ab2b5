// The steps before the tap: begun, dropped, recovery keys made and proved; none of them changes the account.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { byHolder, contentsOf, describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { STAGED_MS } from '../../domain/staged/staged.ts';
import { createKeyRing } from '../../platform/key-ring.ts';
import { systemRandom } from '../../platform/random.ts';
import { findEnrolment } from '../../storage/enrolment.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { hashRecoveryKey } from '../recovery-key/hash.ts';
import { checkSession } from '../session/check.ts';
import { beginEnrolment, dropEnrolment, makeRecoveryKeys, proveRecoveryKey } from './prepare.ts';

const GONE = refuse({ tag: 'flow-gone' });
const secretOf = (version: string) => ({ version, secret: Buffer.alloc(32, `secret ${version}`) });

describeUseCase('before the tap', (world) => {
  const signedIn = async () => {
    const account = await makeAccount(world.deps);
    return { account, caller: await signIn(world.deps, account) };
  };
  const begun = async () => {
    const made = await signedIn();
    factsOf(await beginEnrolment(world.deps, made.caller));
    return made;
  };
  const find = ({ session, now }: SignedInCaller) =>
    world.deps.store.read((tx) => findEnrolment(tx, { accountId: session.account_id, sessionId: session.id }, now));
  const prove = (caller: SignedInCaller, recoveryKey: string, deps: Deps = world.deps) =>
    leaves(deps, () => proveRecoveryKey(deps, caller, { recoveryKey, waitHours: 72 }));

  it('beginning keeps the place, on record, and beginning again keeps what was done', async () => {
    const { account, caller } = await signedIn();
    const left = await leaves(world.deps, () => beginEnrolment(world.deps, caller));
    expect(left.answer).toEqual(allow({}));
    expect(left.events).toMatchObject([{ ...byHolder(caller), operation: 'enrolment.begin', outcome: 'done' }]);
    expect(left.alerts).toEqual([`${account.email}: enrolment.begin done`]);
    expect(left.changed).toEqual(['audit_event', 'enrolment', 'outbox']);
    await beginEnrolment(world.deps, { ...caller, now: TEST_TIME + 5 });
    expect(await find(caller)).toEqual({ startedAt: TEST_TIME, waitHours: null, recoveryKeys: [], addedKeys: [] });
  });

  it('dropping forgets everything that was staged, once', async () => {
    const { caller } = await begun();
    await makeRecoveryKeys(world.deps, caller);
    const left = await leaves(world.deps, () => dropEnrolment(world.deps, caller));
    expect(left.answer).toEqual(allow({}));
    expect(await find(caller)).toBeNull();
    expect(left.events).toMatchObject([{ ...byHolder(caller), operation: 'enrolment.drop', outcome: 'done' }]);
    expect(left.changed).toEqual(['audit_event', 'enrolment', 'recovery_key']);
    expect((await dropEnrolment(world.deps, caller)).allowed).toBe(false);
  });

  it('recovery keys are answered once; the database has their hashes alone', async () => {
    const { account, caller } = await begun();
    const left = await leaves(world.deps, () => makeRecoveryKeys(world.deps, caller));
    const { recoveryKeys, madeAt } = factsOf(left.answer);
    expect(recoveryKeys).toHaveLength(2);
    expect(madeAt).toBe(TEST_TIME);
    for (const key of recoveryKeys) expect(key).toMatch(/^([0-9A-Z]{4} ){6}[0-9A-Z]{4}$/);
    const stored = await contentsOf(world.deps.store);
    const mine = stored.recovery_key.filter((row) => JSON.stringify(row).includes(account.id));
    expect(mine).toMatchObject([
      { ordinal: 1, live: 0, proved_at: null },
      { ordinal: 2, live: 0, proved_at: null },
    ]);
    for (const key of recoveryKeys) expect(JSON.stringify(stored)).not.toContain(key.replaceAll(' ', ''));
    expect(left.events).toMatchObject([
      { ...byHolder(caller), operation: 'enrolment.make-recovery-keys', outcome: 'done', subject: null },
    ]);
    expect(left.alerts).toEqual([]);
    expect(left.changed).toEqual(['audit_event', 'recovery_key', 'session']);
  });

  it('new recovery keys put the earlier ones out of use', async () => {
    const { caller } = await begun();
    const [old = ''] = factsOf(await makeRecoveryKeys(world.deps, caller)).recoveryKeys;
    await makeRecoveryKeys(world.deps, caller);
    expect((await find(caller))?.recoveryKeys).toHaveLength(2);
    expect((await prove(caller, old)).answer).toEqual(refuse({ tag: 'recovery-key-refused', group: null }));
  });

  it('either key, typed as people type, proves them and sets the waiting time', async () => {
    const { caller } = await begun();
    const [, second = ''] = factsOf(await makeRecoveryKeys(world.deps, caller)).recoveryKeys;
    const left = await prove(caller, ` ${second.toLowerCase().replaceAll(' ', '-')} `);
    factsOf(left.answer);
    expect(await find(caller)).toMatchObject({
      waitHours: 72,
      recoveryKeys: [{ provedAt: null }, { provedAt: TEST_TIME }],
    });
    expect(left.events).toMatchObject([{ ...byHolder(caller), operation: 'enrolment.prove', outcome: 'done' }]);
    expect(left.changed).toEqual(['audit_event', 'enrolment', 'recovery_key', 'session']);
  });

  it('recovery keys made a second time are told: those that their holder wrote down are void', async () => {
    const { account, caller } = await begun();
    await makeRecoveryKeys(world.deps, caller);
    const left = await leaves(world.deps, () => makeRecoveryKeys(world.deps, caller));
    expect(left.alerts).toEqual([`${account.email}: enrolment.make-recovery-keys done`]);
    expect(left.events).toMatchObject([{ operation: 'enrolment.make-recovery-keys', subject: 'again' }]);
  });

  it('gives the session a new token when recovery keys are made and proved: the old one is dead', async () => {
    const { caller } = await begun();
    const live = (token: string) => checkSession(world.deps, token, TEST_TIME);
    const made = factsOf(await makeRecoveryKeys(world.deps, caller));
    expect([await live(caller.token), (await live(made.sessionToken))?.id]).toEqual([null, caller.session.id]);
    const proved = factsOf((await prove(caller, made.recoveryKeys[0] ?? '')).answer);
    expect([await live(made.sessionToken), (await live(proved.sessionToken))?.id]).toEqual([null, caller.session.id]);
    expect(proved.endsAt).toBe(caller.session.ends_at);
  });

  it('a mistyped key is refused with its group, on record, and proves nothing', async () => {
    const { caller } = await begun();
    const [key = ''] = factsOf(await makeRecoveryKeys(world.deps, caller)).recoveryKeys;
    const wrong = `${key.slice(0, 5)}${key[5] === 'A' ? 'B' : 'A'}${key.slice(6)}`;
    const left = await prove(caller, wrong);
    expect(left.answer).toEqual(refuse({ tag: 'recovery-key-refused', group: 2 }));
    expect(left.events).toMatchObject([{ operation: 'enrolment.prove', reason: 'recovery-key-refused' }]);
    expect(left.changed).toEqual(['audit_event']);
  });

  it('a key of another account proves nothing', async () => {
    const { caller } = await begun();
    await makeRecoveryKeys(world.deps, caller);
    const other = await begun();
    const [theirs = ''] = factsOf(await makeRecoveryKeys(world.deps, other.caller)).recoveryKeys;
    expect((await prove(caller, theirs)).answer).toEqual(refuse({ tag: 'recovery-key-refused', group: null }));
  });

  it('keys can be proved after the secrets were rotated', async () => {
    const old = { ...world.deps, keyRing: createKeyRing([secretOf('x')], systemRandom) };
    const now = { ...world.deps, keyRing: createKeyRing([secretOf('y'), secretOf('x')], systemRandom) };
    const { caller } = await begun();
    const [key = ''] = factsOf(await makeRecoveryKeys(old, caller)).recoveryKeys;
    expect(hashRecoveryKey(old.keyRing, 'K').slice(0, 2)).toBe('x.');
    expect((await prove(caller, key, now)).answer.allowed).toBe(true);
  });

  it('nothing is made or proved that was not begun', async () => {
    const { caller } = await signedIn();
    expect(await makeRecoveryKeys(world.deps, caller)).toEqual(GONE);
    expect((await prove(caller, '0000 0000 0000 0000 0000 0000 0000')).answer).toEqual(GONE);
    expect(await dropEnrolment(world.deps, caller)).toEqual(GONE);
  });

  it('another session finds nothing begun, and what it begins drops the other, which is told', async () => {
    const { account, caller } = await begun();
    const [, second = ''] = factsOf(await makeRecoveryKeys(world.deps, caller)).recoveryKeys;
    const other = await signIn(world.deps, account);
    expect(await find(other)).toBeNull();
    expect((await prove(other, second)).answer).toEqual(GONE);
    expect(await dropEnrolment(world.deps, other)).toEqual(GONE);
    const left = await leaves(world.deps, () => beginEnrolment(world.deps, other));
    expect(left.alerts).toEqual([`${account.email}: enrolment.dropped done`, `${account.email}: enrolment.begin done`]);
    expect(await find(caller)).toBeNull();
    expect(await find(other)).toMatchObject({ recoveryKeys: [] });
  });

  it('left for an hour it is gone, with its recovery keys', async () => {
    const { caller } = await begun();
    const [key = ''] = factsOf(await makeRecoveryKeys(world.deps, caller)).recoveryKeys;
    const later = { ...caller, now: TEST_TIME + STAGED_MS };
    await world.deps.store.write((tx) =>
      tx.q.updateTable('session').set({ fresh_at: later.now }).where('id', '=', caller.session.id).execute(),
    );
    expect((await prove(later, key)).answer).toEqual(GONE);
  });

  it('a protected account has nothing to begin', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps, { tier: 'advanced' }));
    expect(await beginEnrolment(world.deps, caller)).toEqual(refuse({ tag: 'not-permitted', why: 'tier' }));
  });
});
