// Proving presence again: the token changes, the old one is dead, and nothing weaker than the account's tier is enough.

import { expect, it } from 'vitest';
import {
  BUILT_IN,
  HARDWARE,
  type KeyAsked,
  type MadeKey,
  makeAccount,
  ROAMING,
  signIn,
} from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { TEST_TURN } from '../../../../../test/support/deps.ts';
import type { Misbehaviour } from '../../../../../test/support/software-authenticator.ts';
import { byHolder, describeUseCase, factsOf, leaves, totpAt } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { loadAccount, setFrozen } from '../../storage/account.ts';
import { findSession } from '../../storage/session.ts';
import { setPassword } from '../../storage/verifier.ts';
import type { SignedInCaller } from '../caller.ts';
import { forgivePasswords } from '../sign-in/count-password.ts';
import { signInOptions } from '../sign-in/key.ts';
import { signInWithPassword } from '../sign-in/password.ts';
import { hashToken } from '../token.ts';
import { stepUpOptions, stepUpWithKey, stepUpWithPassword } from './step-up.ts';

const LATER = TEST_TIME + 600_000;
const PASSWORD = 'nine quiet herons crossed the marsh';
const SYNCED: KeyAsked = { ...BUILT_IN, nickname: 'Phone', backupEligible: true, backedUp: true };

describeUseCase('stepping up with a key', (world) => {
  const answer = async (caller: SignedInCaller, key: MadeKey | undefined, wrong: Misbehaviour = {}) => {
    const options = factsOf(await stepUpOptions(world.deps, caller));
    if (!key) throw new Error('the account has a key');
    return { response: key.authenticator.assert(options, wrong) };
  };
  const stepUp = async (caller: SignedInCaller, key: MadeKey | undefined, wrong: Misbehaviour = {}) => {
    const input = await answer(caller, key, wrong);
    return leaves(world.deps, () => stepUpWithKey(world.deps, caller, input));
  };

  it('makes the session fresh under that key with a new token, and is on record', async () => {
    const account = await makeAccount(world.deps, { keys: [BUILT_IN, ROAMING] });
    const [, second] = account.keys;
    const caller = { ...(await signIn(world.deps, account)), now: LATER };
    const left = await stepUp(caller, second);
    const { sessionToken, endsAt, freshUntil } = factsOf(left.answer);
    expect([endsAt, freshUntil]).toEqual([caller.session.ends_at, LATER + 300_000]);
    const row = await world.deps.store.read((tx) =>
      tx.q.selectFrom('session').selectAll().where('id', '=', caller.session.id).executeTakeFirst(),
    );
    expect(sessionToken).not.toBe(caller.token);
    expect(row).toMatchObject({
      token_hash: hashToken(world.deps.keyRing, 'hfs', sessionToken),
      fresh_at: LATER,
      fresh_credential_id: second?.id,
      credential_id: account.keys[0]?.id,
    });
    expect(left.events).toMatchObject([
      {
        ...byHolder(caller),
        operation: 'step-up.key',
        outcome: 'done',
        credential_id: second?.id,
        key_name: 'Blue key',
      },
    ]);
    expect(left.alerts).toEqual([]);
    expect(left.changed).toEqual(['audit_event', 'credential', 'session', 'spent']);
  });

  it('with a trusted key lifts a freeze, and with a new one does not', async () => {
    for (const [trustedAt, frozenAt] of [
      [TEST_TIME, null],
      [TEST_TIME + 1, TEST_TIME],
    ] as const) {
      const account = await makeAccount(world.deps, { tier: 'advanced', keys: [{}, { trustedAt }] });
      const caller = await signIn(world.deps, account);
      await world.deps.store.write((tx) => setFrozen(tx, account.id, TEST_TIME));
      expect((await stepUp(caller, account.keys[1])).answer.allowed).toBe(true);
      const loaded = await world.deps.store.read((tx) => loadAccount(tx, account.id));
      expect(loaded?.frozenAt).toBe(frozenAt);
    }
  });

  it('happens once for one answer', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    const input = await answer(caller, account.keys[0]);
    expect((await stepUpWithKey(world.deps, caller, input)).allowed).toBe(true);
    expect(await stepUpWithKey(world.deps, caller, input)).toEqual(
      refuse({ tag: 'ceremony-failed', why: 'challenge-spent' }),
    );
  });

  it('that fails is on record, told on a protected account, and changes no session', async () => {
    for (const [tier, told] of [
      ['standard', 0],
      ['advanced', 1],
    ] as const) {
      const account = await makeAccount(world.deps, { tier });
      const caller = await signIn(world.deps, account);
      const left = await stepUp(caller, account.keys[0], { spoilSignature: true });
      expect(left.answer).toEqual(refuse({ tag: 'ceremony-failed', why: 'signature' }));
      expect(left.events).toMatchObject([
        { ...byHolder(caller), operation: 'step-up.key', outcome: 'refused', reason: 'signature' },
      ]);
      expect(left.alerts).toHaveLength(told);
      expect(left.changed).not.toContain('session');
    }
  });

  it('takes an answer to this session’s challenge only, by a key of this account only', async () => {
    const [account, other] = [await makeAccount(world.deps), await makeAccount(world.deps)];
    const [here, there] = [await signIn(world.deps, account), await signIn(world.deps, account)];
    const elsewhere = await answer(there, account.keys[0]);
    expect(await stepUpWithKey(world.deps, here, elsewhere)).toMatchObject({ refusal: { why: 'challenge-unknown' } });
    const response = account.keys[0]?.authenticator.assert(signInOptions(world.deps, here));
    if (!response) throw new Error('the account has a key');
    expect(await stepUpWithKey(world.deps, here, { response })).toMatchObject({
      refusal: { why: 'challenge-unknown' },
    });
    const theirs = await answer(await signIn(world.deps, other), other.keys[0]);
    expect(await stepUpWithKey(world.deps, here, theirs)).toMatchObject({ refusal: { why: 'foreign-credential' } });
  });

  it('with the hardware floor takes no key below it', async () => {
    const account = await makeAccount(world.deps, { tier: 'hardware', keys: [HARDWARE, HARDWARE, SYNCED] });
    const caller = await signIn(world.deps, account);
    const left = await stepUp(caller, account.keys[2]);
    expect(left.answer).toEqual(refuse({ tag: 'ceremony-failed', why: 'below-floor' }));
    expect(left.changed).not.toContain('session');
    expect((await stepUp(caller, account.keys[0])).answer.allowed).toBe(true);
  });
});

describeUseCase('stepping up with a password', (world) => {
  const signedIn = async () => {
    const account = await makeAccount(world.deps, { password: PASSWORD, totp: true });
    const caller = { ...(await signIn(world.deps, account)), now: LATER, network: account.email };
    return { account, caller, code: totpAt(account.totpSecret, LATER) };
  };
  const stepUp = (caller: SignedInCaller, password: string, code: string) =>
    leaves(world.deps, () => stepUpWithPassword(world.deps, caller, { password, code }));
  const freshAt = async (caller: SignedInCaller) =>
    (await world.deps.store.read((tx) => findSession(tx, caller.session.id)))?.fresh_at;

  it('and a code makes the session fresh, proved by no key, and is on record', async () => {
    const { caller, code } = await signedIn();
    const left = await stepUp(caller, PASSWORD, code);
    expect(left.answer.allowed).toBe(true);
    expect(await freshAt(caller)).toBe(LATER);
    expect(left.events).toMatchObject([
      { ...byHolder(caller), operation: 'step-up.password', outcome: 'done', credential_id: null, key_name: null },
    ]);
    expect(left.changed).toEqual(['audit_event', 'session', 'totp_verifier']);
  });

  it('takes a code once', async () => {
    const { caller, code } = await signedIn();
    await stepUp(caller, PASSWORD, code);
    expect((await stepUp(caller, PASSWORD, code)).answer).toEqual(refuse({ tag: 'sign-in-failed', why: 'wrong-code' }));
  });

  it.each([
    ['wrong-password', 'not it', (code: string) => code],
    ['wrong-code', PASSWORD, (code: string) => (code === '000000' ? '000001' : '000000')],
  ] as const)('is refused for %s, on record, and stays as fresh as it was', async (why, password, codeOf) => {
    const { caller, code } = await signedIn();
    const left = await stepUp(caller, password, codeOf(code));
    expect(left.answer).toEqual(refuse({ tag: 'sign-in-failed', why }));
    expect(left.events).toMatchObject([
      { ...byHolder(caller), operation: 'step-up.password', outcome: 'refused', reason: why },
    ]);
    expect(left.alerts).toEqual([]);
    expect(await freshAt(caller)).toBe(TEST_TIME);
  });

  it('is refused where the password was changed while it was being verified', async () => {
    const { account, caller, code } = await signedIn();
    const verify = async (phc: string | null, password: string) => {
      await world.deps.store.write((tx) => setPassword(tx, account.id, 'another', LATER));
      return world.deps.passwordHashing.verify(phc, password, TEST_TURN);
    };
    const deps = { ...world.deps, passwordHashing: { ...world.deps.passwordHashing, verify } };
    const decision = await stepUpWithPassword(deps, caller, { password: PASSWORD, code });
    expect(decision).toEqual(refuse({ tag: 'sign-in-failed', why: 'wrong-password' }));
  });

  it('is nothing to a protected account', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const left = await stepUp(await signIn(world.deps, account), PASSWORD, '123456');
    expect(left.answer).toEqual(refuse({ tag: 'not-permitted', why: 'tier' }));
  });

  it('is limited per account, over all networks, and no sign-in is', async () => {
    const { account, caller, code } = await signedIn();
    const deps = { ...world.deps, passwordHashing: { ...world.deps.passwordHashing, verify: async () => false } };
    const guess = () => stepUpWithPassword(deps, caller, { password: 'not it', code });
    await Promise.all(Array.from({ length: LIMITS['step-up.account'].points }, guess));
    const left = await stepUp(caller, PASSWORD, code);
    expect(left.answer).toMatchObject({ refusal: { tag: 'throttled' } });
    expect(left.changed).toEqual(['throttle']);
    const elsewhere = await stepUp({ ...caller, network: 'elsewhere' }, PASSWORD, code);
    expect(elsewhere.answer).toMatchObject({ refusal: { tag: 'throttled' } });
    const input = { email: account.email, password: PASSWORD };
    expect((await signInWithPassword(world.deps, { ...caller, session: null }, input)).allowed).toBe(true);
  });

  it('takes the right password for a wrong one after a hundred wrong ones in a row', async () => {
    const { account, caller } = await signedIn();
    const deps = { ...world.deps, passwordHashing: { ...world.deps.passwordHashing, verify: async () => false } };
    const { points, seconds } = LIMITS['step-up.account'];
    let now = LATER;
    for (let count = 0; count < LIMITS['password.session'].points; count++) {
      if (count % points === 0) now += seconds * 1000;
      const guess = await stepUpWithPassword(deps, { ...caller, now }, { password: 'not it', code: '123456' });
      expect(guess).toMatchObject({ refusal: { tag: 'sign-in-failed' } });
    }
    now += seconds * 1000;
    const code = totpAt(account.totpSecret, now);
    const left = await stepUp({ ...caller, now }, PASSWORD, code);
    expect(left.answer).toEqual(refuse({ tag: 'sign-in-failed', why: 'password-shut' }));
    const wrong = await stepUp({ ...caller, now }, 'not it', code);
    expect(wrong.answer).toEqual(left.answer);
    expect(wrong.changed).toEqual(left.changed);
    // A whole sign-in with it ends the row.
    await world.deps.store.write((tx) =>
      forgivePasswords(world.deps, tx, caller, { key: account.email, accountId: account.id }),
    );
    now += seconds * 1000;
    expect((await stepUp({ ...caller, now }, PASSWORD, totpAt(account.totpSecret, now))).answer.allowed).toBe(true);
  });
});
