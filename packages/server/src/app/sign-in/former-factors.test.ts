// For fourteen days a replaced password and a replaced app lift a freeze that the holder's own “This wasn't me” made.

import { expect, it } from 'vitest';
import { makeAccount, makeCaller, ROAMING, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCaseOnBoth, factsOf, leaves, totpAt } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { FORMER_FACTOR_MS } from '../../domain/enrolment/settling.ts';
import { makeTotpSecret } from '../../platform/totp.ts';
import { loadAccount, setFrozen } from '../../storage/account.ts';
import { findSession } from '../../storage/session.ts';
import { setPassword, setTotp } from '../../storage/verifier.ts';
import { TOTP_PURPOSE } from '../totp/totp-purpose.ts';
import { signInWithPassword } from './password.ts';
import { secondStepWithTotp } from './second-step.ts';

const [OWN, THIEFS] = ['nine quiet herons crossed the marsh', 'what the thief would have it be'];
const FAILED = refuse({ tag: 'sign-in-failed', why: 'wrong-password' });

describeUseCaseOnBoth('factors that somebody replaced', (world) => {
  /** A thief replaced both, and the holder pressed “This wasn't me”. */
  const replaced = async (frozen = true, keys: Parameters<typeof makeAccount>[1] = {}) => {
    const account = await makeAccount(world.deps, { password: OWN, totp: true, ...keys });
    const thiefs = makeTotpSecret(world.deps.random);
    const phc = await world.deps.passwordHashing.hash(THIEFS, { lane: 'own', owner: account.id });
    await world.deps.store.write(async (tx) => {
      await setPassword(tx, account.id, phc, TEST_TIME);
      await setTotp(tx, account.id, world.deps.keyRing.seal(TOTP_PURPOSE, thiefs), 0, TEST_TIME);
      if (frozen) await setFrozen(tx, account.id, TEST_TIME);
    });
    return { account, thiefs };
  };
  const first = (email: string, password: string, now = TEST_TIME) =>
    signInWithPassword(world.deps, makeCaller({ network: email, now }), { email, password });
  const second = async (email: string, password: string, secret: string | null, now = TEST_TIME) => {
    const { flowToken } = factsOf(await first(email, password, now));
    const caller = makeCaller({ network: email, flowToken, now });
    return secondStepWithTotp(world.deps, caller, { code: totpAt(secret, now) });
  };
  const frozenAt = async (id: Parameters<typeof loadAccount>[1]) =>
    (await world.deps.store.read((tx) => loadAccount(tx, id)))?.frozenAt;

  it('lift the freeze and open the account', async () => {
    const { account } = await replaced();
    expect((await second(account.email, OWN, account.totpSecret)).allowed).toBe(true);
    expect(await frozenAt(account.id)).toBeNull();
  });

  it('are the account’s own again; what is younger is gone, and everybody is signed out and told', async () => {
    const { account, thiefs } = await replaced();
    const thief = await signIn(world.deps, account);
    const left = await leaves(world.deps, () => second(account.email, OWN, account.totpSecret));
    const { sessionId } = factsOf(left.answer);
    expect(await world.deps.store.read((tx) => findSession(tx, thief.session.id))).toBeNull();
    expect(await world.deps.store.read((tx) => findSession(tx, sessionId))).not.toBeNull();
    expect(left.events.at(-1)).toMatchObject({ operation: 'sign-in.second-totp', subject: 'former' });
    expect(left.alerts).toEqual([`${account.email}: sign-in.second-totp done`]);
    const now = TEST_TIME + 60_000;
    expect(await first(account.email, THIEFS, now)).toEqual(FAILED);
    expect((await second(account.email, OWN, account.totpSecret, now)).allowed).toBe(true);
    // Nothing of the thief's is kept: the next freeze is lifted by none of it.
    await world.deps.store.write((tx) => setFrozen(tx, account.id, now));
    expect(await first(account.email, THIEFS, now)).toEqual(FAILED);
    expect((await second(account.email, OWN, thiefs, now + 60_000)).allowed).toBe(false);
  });

  it('lift it each beside the other one that was not replaced', async () => {
    const passwordOnly = await makeAccount(world.deps, { password: OWN, totp: true });
    const phc = await world.deps.passwordHashing.hash(THIEFS, { lane: 'own', owner: passwordOnly.id });
    await world.deps.store.write(async (tx) => {
      await setPassword(tx, passwordOnly.id, phc, TEST_TIME);
      await setFrozen(tx, passwordOnly.id, TEST_TIME);
    });
    expect((await second(passwordOnly.email, OWN, passwordOnly.totpSecret)).allowed).toBe(true);
    const { account } = await replaced();
    expect((await second(account.email, THIEFS, account.totpSecret)).allowed).toBe(true);
  });

  it('open nothing where the account is not frozen', async () => {
    const { account } = await replaced(false);
    expect(await first(account.email, OWN)).toEqual(FAILED);
    expect(await second(account.email, THIEFS, account.totpSecret)).toEqual(
      refuse({ tag: 'sign-in-failed', why: 'wrong-code' }),
    );
  });

  it('open nothing where a trusted key does', async () => {
    const { account } = await replaced(true, { keys: [ROAMING] });
    expect(await first(account.email, OWN)).toEqual(FAILED);
  });

  it('lift nothing fourteen days later', async () => {
    const { account } = await replaced();
    const late = TEST_TIME + FORMER_FACTOR_MS;
    expect((await first(account.email, OWN, late - 1)).allowed).toBe(true);
    expect(await first(account.email, OWN, late)).toEqual(FAILED);
  });

  it('are good once: a code that was used lifts no second freeze', async () => {
    const { account } = await replaced();
    factsOf(await second(account.email, OWN, account.totpSecret));
    await world.deps.store.write((tx) => setFrozen(tx, account.id, TEST_TIME));
    expect((await second(account.email, OWN, account.totpSecret)).allowed).toBe(false);
  });
});
