// Whatever replaces or removes a password or an app ends what was opened with no key elsewhere, and no more.

import { expect, it } from 'vitest';
import { type MadeAccount, makeAccount, ROAMING, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf, totpAt } from '../../../../../test/support/use-case.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { removePassword, setPassword } from '../password/change.ts';
import { beginTotp, confirmTotp, removeTotp } from '../totp/change.ts';

const PASSWORD = 'nine quiet herons crossed the marsh';
const OTHER = 'seven tall lanterns under the ice';

const CHANGES = {
  'password.set': (deps: Deps, caller: SignedInCaller) => setPassword(deps, caller, { password: OTHER }),
  'password.remove': removePassword,
  'totp.confirm': async (deps: Deps, caller: SignedInCaller) => {
    const { secret } = factsOf(await beginTotp(deps, caller));
    return confirmTotp(deps, caller, { code: totpAt(secret, TEST_TIME) });
  },
  'totp.remove': removeTotp,
} as const;
type Change = keyof typeof CHANGES;

describeUseCase('sessions that no key opened', (world) => {
  const reasonOf = ({ session }: SignedInCaller) =>
    world.deps.store.read((tx) =>
      tx.q.selectFrom('session').select('end_reason').where('id', '=', session.id).executeTakeFirstOrThrow(),
    );
  const reasons = async (callers: readonly SignedInCaller[]) =>
    (await Promise.all(callers.map(reasonOf))).map(({ end_reason }) => end_reason);
  const twice = async (account: MadeAccount, asked: Parameters<typeof signIn>[2]) => [
    await signIn(world.deps, account, asked),
    await signIn(world.deps, account, asked),
  ];

  it.each(Object.keys(CHANGES) as Change[])('end by %s, asked by a key: those of keys go on', async (change) => {
    const account = await makeAccount(world.deps, { password: PASSWORD, totp: true, keys: [ROAMING] });
    const stranger = await makeAccount(world.deps, { password: PASSWORD, totp: true });
    const keys = await twice(account, {});
    const factors = await twice(account, { with: null });
    const elsewhere = await twice(stranger, { with: null });
    const [asking] = keys;
    if (!asking) throw new Error('it signed in');
    factsOf(await CHANGES[change](world.deps, asking));
    expect(await reasons(factors)).toEqual([change, change]);
    expect(await reasons([...keys, ...elsewhere])).toEqual([null, null, null, null]);
  });

  it.each(['password.set', 'totp.confirm'] as const)('end by %s, but for the one that asks', async (change) => {
    const account = await makeAccount(world.deps, { password: PASSWORD, totp: true, keys: [] });
    const [asking, finder] = await twice(account, {});
    if (!asking || !finder) throw new Error('they signed in');
    factsOf(await CHANGES[change](world.deps, asking));
    expect(await reasons([asking, finder])).toEqual([null, change]);
  });
});
