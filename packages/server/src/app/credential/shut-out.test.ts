// Shutting a key out: what it opened and proved ends, and of what waits only what it alone had begun, but for its own ending.

import { expect, it } from 'vitest';
import { BUILT_IN, makeAccount, ROAMING, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { accountNow, beginHold, keyAt, keyNow, openHolds, suspend } from '../../../../../test/support/keys.ts';
import { describeUseCaseOnBoth } from '../../../../../test/support/use-case.ts';
import type { Suspension } from '../../domain/credential/credential.ts';
import { SLOW_KINDS } from '../../domain/hold/hold.ts';
import { findSession } from '../../storage/session.ts';
import { shutOut } from './shut-out.ts';

const BY_LINK: Suspension = { by: 'link', at: TEST_TIME };

describeUseCaseOnBoth('shutting a key out', (world) => {
  const pair = async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced', keys: [BUILT_IN, ROAMING] });
    return { account, key: keyAt(account, 0), other: keyAt(account, 1) };
  };
  const shut = async ({ account, key }: Awaited<ReturnType<typeof pair>>, suspension = BY_LINK) => {
    const [now, credential] = [await accountNow(world.deps, account), await keyNow(world.deps, account, key)];
    return world.deps.store.write((tx) => shutOut(tx, now, credential, suspension, 'a reason'));
  };

  it('ends every session that it opened, for the reason given, and no other', async () => {
    const made = await pair();
    const own = [await signIn(world.deps, made.account), await signIn(world.deps, made.account)];
    const foreign = await signIn(world.deps, made.account, { with: made.other });
    expect(await shut(made)).toBe(2);
    for (const { session } of own) {
      const row = await world.deps.store.read((tx) =>
        tx.q.selectFrom('session').select('end_reason').where('id', '=', session.id).executeTakeFirst(),
      );
      expect(row?.end_reason).toBe('a reason');
    }
    expect(await world.deps.store.read((tx) => findSession(tx, foreign.session.id))).not.toBeNull();
  });

  it.each(SLOW_KINDS)(
    'stops a %s that it alone had begun, and none that two proofs or another key did',
    async (kind) => {
      for (const [proofs, by, stopped] of [
        [1, 'key', true],
        [2, 'key', false],
        [1, 'other', false],
      ] as const) {
        const made = await pair();
        const about = kind === 'credential.remove' ? { credentialId: made.other.id } : {};
        await beginHold(world.deps, made.account, { kind, proofs, with: made[by], ...about });
        await shut(made);
        expect(await openHolds(world.deps, made.account)).toEqual(stopped ? [] : [kind]);
      }
    },
  );

  it('lets its own ending go on, whoever began it', async () => {
    const made = await pair();
    await beginHold(world.deps, made.account, {
      kind: 'credential.remove',
      proofs: 1,
      with: made.key,
      credentialId: made.key.id,
    });
    await shut(made);
    expect(await openHolds(world.deps, made.account)).toEqual(['credential.remove']);
  });

  it('leaves a key that was suspended before as it was', async () => {
    const made = await pair();
    await suspend(world.deps, made.account, made.key, { by: 'factor', at: TEST_TIME - 1 });
    expect(await shut(made)).toBe(0);
    expect((await keyNow(world.deps, made.account, made.key)).suspension).toEqual({ by: 'factor', at: TEST_TIME - 1 });
  });
});
