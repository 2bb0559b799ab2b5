// A wrong password costs the same for every address, so that no answer's time tells whose it is (ASVS 6.3.8): the same
// statements in the same order, as much hashing, as much sealing; a right one that is shut costs that too. Counted, because milliseconds prove nothing here.

import { expect, it } from 'vitest';
import { type AccountAsked, makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { countStatements } from '../../../../../test/support/count-statements.ts';
import { describeUseCaseOnBoth } from '../../../../../test/support/use-case.ts';
import { TOLD_SINGLY_MAX } from '../../domain/alert/refusal-digest.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { TIERS } from '../../domain/tier.ts';
import { DECOY } from '../../platform/password-hashing.ts';
import { setFrozen } from '../../storage/account.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { throttle } from '../throttle.ts';
import { signInWithPassword } from './password.ts';

const PASSWORD = 'nine quiet herons crossed the marsh';
const KINDS: readonly AccountAsked[] = [
  ...TIERS.map((tier) => ({ tier })),
  { tier: 'standard', password: PASSWORD },
  { tier: 'standard', password: PASSWORD, totp: true },
  { tier: 'standard', role: 'support' },
  { tier: 'advanced', role: 'operator' },
];

describeUseCaseOnBoth('a wrong password', (world) => {
  let networks = 0;
  /** What `times` passwords for an address cost, wrong ones where nothing else is said: one list for each. */
  async function workOf(
    email: string,
    times: number,
    from: Partial<Caller> = {},
    isMatch = false,
  ): Promise<readonly (readonly string[])[]> {
    const { deps } = world;
    const counted = countStatements(deps.store);
    const hashed: string[] = [];
    let sealed = 0;
    const watched: Deps = {
      ...deps,
      store: counted.store,
      keyRing: {
        ...deps.keyRing,
        seal: (purpose, value) => {
          sealed += 1;
          return deps.keyRing.seal(purpose, value);
        },
      },
      passwordHashing: {
        ...deps.passwordHashing,
        verify: async (phc) => {
          hashed.push((phc ?? DECOY).split('$').slice(0, 4).join('$'));
          return isMatch;
        },
      },
    };
    const works: string[][] = [];
    for (let time = 0; time < times; time++) {
      const caller = makeCaller({ network: `network ${++networks}`, now: TEST_TIME + time, ...from });
      await signInWithPassword(watched, caller, { email, password: 'not it' });
      works.push([...counted.take(), ...hashed.splice(0), `sealed ${sealed}`]);
      sealed = 0;
    }
    return works;
  }

  const times = TOLD_SINGLY_MAX + 3;

  it.each(KINDS)('costs as much as one for nobody’s address, told or no longer told: %o', async (asked) => {
    const [nobodys = []] = await workOf('nobody@example.com', 1);
    expect(nobodys.length).toBeGreaterThan(5);
    const account = await makeAccount(world.deps, asked);
    for (const work of await workOf(account.email, times)) expect(work).toEqual(nobodys);
  });

  it.each([false, true])('costs as much where the password is shut, whether it matches or not: %s', async (isMatch) => {
    const [nobodys = []] = await workOf('nobody@example.com', 1);
    const account = await makeAccount(world.deps, { password: PASSWORD, totp: true });
    for (let count = 0; count < LIMITS['password.account'].points; count++) {
      await world.deps.store.write((tx) => throttle(world.deps, tx, 'password.account', [account.id], TEST_TIME));
    }
    for (const work of await workOf(account.email, times, {}, isMatch)) expect(work).toEqual(nobodys);
  });

  it('costs as much in a browser that another account knows', async () => {
    const { deviceToken } = await signIn(world.deps, await makeAccount(world.deps));
    const [nobodys = []] = await workOf('nobody@example.com', 1, { deviceToken });
    const [without = []] = await workOf('nobody@example.com', 1);
    expect(nobodys.length).toBe(without.length + 1);
    for (const asked of KINDS) {
      const { email } = await makeAccount(world.deps, asked);
      expect(await workOf(email, 1, { deviceToken })).toEqual([nobodys]);
    }
  });

  it('costs no more where the account is frozen', async () => {
    const [nobodys = []] = await workOf('nobody@example.com', 1);
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    await world.deps.store.write((tx) => setFrozen(tx, account.id, TEST_TIME));
    expect(await workOf(account.email, 1)).toEqual([nobodys]);
  });

  it('leaves no message for nobody behind', async () => {
    await workOf('nobody@example.com', 2);
    const stray = await world.deps.store.read((tx) =>
      tx.q.selectFrom('outbox').select('id').where('account_id', 'is', null).execute(),
    );
    expect(stray).toEqual([]);
  });
});
