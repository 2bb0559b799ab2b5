// The second step after a password: a code or a key, a few tries, one session, and nothing without the flow's cookie.

import { describe, expect, it } from 'vitest';
import {
  type AccountAsked,
  type MadeAccount,
  makeAccount,
  makeCaller,
  ROAMING,
  signIn,
} from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import type { Misbehaviour } from '../../../../../test/support/software-authenticator.ts';
import { describeUseCase, factsOf, leaves, totpAt } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { setFrozen, setProtected } from '../../storage/account.ts';
import { deleteCredential } from '../../storage/credential.ts';
import { makeBackupCodes } from '../backup-code/make.ts';
import type { Caller } from '../caller.ts';
import { signInWithPassword } from './password.ts';
import { secondStepOptions, secondStepWithBackupCode, secondStepWithKey, secondStepWithTotp } from './second-step.ts';

const PASSWORD = 'nine quiet herons crossed the marsh';
const GONE = refuse({ tag: 'flow-gone' });

describeUseCase('the second step', (world) => {
  const begin = async (asked: AccountAsked = {}): Promise<{ account: MadeAccount; caller: Caller }> => {
    const account = await makeAccount(world.deps, { password: PASSWORD, totp: true, keys: [ROAMING], ...asked });
    const caller = makeCaller({ network: account.email });
    return { account, caller: await proceed(account, caller) };
  };
  const proceed = async (account: MadeAccount, caller: Caller): Promise<Caller> => {
    const input = { email: account.email, password: PASSWORD };
    const { flowToken } = factsOf(await signInWithPassword(world.deps, caller, input));
    return { ...caller, flowToken };
  };
  const withTotp = (caller: Caller, code: string) =>
    leaves(world.deps, () => secondStepWithTotp(world.deps, caller, { code }));
  const answer = async (account: MadeAccount, caller: Caller, wrong: Misbehaviour = {}) => {
    const options = factsOf(await secondStepOptions(world.deps, caller));
    const response = account.keys[0]?.authenticator.assert(options, wrong);
    if (!response) throw new Error('the account has a key');
    return { response };
  };
  const withKey = async (account: MadeAccount, caller: Caller, wrong: Misbehaviour = {}) => {
    const input = await answer(account, caller, wrong);
    return leaves(world.deps, () => secondStepWithKey(world.deps, caller, input));
  };
  const wrongCode = (code: string) => (code === '000000' ? '000001' : '000000');

  it('by code opens the session, ends the flow, and is on record and told', async () => {
    const { account, caller } = await begin();
    const left = await withTotp(caller, totpAt(account.totpSecret, TEST_TIME));
    expect(factsOf(left.answer).next).toBe('overview');
    expect(left.events).toMatchObject([
      {
        operation: 'sign-in.second-totp',
        outcome: 'done',
        actor: 'holder',
        account_id: account.id,
        session_id: null,
        credential_id: null,
        subject: 'password',
      },
    ]);
    expect(left.alerts).toEqual([`${account.email}: sign-in.second-totp done`]);
    expect(left.changed).toEqual(['audit_event', 'device', 'flow', 'outbox', 'session', 'throttle', 'totp_verifier']);
  });

  it('by key opens the session under that key', async () => {
    const { account, caller } = await begin();
    const left = await withKey(account, caller);
    expect(left.answer.allowed).toBe(true);
    expect(left.events).toMatchObject([
      {
        operation: 'sign-in.second-key',
        outcome: 'done',
        credential_id: account.keys[0]?.id,
        key_name: 'Blue key',
        subject: 'password',
      },
    ]);
    expect(left.alerts).toEqual([`${account.email}: sign-in.second-key done`]);
  });

  it('happens once', async () => {
    const { account, caller } = await begin();
    const code = totpAt(account.totpSecret, TEST_TIME);
    expect((await withTotp(caller, code)).answer.allowed).toBe(true);
    const again = await withTotp(caller, code);
    expect(again.answer).toEqual(GONE);
    expect(again.changed).toEqual([]);
  });

  it('takes a code once, over all flows of the account', async () => {
    const { account, caller } = await begin();
    const other = await proceed(account, makeCaller({ network: 'elsewhere' }));
    const code = totpAt(account.totpSecret, TEST_TIME);
    expect((await withTotp(caller, code)).answer.allowed).toBe(true);
    expect((await withTotp(other, code)).answer).toEqual(refuse({ tag: 'sign-in-failed', why: 'wrong-code' }));
  });

  it('that is wrong takes a try, is on record as a stranger’s, and leaves the flow open', async () => {
    const { account, caller } = await begin();
    const code = totpAt(account.totpSecret, TEST_TIME);
    const left = await withTotp(caller, wrongCode(code));
    expect(left.answer).toEqual(refuse({ tag: 'sign-in-failed', why: 'wrong-code' }));
    expect(left.events).toMatchObject([
      {
        operation: 'sign-in.second-totp',
        outcome: 'refused',
        reason: 'wrong-code',
        actor: 'stranger',
        account_id: account.id,
        session_id: null,
      },
    ]);
    expect(left.changed).toEqual(['audit_event', 'flow', 'throttle']);
    expect((await withTotp(caller, code)).answer.allowed).toBe(true);
  });

  it('is over after five tries, even with the right code', async () => {
    const { account, caller } = await begin();
    const code = totpAt(account.totpSecret, TEST_TIME);
    for (let tries = 0; tries < 5; tries++) await withTotp(caller, wrongCode(code));
    expect((await withTotp(caller, code)).answer).toEqual(GONE);
  });

  it('by a key that did not answer rightly is on record with what was wrong', async () => {
    const { account, caller } = await begin();
    const left = await withKey(account, caller, { spoilSignature: true });
    expect(left.answer).toEqual(refuse({ tag: 'sign-in-failed', why: 'signature' }));
    expect(left.events).toMatchObject([{ operation: 'sign-in.second-key', outcome: 'refused', reason: 'signature' }]);
    expect(left.changed).toEqual(['audit_event', 'flow']);
  });

  it('takes no key of another account, and no answer to another flow', async () => {
    const { caller } = await begin();
    const other = await begin();
    const theirs = await answer(other.account, other.caller);
    const foreign = await secondStepWithKey(world.deps, caller, theirs);
    expect(foreign).toEqual(refuse({ tag: 'sign-in-failed', why: 'foreign-credential' }));
    const mine = await proceed(other.account, makeCaller({ network: 'again' }));
    const swapped = await secondStepWithKey(world.deps, mine, theirs);
    expect(swapped).toEqual(refuse({ tag: 'sign-in-failed', why: 'challenge-unknown' }));
  });

  it('takes no key that was removed meanwhile', async () => {
    const { account, caller } = await begin();
    const input = await answer(account, caller);
    const id = account.keys[0]?.id;
    if (!id) throw new Error('the account has a key');
    const removing = world.deps.store.write((tx) => deleteCredential(tx, account.id, id, TEST_TIME));
    const [decision] = await Promise.all([secondStepWithKey(world.deps, caller, input), removing]);
    expect(decision).toMatchObject({ allowed: false, refusal: { why: 'unknown-credential' } });
  });

  it('is gone without the cookie of its flow, and when its ten minutes are over', async () => {
    const { account, caller } = await begin();
    const code = totpAt(account.totpSecret, TEST_TIME + 600_000);
    const late = { ...caller, now: TEST_TIME + 600_000 };
    for (const lost of [{ ...caller, flowToken: null }, late]) {
      expect((await withTotp(lost, code)).answer).toEqual(GONE);
      expect(await secondStepOptions(world.deps, lost)).toEqual(GONE);
    }
  });

  it('is gone where the account became protected after the password', async () => {
    const { account, caller } = await begin();
    await world.deps.store.write((tx) => setProtected(tx, account.id, 'advanced', 72, TEST_TIME));
    const left = await withTotp(caller, totpAt(account.totpSecret, TEST_TIME));
    expect(left.answer).toEqual(GONE);
    expect(left.changed).not.toContain('session');
  });

  it('by code does not open a frozen account that has keys, and ends the flow', async () => {
    const { account, caller } = await begin();
    await world.deps.store.write((tx) => setFrozen(tx, account.id, TEST_TIME));
    const left = await withTotp(caller, totpAt(account.totpSecret, TEST_TIME));
    expect(left.answer).toEqual(refuse({ tag: 'sign-in-failed', why: 'frozen' }));
    expect(left.events).toMatchObject([{ outcome: 'refused', reason: 'frozen' }]);
    expect(left.changed).not.toContain('session');
  });

  it('that succeeds forgives the attempts that led to it', async () => {
    const { account, caller } = await begin();
    const deps = { ...world.deps, passwordHashing: { ...world.deps.passwordHashing, verify: async () => false } };
    const fail = () => signInWithPassword(deps, caller, { email: account.email, password: 'wrong' });
    // The password that began the flow was the first.
    await Promise.all(Array.from({ length: LIMITS['sign-in.account'].points - 1 }, fail));
    await withTotp(caller, totpAt(account.totpSecret, TEST_TIME));
    expect((await proceed(account, caller)).flowToken).toMatch(/^hff_/);
  });

  describe('with a backup code', () => {
    const withCodes = async () => {
      const account = await makeAccount(world.deps, { password: PASSWORD, totp: true, keys: [] });
      const { codes } = factsOf(await makeBackupCodes(world.deps, await signIn(world.deps, account, { with: null })));
      return { account, codes };
    };
    const withCode = (caller: Caller, code: string) =>
      leaves(world.deps, () => secondStepWithBackupCode(world.deps, caller, { code }));
    const input = (account: MadeAccount) => ({ email: account.email, password: PASSWORD });

    it('opens the session, uses the code up, and is told on every channel', async () => {
      const { account, codes } = await withCodes();
      const caller = await proceed(account, makeCaller({ network: account.email }));
      const left = await withCode(caller, codes[0] ?? '');
      expect(factsOf(left.answer).next).toBe('overview');
      expect(left.events).toMatchObject([
        { operation: 'sign-in.second-backup-code', outcome: 'done', subject: 'password' },
      ]);
      expect(left.alerts).toEqual([`${account.email}: sign-in.second-backup-code done`]);
      const again = await proceed(account, makeCaller({ network: account.email }));
      expect((await withCode(again, codes[0] ?? '')).answer).toEqual(
        refuse({ tag: 'sign-in-failed', why: 'wrong-code' }),
      );
    });

    it('is offered while one is left, and not after the last', async () => {
      const { account, codes } = await withCodes();
      const offered = async () =>
        factsOf(await signInWithPassword(world.deps, makeCaller({ network: account.email }), input(account))).second;
      expect(await offered()).toEqual(['totp', 'backup-code']);
      for (const code of codes) {
        const caller = await proceed(account, makeCaller({ network: account.email }));
        expect((await withCode(caller, code)).answer.allowed).toBe(true);
      }
      expect(await offered()).toEqual(['totp']);
    });

    it('does not open a frozen account that has keys', async () => {
      const account = await makeAccount(world.deps, { password: PASSWORD, totp: true, keys: [ROAMING] });
      const { codes } = factsOf(await makeBackupCodes(world.deps, await signIn(world.deps, account)));
      const caller = await proceed(account, makeCaller({ network: account.email }));
      await world.deps.store.write((tx) => setFrozen(tx, account.id, TEST_TIME));
      const left = await withCode(caller, codes[0] ?? '');
      expect(left.answer).toEqual(refuse({ tag: 'sign-in-failed', why: 'frozen' }));
      expect(left.changed).not.toContain('session');
    });
  });
});
