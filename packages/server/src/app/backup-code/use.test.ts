// A backup code is good once, for its own account, and guesses are counted.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCaseOnBoth, factsOf } from '../../../../../test/support/use-case.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { makeBackupCodes } from './make.ts';
import { useBackupCode } from './use.ts';

const WRONG = { tag: 'sign-in-failed', why: 'wrong-code' };

describeUseCaseOnBoth('a backup code', (world) => {
  const settled = async () => {
    const account = await makeAccount(world.deps);
    const { codes } = factsOf(await makeBackupCodes(world.deps, await signIn(world.deps, account)));
    return { account, codes };
  };
  const counterOf = (id: string) => ({ limit: 'second-code.account', parts: [id] }) as const;
  const spend = (accountId: Parameters<typeof useBackupCode>[2], code: string, now = TEST_TIME) =>
    world.deps.store.write((tx) => useBackupCode(world.deps, tx, accountId, code, now, counterOf(accountId)));

  it('works once, however it is typed', async () => {
    const { account, codes } = await settled();
    const typed = (codes[3] ?? '').toLowerCase().replaceAll(' ', '-');
    expect(await spend(account.id, typed)).toBeNull();
    expect(await spend(account.id, codes[3] ?? '')).toEqual(WRONG);
    expect(await spend(account.id, codes[4] ?? '')).toBeNull();
  });

  it('of another account, or none at all, is wrong', async () => {
    const { codes } = await settled();
    const other = await settled();
    for (const typed of [codes[0] ?? '', '123456', '']) expect(await spend(other.account.id, typed)).toEqual(WRONG);
  });

  it('can be guessed only so often, from wherever', async () => {
    const { account, codes } = await settled();
    for (let guess = 0; guess < LIMITS['second-code.account'].points; guess++) {
      expect(await spend(account.id, '0000 0000 0000')).toEqual(WRONG);
    }
    expect(await spend(account.id, codes[0] ?? '')).toMatchObject({ tag: 'throttled' });
    const later = TEST_TIME + LIMITS['second-code.account'].seconds * 1000;
    expect(await spend(account.id, codes[0] ?? '', later)).toBeNull();
  });
});
