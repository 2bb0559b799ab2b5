// Completing a sign-up: the account, its way in, its session and its evidence appear together, once, or not at all.

import { expect, it } from 'vitest';
import { makeAccount, makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { confirmedSignUp } from '../../../../../test/support/sign-ups.ts';
import type { Misbehaviour } from '../../../../../test/support/software-authenticator.ts';
import {
  contentsOf,
  describeUseCase,
  factsOf,
  leaves,
  newAuthenticator,
  totpAt,
} from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { findAccountByEmail, loadAccount } from '../../storage/account.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { completeSignUp, type SignUpWay } from './complete.ts';
import { signUpKeyOptions, signUpTotp } from './prepare.ts';

const PASSWORD = 'nine quiet herons crossed the marsh';

describeUseCase('completing a sign-up', (world) => {
  const complete = (caller: Caller, way: SignUpWay, deps: Deps = world.deps) =>
    leaves(deps, () => completeSignUp(deps, caller, way));
  const withKey = async (caller: Caller, wrong: Misbehaviour = {}, key = newAuthenticator()): Promise<SignUpWay> => {
    const options = factsOf(await signUpKeyOptions(world.deps, caller, { displayName: 'Ada' }));
    return { with: 'key', displayName: 'Ada', nickname: 'De\u200bsk', response: key.register(options, wrong) };
  };
  const withPassword = async (caller: Caller, password = PASSWORD): Promise<SignUpWay & { with: 'password' }> => {
    const { secret } = factsOf(await signUpTotp(world.deps, caller));
    return { with: 'password', displayName: 'Noor', password, code: totpAt(secret, TEST_TIME) };
  };
  const find = (email: string) =>
    world.deps.store.read(async (tx) => {
      const row = await findAccountByEmail(tx, email);
      return row ? loadAccount(tx, row.id) : null;
    });

  it('with a key makes a standard account, trusts the key, signs in, and is recorded and told', async () => {
    const caller = await confirmedSignUp(world.deps, 'key@example.com');
    const left = await complete(caller, await withKey(caller));
    expect(factsOf(left.answer)).toMatchObject({ next: 'overview', newDevice: true });
    const account = await find('key@example.com');
    expect(account).toMatchObject({
      tier: 'standard',
      role: 'holder',
      displayName: 'Ada',
      password: null,
      totp: null,
      credentials: [{ nickname: 'Desk', origin: 'sign-up', trustedAt: TEST_TIME }],
    });
    expect(left.events).toMatchObject([
      {
        operation: 'sign-up.complete',
        outcome: 'done',
        actor: 'holder',
        account_id: account?.id,
        session_id: null,
        credential_id: account?.credentials[0]?.id,
        key_name: 'Desk',
        subject: 'key',
      },
    ]);
    expect(left.alerts).toEqual(['key@example.com: sign-up.complete done']);
    expect(left.changed).toEqual([
      'account',
      'audit_event',
      'credential',
      'device',
      'flow',
      'outbox',
      'session',
      'spent',
    ]);
  });

  it('with a password keeps its hash and the app, whose code cannot be used again', async () => {
    const caller = await confirmedSignUp(world.deps, 'password@example.com');
    const left = await complete(caller, await withPassword(caller));
    expect(left.answer.allowed).toBe(true);
    expect(await find('password@example.com')).toMatchObject({
      password: { setAt: TEST_TIME },
      totp: { setAt: TEST_TIME },
      credentials: [],
    });
    expect(left.events).toMatchObject([{ operation: 'sign-up.complete', subject: 'password', credential_id: null }]);
    const { password_verifier, totp_verifier } = await contentsOf(world.deps.store);
    expect(password_verifier).toMatchObject([{ phc: expect.stringMatching(/^\$argon2id\$/) }]);
    expect(totp_verifier).toMatchObject([{ last_step: TEST_TIME / 30_000 }]);
  });

  it('happens once', async () => {
    const caller = await confirmedSignUp(world.deps, 'once@example.com');
    const way = await withKey(caller);
    const decisions = await Promise.all([1, 2, 3].map(() => completeSignUp(world.deps, caller, way)));
    expect(decisions.map(({ allowed }) => allowed).sort()).toEqual([false, false, true]);
  });

  it('leads to the enrolment where the platform asks for protection, and takes no password then', async () => {
    const deps = { ...world.deps, policy: { ...world.deps.policy, defaultTier: 'advanced' } as const };
    const caller = await confirmedSignUp(world.deps, 'must-enrol@example.com');
    const refused = await complete(caller, await withPassword(caller), deps);
    expect(refused.answer).toEqual(refuse({ tag: 'not-permitted', why: 'tier' }));
    expect(refused.changed).toEqual([]);
    const left = await complete(caller, await withKey(caller), deps);
    expect(factsOf(left.answer).next).toBe('enrolment');
    expect(await find('must-enrol@example.com')).toMatchObject({ enrolmentRequired: true });
  });

  it('with a key that answered wrongly makes nothing, and the flow stays', async () => {
    const caller = await confirmedSignUp(world.deps, 'wrong-key@example.com');
    const left = await complete(caller, await withKey(caller, { origin: 'https://evil.example' }));
    expect(left.answer).toEqual(refuse({ tag: 'ceremony-failed', why: 'origin' }));
    expect(left.changed).toEqual([]);
    expect((await complete(caller, await withKey(caller))).answer.allowed).toBe(true);
  });

  it.each([
    ['too-short', 'short'],
    ['common', 'passwordpassword'],
    ['common', 'weak@example.com'],
  ] as const)('with a password that is %s makes nothing', async (why, password) => {
    const caller = await confirmedSignUp(world.deps, 'weak@example.com');
    const left = await complete(caller, await withPassword(caller, password));
    expect(left.answer).toEqual(refuse({ tag: 'password-refused', why }));
    expect(left.changed).toEqual(why === 'common' ? ['throttle'] : []);
  });

  it('with a wrong code takes a try and makes nothing; after the last try the flow is gone', async () => {
    const caller = await confirmedSignUp(world.deps, 'wrong-code@example.com');
    const way = await withPassword(caller);
    const wrong = { ...way, code: way.code === '000000' ? '000001' : '000000' };
    // Confirming the address took one of the five.
    for (let tries = 0; tries < 4; tries++) {
      const left = await complete(caller, wrong);
      expect(left.answer).toEqual(refuse({ tag: 'code-refused' }));
      expect(left.changed).toEqual(['flow', 'throttle']);
    }
    expect((await complete(caller, wrong)).answer).toEqual(refuse({ tag: 'flow-gone' }));
    expect(await find('wrong-code@example.com')).toBeNull();
  });

  it('with a password needs the app that was offered', async () => {
    const caller = await confirmedSignUp(world.deps, 'no-app@example.com');
    const way = { with: 'password', displayName: 'Noor', password: PASSWORD, code: '123456' } as const;
    expect((await complete(caller, way)).answer).toEqual(refuse({ tag: 'code-refused' }));
  });

  it('is gone where somebody else finished with the same address first', async () => {
    const caller = await confirmedSignUp(world.deps, 'race@example.com');
    await makeAccount(world.deps, { email: 'race@example.com' });
    const left = await complete(caller, await withKey(caller));
    expect(left.answer).toEqual(refuse({ tag: 'flow-gone' }));
    expect(left.changed).toEqual(['flow']);
  });

  it('is gone without the cookie of the flow', async () => {
    const caller = await confirmedSignUp(world.deps, 'cookie@example.com');
    const way = await withKey(caller);
    expect((await complete(makeCaller(), way)).answer).toEqual(refuse({ tag: 'flow-gone' }));
  });
});
