// Setting and removing a password: on standard accounts, never so that nothing is left to sign in with.

import { expect, it } from 'vitest';
import { type AccountAsked, makeAccount, ROAMING, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { TEST_TURN } from '../../../../../test/support/deps.ts';
import { byHolder, contentsOf, describeUseCase, leaves } from '../../../../../test/support/use-case.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { findPassword } from '../../storage/verifier.ts';
import { removePassword, setPassword } from './change.ts';

const PASSWORD = 'nine quiet herons crossed the marsh';
const OTHER = 'seven tall lanterns under the ice';

describeUseCase('setting a password', (world) => {
  const signedIn = async (asked: AccountAsked = {}) => {
    const account = await makeAccount(world.deps, asked);
    return { account, caller: await signIn(world.deps, account) };
  };

  it('keeps its hash alone, is on record and told', async () => {
    const { account, caller } = await signedIn();
    const left = await leaves(world.deps, () => setPassword(world.deps, caller, { password: PASSWORD }));
    expect(left.answer).toEqual(allow({}));
    const phc = await world.deps.store.read((tx) => findPassword(tx, account.id));
    expect(phc).toMatch(/^\$argon2id\$/);
    expect(await world.deps.passwordHashing.verify(phc, PASSWORD, TEST_TURN)).toBe(true);
    expect(left.events).toMatchObject([
      { ...byHolder(caller), operation: 'password.set', outcome: 'done', subject: null, key_name: 'Blue key' },
    ]);
    expect(left.alerts).toEqual([`${account.email}: password.set done`]);
    expect(left.changed).toEqual(['audit_event', 'outbox', 'password_verifier', 'throttle']);
    expect(JSON.stringify(await contentsOf(world.deps.store))).not.toContain(PASSWORD);
  });

  it('puts the new one in place of the old one', async () => {
    const { account, caller } = await signedIn({ password: PASSWORD, totp: true });
    await setPassword(world.deps, caller, { password: OTHER });
    const phc = await world.deps.store.read((tx) => findPassword(tx, account.id));
    expect(await world.deps.passwordHashing.verify(phc, OTHER, TEST_TURN)).toBe(true);
    expect(await world.deps.passwordHashing.verify(phc, PASSWORD, TEST_TURN)).toBe(false);
  });

  it.each([
    ['too-short', 'short', []],
    ['common', 'passwordpassword', ['throttle']],
  ] as const)('that is %s leaves no more than that it was counted', async (why, password, changed) => {
    const { caller } = await signedIn();
    const left = await leaves(world.deps, () => setPassword(world.deps, caller, { password }));
    expect(left.answer).toEqual(refuse({ tag: 'password-refused', why }));
    expect(left.changed).toEqual(changed);
  });

  it('is counted by account, before it is looked up and hashed', async () => {
    const { caller } = await signedIn();
    let hashed = 0;
    const hash = async () => `hash ${++hashed}`;
    const deps = { ...world.deps, passwordHashing: { ...world.deps.passwordHashing, hash } };
    const { points } = LIMITS['new-password.account'];
    for (let count = 0; count < points; count++) await setPassword(deps, caller, { password: PASSWORD });
    const elsewhere = { ...caller, network: 'elsewhere' };
    expect(await setPassword(deps, elsewhere, { password: PASSWORD })).toMatchObject({ refusal: { tag: 'throttled' } });
    expect(hashed).toBe(points);
  });

  it('that is the holder’s own address is refused', async () => {
    const { account, caller } = await signedIn({ email: 'ada.lovelace@example.com' });
    expect((await setPassword(world.deps, caller, { password: account.email })).allowed).toBe(false);
  });

  it('on a protected account is refused, on record and told', async () => {
    const { account, caller } = await signedIn({ tier: 'advanced' });
    const left = await leaves(world.deps, () => setPassword(world.deps, caller, { password: PASSWORD }));
    expect(left.answer).toEqual(refuse({ tag: 'not-permitted', why: 'tier' }));
    expect(left.alerts).toEqual([`${account.email}: password.set refused`]);
    expect(left.changed).toEqual(['audit_event', 'outbox', 'throttle']);
  });

  // A password without a second factor is no way in, and `standing` would say so: the account has its key.
  it('needs no authenticator app where a key is there', async () => {
    const { caller } = await signedIn({ keys: [ROAMING] });
    expect((await setPassword(world.deps, caller, { password: PASSWORD })).allowed).toBe(true);
  });
});

describeUseCase('removing a password', (world) => {
  it('deletes its hash, is on record and told', async () => {
    const account = await makeAccount(world.deps, { password: PASSWORD, totp: true, keys: [ROAMING] });
    const caller = await signIn(world.deps, account);
    const left = await leaves(world.deps, () => removePassword(world.deps, caller));
    expect(left.answer).toEqual(allow({}));
    expect(await world.deps.store.read((tx) => findPassword(tx, account.id))).toBeNull();
    expect(left.events).toMatchObject([{ ...byHolder(caller), operation: 'password.remove', outcome: 'done' }]);
    expect(left.alerts).toEqual([`${account.email}: password.remove done`]);
    expect(left.changed).toEqual(['audit_event', 'former_factor', 'outbox', 'password_verifier']);
    expect(await removePassword(world.deps, { ...caller, now: TEST_TIME + 1 })).toEqual(refuse({ tag: 'not-found' }));
  });

  it('is refused where it is the only way in, and on record', async () => {
    const account = await makeAccount(world.deps, { password: PASSWORD, totp: true });
    const caller = await signIn(world.deps, account);
    const left = await leaves(world.deps, () => removePassword(world.deps, caller));
    expect(left.answer).toEqual(refuse({ tag: 'floor-would-break', unmet: ['way-in'] }));
    expect(left.events).toMatchObject([{ outcome: 'refused', reason: 'floor-would-break' }]);
    expect(left.changed).toEqual(['audit_event']);
  });
});
