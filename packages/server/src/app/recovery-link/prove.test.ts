// Behind a link, the second factor that the account has: a code of the app or a backup code, a few tries, and no way round.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { askForLink, followLink } from '../../../../../test/support/recovery-links.ts';
import { describeUseCaseOnBoth, factsOf, leaves, totpAt } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { LINK_TRIES } from '../../domain/recovery-link/decide-link.ts';
import { makeBackupCodes } from '../backup-code/make.ts';
import { recoveryLinkKeyOptions } from './complete.ts';
import { proveSecondFactor } from './prove.ts';

const GONE = refuse({ tag: 'flow-gone' });
const WRONG = refuse({ tag: 'sign-in-failed', why: 'wrong-code' });

describeUseCaseOnBoth('the second factor behind a link', (world) => {
  const withBoth = async () => {
    const account = await makeAccount(world.deps, { password: 'nine quiet herons crossed', totp: true });
    const { codes } = factsOf(await makeBackupCodes(world.deps, await signIn(world.deps, account, { with: null })));
    return { account, codes };
  };

  it('is proved with a code of the app, and then nothing more is asked', async () => {
    const { account } = await withBoth();
    const caller = await followLink(world.deps, account.email);
    expect(await recoveryLinkKeyOptions(world.deps, caller)).toEqual(GONE);
    const input = { with: 'totp', code: totpAt(account.totpSecret, TEST_TIME) } as const;
    const left = await leaves(world.deps, () => proveSecondFactor(world.deps, caller, input));
    expect(factsOf(left.answer).proved).toBe(true);
    expect(left.events).toMatchObject([{ operation: 'recovery-link.prove', actor: 'stranger', subject: 'totp' }]);
    expect((await recoveryLinkKeyOptions(world.deps, caller)).allowed).toBe(true);
  });

  it('is proved with a backup code, which is used up', async () => {
    const { account, codes } = await withBoth();
    const caller = await followLink(world.deps, account.email);
    const input = { with: 'backup-code', code: codes[0] ?? '' } as const;
    expect(factsOf(await proveSecondFactor(world.deps, caller, input)).proved).toBe(true);
    const again = await followLink(world.deps, account.email);
    expect(await proveSecondFactor(world.deps, again, input)).toEqual(WRONG);
  });

  it('that is wrong takes a try, is on record, and after a few the link is over', async () => {
    const { account, codes } = await withBoth();
    const caller = await followLink(world.deps, account.email);
    const wrong = { with: 'backup-code', code: '0000 0000 0000' } as const;
    for (let guess = 0; guess < LINK_TRIES; guess++) {
      const left = await leaves(world.deps, () => proveSecondFactor(world.deps, caller, wrong));
      expect(left.answer).toEqual(WRONG);
      expect(left.events).toMatchObject([{ outcome: 'refused', reason: 'wrong-code', actor: 'stranger' }]);
    }
    const right = { with: 'backup-code', code: codes[0] ?? '' } as const;
    expect(await proveSecondFactor(world.deps, caller, right)).toEqual(GONE);
  });

  it('is asked of no browser that did not follow the link', async () => {
    const { account } = await withBoth();
    const { caller } = await askForLink(world.deps, account.email);
    const input = { with: 'totp', code: totpAt(account.totpSecret, TEST_TIME) } as const;
    expect(await proveSecondFactor(world.deps, caller, input)).toEqual(GONE);
  });
});
