// A second proof: another trusted key or a recovery key beside the fresh key, for one change, in this session alone.

import { expect, it } from 'vitest';
import { BUILT_IN, type MadeKey, makeAccount, ROAMING, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { accountNow, keyAt, keyNow, suspend } from '../../../../../test/support/keys.ts';
import { describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { setFrozen } from '../../storage/account.ts';
import { activateRecoveryKeys, stageRecoveryKeys } from '../../storage/recovery-key.ts';
import { findSession } from '../../storage/session.ts';
import type { SignedInCaller } from '../caller.ts';
import { removeCredential } from '../credential/remove.ts';
import { lowerFloor } from '../protection/change.ts';
import { giveRecoveryKey, giveSecondKey, secondKeyOptions } from './second-proof.ts';
import { stepUpOptions, stepUpWithKey } from './step-up.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const SPARE = { ...ROAMING, nickname: 'Spare' };

describeUseCaseOnBoth('a second proof', (world) => {
  const person = async (spare: object = {}) => {
    const keys = [BUILT_IN, ROAMING, { ...SPARE, ...spare }];
    const account = await makeAccount(world.deps, { tier: 'advanced', keys });
    const caller = await signIn(world.deps, account);
    return { account, caller, first: keyAt(account, 0), second: keyAt(account, 1), third: keyAt(account, 2) };
  };
  const give = async (caller: SignedInCaller, key: MadeKey) => {
    // As a page might that asked for a ceremony of its own: whichever key was touched.
    const { allowCredentials: _any, ...options } = factsOf(await secondKeyOptions(world.deps, caller));
    return giveSecondKey(world.deps, caller, {
      response: key.authenticator.assert({ ...options, allowCredentials: [{ id: key.externalId }] }),
    });
  };
  const stepUp = async (caller: SignedInCaller, key: MadeKey) => {
    const options = factsOf(await stepUpOptions(world.deps, caller));
    return stepUpWithKey(world.deps, caller, { response: key.authenticator.assert(options) });
  };
  const secondOf = async ({ session }: SignedInCaller) => {
    const now = await world.deps.store.read((tx) => findSession(tx, session.id));
    return now && [now.second_at, now.second_credential_id, now.second_recovery_key];
  };
  const NONE = [null, null, null];

  it('by another trusted key stands beside the first, under a new token, and ends with the first', async () => {
    const { account, caller, second } = await person();
    const later = { ...caller, now: TEST_TIME + 60_000 };
    const options = factsOf(await secondKeyOptions(world.deps, later));
    expect(options.allowCredentials.map(({ id }) => id)).toEqual(account.keys.slice(1).map((key) => key.externalId));
    const response = second.authenticator.assert(options);
    const left = await leaves(world.deps, () => giveSecondKey(world.deps, later, { response }));
    const { sessionToken, freshUntil, madeTrusted } = factsOf(left.answer);
    expect([freshUntil, madeTrusted]).toEqual([TEST_TIME + 300_000, false]);
    expect(sessionToken).not.toBe(caller.token);
    expect(await secondOf(caller)).toEqual([TEST_TIME + 60_000, second.id, null]);
    expect(left.events).toMatchObject([{ operation: 'step-up.second-key', outcome: 'done', subject: 'Blue key' }]);
    expect(left.alerts).toEqual([]);
  });

  it('is no proof by the first key again, by a new key, or by a suspended one', async () => {
    const { account, caller, first, second, third } = await person({ trustedAt: TEST_TIME + 1 });
    expect(await give(caller, first)).toEqual(refuse({ tag: 'same-key' }));
    const young = refuse({ tag: 'key-not-trusted', rights: 'trusted', from: TEST_TIME + 1 });
    expect(await give(caller, third)).toEqual(young);
    const options = factsOf(await secondKeyOptions(world.deps, caller));
    await suspend(world.deps, account, second, { by: 'factor', at: 1 });
    const response = second.authenticator.assert(options);
    expect(await giveSecondKey(world.deps, caller, { response })).toMatchObject({ refusal: { tag: 'key-suspended' } });
    expect(await secondOf(caller)).toEqual(NONE);
  });

  it('beside a new key, or where no other key could be one, is not even asked for', async () => {
    const { account, third } = await person({ trustedAt: TEST_TIME + 1 });
    const thief = await signIn(world.deps, account, { with: third });
    expect(await secondKeyOptions(world.deps, thief)).toMatchObject({ refusal: { tag: 'key-not-trusted' } });
    const alone = await makeAccount(world.deps, { keys: [ROAMING] });
    const caller = await signIn(world.deps, alone);
    expect(await secondKeyOptions(world.deps, caller)).toMatchObject({
      refusal: { tag: 'key-not-trusted', from: null },
    });
  });

  it('finishes one change, and the next has one proof again', async () => {
    const synced = { ...BUILT_IN, backupEligible: true, backedUp: true };
    const account = await makeAccount(world.deps, {
      tier: 'hardware',
      keys: [{ ...ROAMING, attestationTrust: 'anchored' }, { ...SPARE, attestationTrust: 'anchored' }, synced],
    });
    const caller = await signIn(world.deps, account);
    factsOf(await give(caller, keyAt(account, 1)));
    expect(factsOf(await lowerFloor(world.deps, caller)).hold).toBeNull();
    expect(await secondOf(caller)).toEqual(NONE);
    const removal = factsOf(await removeCredential(world.deps, caller, { credentialId: keyAt(account, 2).id }));
    expect(removal.hold).toMatchObject({ proofs: 1 });
  });

  it('is used up too by what waits all the same, which then needs no further touch', async () => {
    const { caller, second, third } = await person();
    factsOf(await give(caller, second));
    const removal = factsOf(await removeCredential(world.deps, caller, { credentialId: third.id }));
    expect(removal.hold).toMatchObject({ proofs: 2, stoppedBy: 'trusted-key', expiresAt: null });
    expect(await secondOf(caller)).toEqual(NONE);
  });

  it('is void once the session steps up with another key, and stays where it does with the same', async () => {
    const { caller, first, second, third } = await person();
    factsOf(await give(caller, second));
    factsOf(await stepUp(caller, first));
    expect(await secondOf(caller)).toEqual([TEST_TIME, second.id, null]);
    factsOf(await stepUp(caller, third));
    expect(await secondOf(caller)).toEqual(NONE);
  });

  it('is void once either key is suspended on its way out, or the recovery keys are replaced', async () => {
    const { account, caller, second, third } = await person();
    factsOf(await give(caller, second));
    const other = await signIn(world.deps, account, { with: third });
    factsOf(await removeCredential(world.deps, other, { credentialId: second.id }));
    expect(await secondOf(caller)).toEqual(NONE);
    factsOf(await giveRecoveryKey(world.deps, caller, { recoveryKey: account.recoveryKeys[0] ?? '' }));
    expect(await secondOf(caller)).toEqual([TEST_TIME, null, 1]);
    await world.deps.store.write(async (tx) => {
      await stageRecoveryKeys(tx, account.id, ['a', 'b'], TEST_TIME);
      await activateRecoveryKeys(tx, account.id);
    });
    expect(await secondOf(caller)).toEqual(NONE);
  });

  it('by a recovery key is told and uses none up; the key beside it is confirmed', async () => {
    const { account, caller, first } = await person();
    const recoveryKey = account.recoveryKeys[1] ?? '';
    const left = await leaves(world.deps, () => giveRecoveryKey(world.deps, caller, { recoveryKey }));
    expect(factsOf(left.answer).madeTrusted).toBe(false);
    expect(await secondOf(caller)).toEqual([TEST_TIME, null, 2]);
    expect(await keyNow(world.deps, account, first)).toMatchObject({ confirmedUntil: TEST_TIME + 30 * DAY_MS });
    expect(left.events).toMatchObject([
      { operation: 'step-up.recovery-key', subject: 'second', credential_id: first.id },
    ]);
    expect(left.alerts).toEqual([`${account.email}: step-up.recovery-key done`]);
    const now = await accountNow(world.deps, account);
    expect(now.tier !== 'standard' && now.recoveryKeys.map(({ spentAt }) => spentAt)).toEqual([null, null]);
  });

  it('by a recovery key beside a new key makes that key trusted at once, and lifts a freeze', async () => {
    const { account, third } = await person({ trustedAt: TEST_TIME + 14 * DAY_MS });
    const caller = await signIn(world.deps, account, { with: third });
    await world.deps.store.write((tx) => setFrozen(tx, account.id, TEST_TIME - 1));
    const answer = await giveRecoveryKey(world.deps, caller, { recoveryKey: account.recoveryKeys[0] ?? '' });
    expect(factsOf(answer).madeTrusted).toBe(true);
    expect(await keyNow(world.deps, account, third)).toMatchObject({ trustedAt: TEST_TIME });
    expect((await accountNow(world.deps, account)).frozenAt).toBeNull();
    const removal = factsOf(await removeCredential(world.deps, caller, { credentialId: keyAt(account, 0).id }));
    expect(removal.hold).toMatchObject({ proofs: 2 });
  });

  it('by a wrong recovery key is refused, told and counted; a right one passes after any number', async () => {
    const { account, caller, third } = await person({ trustedAt: TEST_TIME + DAY_MS });
    const wrong = { recoveryKey: (await person()).account.recoveryKeys[0] ?? '' };
    const { points } = LIMITS['second-proof.account'];
    for (let tries = 1; tries <= points + 1; tries++) {
      const tag = tries <= points ? 'recovery-key-refused' : 'throttled';
      expect(await giveRecoveryKey(world.deps, caller, wrong)).toMatchObject({ refusal: { tag } });
    }
    expect(await secondOf(caller)).toEqual(NONE);
    expect(await keyNow(world.deps, account, third)).toMatchObject({ trustedAt: TEST_TIME + DAY_MS });
    const right = { recoveryKey: account.recoveryKeys[0] ?? '' };
    expect((await giveRecoveryKey(world.deps, caller, right)).allowed).toBe(true);
  });

  it('wants a fresh first one', async () => {
    const { account, caller } = await person();
    const stale = { ...caller, now: TEST_TIME + 300_000 };
    const right = { recoveryKey: account.recoveryKeys[0] ?? '' };
    expect(await giveRecoveryKey(world.deps, stale, right)).toMatchObject({ refusal: { tag: 'step-up-required' } });
    const response = keyAt(account, 1).authenticator.assert(factsOf(await secondKeyOptions(world.deps, stale)));
    expect(await giveSecondKey(world.deps, stale, { response })).toMatchObject({
      refusal: { tag: 'step-up-required' },
    });
  });
});
