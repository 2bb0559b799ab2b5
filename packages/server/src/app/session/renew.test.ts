// A new token for a session that goes on: the old one is dead, presence and the end stay as they were.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCaseOnBoth } from '../../../../../test/support/use-case.ts';
import { endSessions } from '../../storage/session.ts';
import { checkSession } from './check.ts';
import { renewSession } from './renew.ts';

describeUseCaseOnBoth('a session that is renewed', (world) => {
  it('opens by its new token alone, is no fresher than before and ends when it would have', async () => {
    const { session, token } = await signIn(world.deps, await makeAccount(world.deps));
    const now = TEST_TIME + 60_000;
    const renewed = await world.deps.store.write((tx) => renewSession(world.deps, { tx, session, now }));
    expect(renewed.endsAt).toBe(session.ends_at);
    expect(await checkSession(world.deps, token, now)).toBeNull();
    expect(await checkSession(world.deps, renewed.sessionToken, now)).toMatchObject({
      id: session.id,
      fresh_at: session.fresh_at,
      fresh_credential_id: session.fresh_credential_id,
      ends_at: session.ends_at,
    });
  });

  it('does not come to life where it had ended', async () => {
    const account = await makeAccount(world.deps);
    const { session } = await signIn(world.deps, account);
    await world.deps.store.write((tx) => endSessions(tx, { accountId: account.id }, 'test', TEST_TIME));
    const renew = world.deps.store.write((tx) => renewSession(world.deps, { tx, session, now: TEST_TIME }));
    await expect(renew).rejects.toThrow('was checked');
  });
});
