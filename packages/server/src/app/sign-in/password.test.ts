// The first of two steps: a password never opens a session, and what is wrong with it shows in the evidence alone.

import { expect, it } from 'vitest';
import { type AccountAsked, makeAccount, makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { TEST_TURN } from '../../../../../test/support/deps.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import type { SignInFault } from '../../domain/refusal.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { loadAccount, setProtected } from '../../storage/account.ts';
import { setPassword } from '../../storage/verifier.ts';
import { secondSteps, signInWithPassword } from './password.ts';

const PASSWORD = 'nine quiet herons crossed the marsh';

describeUseCase('a password', (world) => {
  const give = (email: string, password: string, caller = makeCaller({ network: email })) =>
    leaves(world.deps, () => signInWithPassword(world.deps, caller, { email, password }));
  const failed = (why: SignInFault) => refuse({ tag: 'sign-in-failed', why });

  it('that is right starts a second step, and opens nothing', async () => {
    const account = await makeAccount(world.deps, { password: PASSWORD, totp: true });
    const left = await give(account.email, PASSWORD);
    expect(factsOf(left.answer)).toEqual({
      flowToken: expect.stringMatching(/^hff_/),
      expiresAt: TEST_TIME + 600_000,
      second: ['totp'],
    });
    expect(left.events).toMatchObject([
      {
        operation: 'sign-in.password',
        outcome: 'done',
        actor: 'holder',
        account_id: account.id,
        session_id: null,
        credential_id: null,
      },
    ]);
    expect(left.alerts).toEqual([]);
    expect(left.changed).toEqual(['audit_event', 'flow', 'throttle']);
  });

  it('that was replaced while it was compared starts nothing', async () => {
    const account = await makeAccount(world.deps, { password: PASSWORD, totp: true });
    const { hash, verify } = world.deps.passwordHashing;
    const passwordHashing = {
      hash,
      verify: async (...asked: Parameters<typeof verify>) => {
        const fresh = await hash('seven tall lanterns under the ice', TEST_TURN);
        await world.deps.store.write((tx) => setPassword(tx, account.id, fresh, TEST_TIME));
        return verify(...asked);
      },
    };
    const deps = { ...world.deps, passwordHashing: { ...world.deps.passwordHashing, ...passwordHashing } };
    const caller = makeCaller({ network: account.email });
    expect((await signInWithPassword(deps, caller, { email: account.email, password: PASSWORD })).allowed).toBe(false);
  });

  it('is taken whatever the case of the address', async () => {
    const account = await makeAccount(world.deps, { password: PASSWORD, totp: true });
    expect((await give(account.email.toUpperCase(), PASSWORD)).answer.allowed).toBe(true);
  });

  it('of nobody is on record about nobody', async () => {
    const left = await give('nobody@example.com', PASSWORD);
    expect(left.answer).toEqual(failed('unknown-account'));
    expect(left.events).toMatchObject([{ account_id: null, actor: 'stranger', reason: 'unknown-account' }]);
    expect(left.changed).toEqual(['audit_event', 'throttle']);
  });

  it.each<[SignInFault, string, AccountAsked]>([
    ['wrong-password', 'is wrong', { password: PASSWORD, totp: true }],
    ['no-password', 'of an account with keys alone', {}],
    ['no-password', 'of a protected account', { tier: 'advanced' }],
  ])('is refused for %s where it %s', async (why, _where, asked) => {
    const account = await makeAccount(world.deps, asked);
    const left = await give(account.email, 'not the password at all');
    expect(left.answer).toEqual(failed(why));
    expect(left.events).toMatchObject([
      { operation: 'sign-in.password', outcome: 'refused', reason: why, actor: 'stranger', account_id: account.id },
    ]);
    expect(left.alerts).toEqual(asked.tier === 'advanced' ? [`${account.email}: sign-in.password refused`] : []);
    expect(left.changed).not.toContain('flow');
  });

  it('is judged by the account as it is after the hashing: one protected meanwhile refuses it', async () => {
    const account = await makeAccount(world.deps, { password: PASSWORD, totp: true });
    const { verify } = world.deps.passwordHashing;
    const passwordHashing = {
      ...world.deps.passwordHashing,
      verify: async (phc: string | null, password: string) => {
        await world.deps.store.write((tx) => setProtected(tx, account.id, 'advanced', 72, TEST_TIME));
        return verify(phc, password, TEST_TURN);
      },
    };
    const caller = makeCaller({ network: account.email });
    const input = { email: account.email, password: PASSWORD };
    const decision = await signInWithPassword({ ...world.deps, passwordHashing }, caller, input);
    expect(decision).toEqual(failed('no-password'));
  });

  it('costs the same hashing whether or not there is anything to compare with', async () => {
    const account = await makeAccount(world.deps);
    const seen: (string | null)[] = [];
    const passwordHashing = {
      ...world.deps.passwordHashing,
      verify: async (phc: string | null) => {
        seen.push(phc);
        return false;
      },
    };
    for (const email of [account.email, 'nobody@example.com']) {
      await signInWithPassword({ ...world.deps, passwordHashing }, makeCaller({ network: 'cost' }), {
        email,
        password: '',
      });
    }
    expect(seen).toEqual([null, null]);
  });

  it('is counted per address and network, before it is looked at, and for nobody alike', async () => {
    const account = await makeAccount(world.deps, { password: PASSWORD, totp: true });
    const deps = { ...world.deps, passwordHashing: { ...world.deps.passwordHashing, verify: async () => false } };
    for (const email of [account.email, 'not-there@example.com']) {
      const guess = (network: string) => signInWithPassword(deps, makeCaller({ network }), { email, password: 'x' });
      await Promise.all(Array.from({ length: LIMITS['sign-in.account'].points }, () => guess(email)));
      const left = await leaves(world.deps, () => guess(email));
      expect(left.answer).toMatchObject({ refusal: { tag: 'throttled', retryAfterSeconds: 900 } });
      expect(left.changed).toEqual(['throttle']);
      expect(await guess(`elsewhere ${email}`)).toMatchObject({ refusal: { tag: 'sign-in-failed' } });
    }
    const holder = await give(account.email, PASSWORD, makeCaller({ network: 'the holder’s own' }));
    expect(holder.answer.allowed).toBe(true);
  });
});

describeUseCase('the second steps that are offered', (world) => {
  it.each([
    [{ password: PASSWORD, totp: true }, ['totp']],
    [{ password: PASSWORD, totp: true, keys: [{}] }, ['totp', 'key']],
    [{ password: PASSWORD, keys: [{}] }, ['key']],
  ] as const)('are those that the account has: %o', async (asked, second) => {
    const account = await makeAccount(world.deps, asked);
    const input = { email: account.email, password: PASSWORD };
    const { facts } = (await signInWithPassword(world.deps, makeCaller(), input)) as { facts?: { second: unknown } };
    expect(facts?.second).toEqual(second);
  });

  it('are none where the account has neither', async () => {
    const { id } = await makeAccount(world.deps, { password: PASSWORD });
    const account = await world.deps.store.read((tx) => loadAccount(tx, id));
    if (account?.tier !== 'standard') throw new Error('a standard account was made');
    expect(secondSteps(account)).toEqual([]);
  });
});
