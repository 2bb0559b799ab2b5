// Who is signed in here: from the session check alone, without another look at the database.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { readSession } from './read.ts';

describeUseCase('reading the session', (world) => {
  it('says who, on which tier, how long presence counts, and when the session ends', async () => {
    const account = await makeAccount(world.deps, { role: 'operator', enrolmentRequired: true });
    const caller = await signIn(world.deps, account);
    expect(readSession(world.deps, { ...caller, now: TEST_TIME + 60_000 })).toEqual({
      sessionId: caller.session.id,
      accountId: account.id,
      email: account.email,
      displayName: 'Ada',
      role: 'operator',
      tier: 'standard',
      enrolmentRequired: true,
      freshUntil: TEST_TIME + 300_000,
      idleEndsAt: TEST_TIME + 60_000 + 14 * 86_400_000,
      endsAt: TEST_TIME + 30 * 86_400_000,
    });
  });
});
