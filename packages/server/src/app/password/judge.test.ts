// May this password be set? Length first, then how often it was asked, then the word lists, which know what an attacker would
// try first.

import { expect, it } from 'vitest';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { judgeNewPassword } from './judge.ts';

describeUseCase('a new password', (world) => {
  const judge = (password: string, personal: string[] = [], owner = 'somebody', deps = world.deps) =>
    judgeNewPassword(deps, { password, personal, by: { limit: 'new-password.account', owner }, now: TEST_TIME });

  it('that is long and unusual may be set', async () => {
    expect(await judge('nine quiet herons crossed the marsh')).toEqual(allow());
  });

  it.each([
    ['too-short', 'x9!kQ'],
    ['common', 'passwordpassword'],
    ['too-long', 'x'.repeat(100_000)],
  ] as const)('that is %s may not', async (why, password) => {
    expect(await judge(password)).toEqual(refuse({ tag: 'password-refused', why }));
  });

  it('made of what is known about its holder may not', async () => {
    expect((await judge('AdaLovelace1815', ['ada.lovelace@example.com', 'Ada Lovelace'])).allowed).toBe(false);
  });

  it('of the wrong length is never seen by the word lists, nor counted', async () => {
    const isGuessablePassword = async () => {
      throw new Error('nobody should ask');
    };
    for (let count = 0; count <= LIMITS['new-password.account'].points; count++) {
      const deps = { ...world.deps, isGuessablePassword };
      expect(await judge('short', [], 'short', deps)).toEqual(refuse({ tag: 'password-refused', why: 'too-short' }));
    }
    expect((await judge('x'.repeat(100_000), [], 'short')).allowed).toBe(false);
    expect((await judge('nine quiet herons crossed the marsh', [], 'short')).allowed).toBe(true);
  });

  it('is looked up only so often for one account, and for another as ever', async () => {
    let looked = 0;
    const isGuessablePassword = async () => {
      looked++;
      return false;
    };
    const deps = { ...world.deps, isGuessablePassword };
    const { points } = LIMITS['new-password.account'];
    for (let count = 0; count < points + 5; count++) await judge('a rather long phrase', [], 'many', deps);
    expect(looked).toBe(points);
    expect(await judge('a rather long phrase', [], 'many', deps)).toMatchObject({ refusal: { tag: 'throttled' } });
    expect((await judge('a rather long phrase', [], 'another', deps)).allowed).toBe(true);
  });
});
