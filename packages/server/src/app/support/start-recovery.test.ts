// Support begins a recovery: a link to its holder's mailbox, which support never sees; on a protected account, nothing.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { linkIn } from '../../../../../test/support/recovery-links.ts';
import { describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { LINK_MS } from '../../domain/recovery-link/decide-link.ts';
import { startRecoveryForHolder } from './start-recovery.ts';

describeUseCaseOnBoth('a recovery that support begins', (world) => {
  const support = async () => signIn(world.deps, await makeAccount(world.deps, { tier: 'advanced', role: 'support' }));

  it('mails the link to the holder; the answer to support has none of it', async () => {
    const staff = await support();
    const account = await makeAccount(world.deps);
    const input = { email: account.email, ticket: 'T-19' };
    const left = await leaves(world.deps, () => startRecoveryForHolder(world.deps, staff, input));
    expect(factsOf(left.answer)).toEqual({ expiresAt: TEST_TIME + LINK_MS });
    expect(linkIn(left)).toMatch(/^hfl_/);
    expect(left.mails).toMatchObject([{ to: account.email, content: { bySupport: true } }]);
    expect(left.events).toMatchObject([
      { account_id: account.id, operation: 'support.start-recovery', actor: 'staff', subject: 'T-19', outcome: 'done' },
      { account_id: staff.session.account_id, actor: 'holder' },
    ]);
    expect(left.changed).toEqual(['audit_event', 'flow', 'outbox', 'throttle']);
  });

  it('does not exist for a protected account: nothing is mailed but the alert that says so', async () => {
    const staff = await support();
    for (const tier of ['advanced', 'hardware'] as const) {
      const account = await makeAccount(world.deps, { tier });
      const input = { email: account.email, ticket: 'T-20' };
      const left = await leaves(world.deps, () => startRecoveryForHolder(world.deps, staff, input));
      expect(left.answer).toEqual(refuse({ tag: 'not-permitted', why: 'tier' }));
      expect(left.mails).toEqual([]);
      expect(left.alerts).toContain(`${account.email}: support.start-recovery refused`);
      expect(left.changed).toEqual(['audit_event', 'outbox', 'throttle']);
    }
  });

  it('finds nobody at an unknown address', async () => {
    const input = { email: 'no-such-holder@example.com', ticket: 'T-21' };
    expect(await startRecoveryForHolder(world.deps, await support(), input)).toEqual(refuse({ tag: 'not-found' }));
  });
});
