// A code of an authenticator app is good once, and guesses are counted.

import { expect, it } from 'vitest';
import { makeAccount } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, totpAt } from '../../../../../test/support/use-case.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { useTotp } from './use.ts';

const WRONG = { tag: 'sign-in-failed', why: 'wrong-code' };

describeUseCase('a code of an authenticator app', (world) => {
  const counterOf = (id: string) => ({ limit: 'second-code.account', parts: [id] }) as const;
  const spend = (accountId: Parameters<typeof useTotp>[2], code: string, now = TEST_TIME) =>
    world.deps.store.write((tx) => useTotp(world.deps, tx, accountId, code, now, counterOf(accountId)));

  it('works once; a later one works again', async () => {
    const { id, totpSecret } = await makeAccount(world.deps, { totp: true });
    expect(await spend(id, totpAt(totpSecret, TEST_TIME))).toBeNull();
    expect(await spend(id, totpAt(totpSecret, TEST_TIME))).toEqual(WRONG);
    expect(await spend(id, totpAt(totpSecret, TEST_TIME + 60_000), TEST_TIME + 60_000)).toBeNull();
  });

  it('is wrong where the account has no app', async () => {
    const { id } = await makeAccount(world.deps);
    expect(await spend(id, '123456')).toEqual(WRONG);
  });

  it('can be guessed only so often', async () => {
    const { id, totpSecret } = await makeAccount(world.deps, { totp: true });
    const right = totpAt(totpSecret, TEST_TIME);
    const wrong = right === '000000' ? '000001' : '000000';
    for (let guess = 0; guess < LIMITS['second-code.account'].points; guess++) await spend(id, wrong);
    expect(await spend(id, right)).toMatchObject({ tag: 'throttled' });
  });
});
