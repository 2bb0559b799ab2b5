// Lifting a freeze with replaced factors, as it is made: everybody is signed out, and a refusal changes nothing.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCaseOnBoth, leaves } from '../../../../../test/support/use-case.ts';
import { loadAccount, setFrozen } from '../../storage/account.ts';
import { listFormerFactors } from '../../storage/former-factor.ts';
import { findSession } from '../../storage/session.ts';
import { findPassword, setPassword } from '../../storage/verifier.ts';
import { liftWithFormer } from './lift-freeze.ts';

describeUseCaseOnBoth('a freeze that is lifted with a replaced password', (world) => {
  const replaced = async (frozenAt: number | null) => {
    const account = await makeAccount(world.deps, { password: 'nine quiet herons', totp: true });
    const thief = await signIn(world.deps, account);
    const own = await world.deps.store.write(async (tx) => {
      const phc = await findPassword(tx, account.id);
      await setPassword(tx, account.id, 'thief', TEST_TIME - 1);
      await setFrozen(tx, account.id, frozenAt);
      return phc;
    });
    const lift = () =>
      world.deps.store.write(async (tx) => {
        const [now, [former = null]] = [await loadAccount(tx, account.id), await listFormerFactors(tx, account.id)];
        if (now?.tier !== 'standard' || !now.totp || !former) throw new Error('a standard account was just made');
        const proof = {
          kind: 'former-factors',
          password: { kind: 'password', fromAt: former.fromAt, former },
          second: { kind: 'totp', fromAt: now.totp.setAt, former: null },
          totpStep: 0,
        } as const;
        return liftWithFormer(world.deps, tx, now, 'sign-in.second-totp', proof, TEST_TIME);
      });
    return { account, thief, own, lift };
  };

  it('puts it back in place of the younger one, which is not kept, and ends every session', async () => {
    const { account, thief, own, lift } = await replaced(TEST_TIME - 1);
    expect((await lift()).allowed).toBe(true);
    await world.deps.store.read(async (tx) => {
      expect(await findPassword(tx, account.id)).toBe(own);
      expect(await listFormerFactors(tx, account.id)).toEqual([]);
      expect(await findSession(tx, thief.session.id)).toBeNull();
    });
  });

  it('changes nothing where there is no freeze', async () => {
    const { lift } = await replaced(null);
    const left = await leaves(world.deps, lift);
    expect(left.answer.allowed).toBe(false);
    expect(left.changed).toEqual([]);
  });
});
