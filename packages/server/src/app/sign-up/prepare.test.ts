// What a new account's holder needs to choose a way in: only once the address is confirmed, only in this browser.

import { expect, it } from 'vitest';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { begunSignUp, confirmedSignUp } from '../../../../../test/support/sign-ups.ts';
import { describeUseCase, factsOf, leaves, totpAt } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { verifyTotp } from '../../platform/totp.ts';
import { findConfirmedSignUp, offerTotp, signUpKeyOptions, signUpTotp } from './prepare.ts';

const GONE = refuse({ tag: 'flow-gone' });

describeUseCase('preparing a way in', (world) => {
  it('is refused before the address is confirmed', async () => {
    const { caller } = await begunSignUp(world.deps, 'early@example.com');
    expect(await signUpKeyOptions(world.deps, caller, { displayName: 'Ada' })).toEqual(GONE);
    expect(await signUpTotp(world.deps, caller)).toEqual(GONE);
    expect(await world.deps.store.read((tx) => findConfirmedSignUp(world.deps, tx, caller))).toBeNull();
  });

  it('asks for a key of this account to be, under the name that was typed, and writes nothing', async () => {
    const caller = await confirmedSignUp(world.deps, 'key@example.com');
    const ask = () => signUpKeyOptions(world.deps, caller, { displayName: 'Ada L' });
    const left = await leaves(world.deps, ask);
    const { user, excludeCredentials } = factsOf(left.answer);
    expect(user).toMatchObject({ name: 'key@example.com', displayName: 'Ada L' });
    expect(factsOf(await ask()).user.id).toBe(user.id);
    expect(excludeCredentials).toEqual([]);
    expect(left.changed).toEqual([]);
  });

  it('offers an authenticator app with a secret sealed in the flow, and another when asked again', async () => {
    const caller = await confirmedSignUp(world.deps, 'app@example.com');
    const left = await leaves(world.deps, () => signUpTotp(world.deps, caller));
    const { secret } = factsOf(left.answer);
    expect(left.changed).toEqual(['flow']);
    const remembered = async () =>
      (await world.deps.store.read((tx) => findConfirmedSignUp(world.deps, tx, caller)))?.state.totpSecret;
    expect(await remembered()).toBe(secret);
    const again = factsOf(await signUpTotp(world.deps, caller));
    expect(again.secret).not.toBe(secret);
    expect(await remembered()).toBe(again.secret);
  });

  it('names platform and address in the QR code of the app', () => {
    const { secret, uri } = offerTotp(world.deps, 'ada@example.com');
    expect(uri).toMatch(/^otpauth:\/\/totp\/Holdfast:ada(%40|@)example\.com\?/);
    expect(uri).toContain(`secret=${secret}`);
    expect(verifyTotp(secret, totpAt(secret, TEST_TIME), TEST_TIME)).not.toBeNull();
  });
});
