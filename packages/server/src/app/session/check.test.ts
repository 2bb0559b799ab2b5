// The session check: who a token stands for now; it writes nothing, and notes when it was used.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, leaves } from '../../../../../test/support/use-case.ts';
import { endSessions } from '../../storage/session.ts';
import { mintToken } from '../token.ts';
import { checkSession } from './check.ts';
import { LastSeen } from './last-seen.ts';

const HOUR_MS = 3_600_000;

describeUseCase('the session check', (world) => {
  const opened = async () => {
    const deps = { ...world.deps, lastSeen: new LastSeen() };
    const account = await makeAccount(deps, { tier: 'advanced' });
    const { token, session } = await signIn(deps, account);
    return { deps, account, token, session };
  };

  it('answers the session and the facts of its account, and writes nothing', async () => {
    const { deps, account, token, session } = await opened();
    const left = await leaves(deps, () => checkSession(deps, token, TEST_TIME));
    expect(left.answer).toMatchObject({
      id: session.id,
      account_id: account.id,
      email: account.email,
      role: 'holder',
      tier: 'advanced',
      enrolment_required: 0,
    });
    expect(left.changed).toEqual([]);
  });

  it('answers nobody for a token that is unknown, of another kind or malformed', async () => {
    const { deps } = await opened();
    for (const token of [mintToken(deps, 'hfs').token, mintToken(deps, 'hff').token, '', 'hfs_']) {
      expect(await checkSession(deps, token, TEST_TIME)).toBeNull();
    }
  });

  it('answers nobody once the session ended', async () => {
    const { deps, account, token } = await opened();
    await deps.store.write((tx) => endSessions(tx, { accountId: account.id }, 'test', TEST_TIME));
    expect(await checkSession(deps, token, TEST_TIME)).toBeNull();
  });

  it('counts idleness from the last check, though nothing is written', async () => {
    const { deps, token } = await opened();
    expect(await checkSession(deps, token, TEST_TIME + HOUR_MS - 1)).not.toBeNull();
    expect(await checkSession(deps, token, TEST_TIME + 2 * HOUR_MS - 2)).not.toBeNull();
    expect(await checkSession(deps, token, TEST_TIME + 3 * HOUR_MS - 2)).toBeNull();
  });

  it('does not count a look as use: a page left open lets its session idle out', async () => {
    const { deps, token } = await opened();
    expect(await checkSession(deps, token, TEST_TIME + HOUR_MS - 1, 'look')).not.toBeNull();
    expect(await checkSession(deps, token, TEST_TIME + HOUR_MS, 'look')).toBeNull();
  });

  it('answers nobody after the absolute end, however busy the session was', async () => {
    const { deps, token, session } = await opened();
    deps.lastSeen.note(session.id, session.ends_at - 1);
    expect(await checkSession(deps, token, session.ends_at - 1)).not.toBeNull();
    expect(await checkSession(deps, token, session.ends_at)).toBeNull();
  });

  it('of a session that is over notes no use', async () => {
    const { deps, token } = await opened();
    await checkSession(deps, token, TEST_TIME + HOUR_MS);
    expect(deps.lastSeen.take().size).toBe(0);
  });
});
