// Guessing one account's password over many networks: after a hundred wrong ones in a row the password is shut, and only for
// browsers that the account does not know; from outside it cannot be seen.

import { expect, it } from 'vitest';
import {
  type AccountAsked,
  type MadeAccount,
  makeAccount,
  makeCaller,
  signIn,
} from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { TEST_TURN } from '../../../../../test/support/deps.ts';
import { describeUseCaseOnBoth, factsOf, leaves, totpAt } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import type { Caller } from '../caller.ts';
import { setPassword } from '../password/change.ts';
import { countPassword } from './count-password.ts';
import { signInWithPassword } from './password.ts';
import { secondStepWithTotp } from './second-step.ts';

const PASSWORD = 'nine quiet herons crossed the marsh';
const WRONG = 'eleven loud herons crossed the marsh';
const SHUT = refuse({ tag: 'sign-in-failed', why: 'password-shut' });
const ROW = LIMITS['password.account'].points;

describeUseCaseOnBoth('passwords in a row', (world) => {
  const account = (asked: AccountAsked = {}) => makeAccount(world.deps, { password: PASSWORD, totp: true, ...asked });
  let networks = 0;
  /** Each guess from a network of its own, as one customer of a hosting company can. */
  const stranger = () => makeCaller({ network: `2001:db8:${++networks}::` });
  const guess = ({ email }: MadeAccount, password: string, caller: Caller = stranger()) =>
    signInWithPassword(world.deps, caller, { email, password });
  /** Counted as every guess is; the hashing is left out, for the time that it takes. */
  const wrong = async ({ id, email }: MadeAccount, count: number, caller?: Caller) => {
    for (let done = 0; done < count; done++) {
      const from = caller ? { ...caller, now: caller.now + done * 3_600_000 } : stranger();
      await world.deps.store.write((tx) => countPassword(world.deps, tx, from, { key: email, accountId: id }));
    }
  };
  const holderOf = async (made: MadeAccount) => ({
    ...(await signIn(world.deps, made, { with: null })),
    session: null,
  });
  const wholeSignIn = async (made: MadeAccount, caller: Caller, now = TEST_TIME) => {
    const { flowToken } = factsOf(await guess(made, PASSWORD, { ...caller, now }));
    const code = totpAt(made.totpSecret, now);
    return secondStepWithTotp(world.deps, { ...caller, now, flowToken }, { code });
  };

  it('are let through up to a hundred, and then the right one is taken for wrong', async () => {
    const made = await account();
    await wrong(made, ROW - 1);
    expect((await guess(made, PASSWORD)).allowed).toBe(true);
    expect(await guess(made, WRONG)).toEqual(refuse({ tag: 'sign-in-failed', why: 'wrong-password' }));
    expect(await guess(made, PASSWORD)).toEqual(SHUT);
    expect(await guess(made, PASSWORD, { ...stranger(), now: TEST_TIME + 365 * 24 * 3_600_000 })).toEqual(SHUT);
  });

  it('beyond a hundred leave the same, and are the same work, whether right or wrong', async () => {
    const made = await account();
    await wrong(made, ROW);
    const hashed: unknown[] = [];
    const passwordHashing = {
      ...world.deps.passwordHashing,
      verify: async (phc: string | null, password: string) => {
        hashed.push([phc, password.length]);
        return world.deps.passwordHashing.verify(phc, password, TEST_TURN);
      },
    };
    const deps = { ...world.deps, passwordHashing };
    const trials = [];
    for (const password of [PASSWORD, WRONG]) {
      trials.push(await leaves(deps, () => signInWithPassword(deps, stranger(), { email: made.email, password })));
    }
    const [right, other] = trials.map(({ answer, events, alerts, mails, changed }) => ({
      answer,
      alerts,
      mails,
      changed,
      events: events.map(({ operation, outcome, reason, actor }) => ({ operation, outcome, reason, actor })),
    }));
    expect(right).toEqual(other);
    expect(right?.answer).toEqual(SHUT);
    expect(hashed.map((call) => (call as unknown[])[0])).toEqual([expect.any(String), expect.any(String)]);
  });

  it('of strangers never shut out a browser that the account knows', async () => {
    const made = await account();
    const holder = await holderOf(made);
    await wrong(made, 6 * ROW);
    expect(await guess(made, PASSWORD)).toEqual(SHUT);
    expect((await wholeSignIn(made, holder)).allowed).toBe(true);
  });

  it('of strangers in the holder’s network do not hold up a browser that the account knows', async () => {
    const made = await account();
    const holder = await holderOf(made);
    const neighbour = makeCaller({ network: holder.network });
    for (let count = 0; count <= LIMITS['sign-in.network'].points; count++) await guess(made, WRONG, neighbour);
    expect(await guess(made, PASSWORD, neighbour)).toMatchObject({ refusal: { tag: 'throttled' } });
    expect((await guess(made, PASSWORD, holder)).allowed).toBe(true);
  });

  it('with the cookie of another account’s browser count like a stranger’s', async () => {
    const made = await account();
    const other = { ...(await holderOf(await account())), network: stranger().network };
    await wrong(made, ROW);
    expect(await guess(made, PASSWORD, other)).toEqual(SHUT);
  });

  it('from one browser that the account knows end at a hundred too: then it counts as unknown', async () => {
    const made = await account();
    const holder = await holderOf(made);
    const second = await holderOf(made);
    await wrong(made, ROW, holder);
    const later = { ...holder, now: TEST_TIME + 1000 * 3_600_000 };
    await wrong(made, ROW);
    expect(await guess(made, PASSWORD, later)).toEqual(SHUT);
    expect((await guess(made, PASSWORD, second)).allowed).toBe(true);
  });

  it('with a copied browser cookie hold the holder up no longer than a stranger’s would', async () => {
    const made = await account();
    const holder = await holderOf(made);
    const thief = { ...holder, network: stranger().network };
    for (let count = 0; count <= LIMITS['sign-in.browser'].points; count++) await guess(made, WRONG, thief);
    expect((await wholeSignIn(made, holder)).allowed).toBe(true);
  });

  it('end with a whole sign-in, and not with the right password alone', async () => {
    const made = await account();
    const holder = await holderOf(made);
    await wrong(made, ROW - 1);
    expect((await guess(made, PASSWORD)).allowed).toBe(true);
    await wrong(made, 1);
    expect(await guess(made, PASSWORD)).toEqual(SHUT);
    expect((await wholeSignIn(made, holder)).allowed).toBe(true);
    expect((await guess(made, PASSWORD)).allowed).toBe(true);
  });

  it('end with another password', async () => {
    const made = await account();
    const holder = await signIn(world.deps, made, { with: null });
    await wrong(made, ROW);
    const fresh = 'seven tall lanterns under the ice';
    expect((await setPassword(world.deps, holder, { password: fresh })).allowed).toBe(true);
    expect((await guess(made, fresh)).allowed).toBe(true);
  });

  it('at an address that nobody has are counted by as many rows, which are soon forgotten', async () => {
    const nobody = { email: 'nobody-here@example.com', password: WRONG };
    const made = await account();
    const counters = async (email: string) => {
      const before = await world.deps.store.read((tx) => tx.q.selectFrom('throttle').selectAll().execute());
      await signInWithPassword(world.deps, stranger(), { ...nobody, email });
      const after = await world.deps.store.read((tx) => tx.q.selectFrom('throttle').selectAll().execute());
      const known = new Set(before.map(({ throttle_key }) => throttle_key));
      return after.filter(({ throttle_key }) => !known.has(throttle_key));
    };
    expect(await counters(made.email)).toHaveLength(3);
    const rows = await counters(nobody.email);
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row.resets_at).toBeLessThanOrEqual(TEST_TIME + 15 * 60_000);
  });
});
