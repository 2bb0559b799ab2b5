// A look by support: what it shows, what it never shows, and where it stands on record.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { setRole } from '../../storage/account.ts';
import { listActivity } from '../activity/list.ts';
import { lookAtAccount } from './look.ts';

describeUseCaseOnBoth('a look by support', (world) => {
  const support = async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced', role: 'support' });
    return signIn(world.deps, account, { caller: { ip: '192.0.2.99', userAgent: 'Support/1' } });
  };

  it('shows what the account is, and none of its keys, codes or secrets', async () => {
    const staff = await support();
    const account = await makeAccount(world.deps, { tier: 'advanced', displayName: 'Ada' });
    const seen = factsOf(await lookAtAccount(world.deps, staff, { email: account.email, ticket: 'T-17' }));
    expect(seen).toEqual({
      email: account.email,
      displayName: 'Ada',
      tier: 'advanced',
      createdAt: expect.any(Number),
      protectedSince: expect.any(Number),
      openHolds: 0,
      recoverable: false,
    });
  });

  it('is in its holder’s activity with the ticket but no place of support, and in support’s own', async () => {
    const staff = await support();
    const account = await makeAccount(world.deps);
    const input = { email: account.email, ticket: 'T-18' };
    const left = await leaves(world.deps, () => lookAtAccount(world.deps, staff, input));
    expect(left.events).toMatchObject([
      {
        account_id: account.id,
        operation: 'support.look',
        actor: 'staff',
        subject: 'T-18',
        ip: null,
        session_id: null,
      },
      { account_id: staff.session.account_id, actor: 'holder', ip: staff.ip, session_id: staff.session.id },
    ]);
    expect(left.events[0]?.request_id).toBe(left.events[1]?.request_id);
    const { events } = factsOf(await listActivity(world.deps, await signIn(world.deps, account), {}));
    expect(events).toContainEqual(
      expect.objectContaining({ operation: 'support.look', actor: 'staff', subject: 'T-18', ip: null, device: null }),
    );
    expect(left.changed).toEqual(['audit_event', 'throttle']);
  });

  it('ends with the role, at once', async () => {
    const staff = await support();
    const { email } = await makeAccount(world.deps);
    await world.deps.store.write((tx) => setRole(tx, staff.session.account_id, 'holder'));
    const decision = await lookAtAccount(world.deps, staff, { email, ticket: 'T' });
    expect(decision).toEqual(refuse({ tag: 'not-permitted', why: 'role' }));
  });

  it('wants a fresh proof, and finds nobody by half an address', async () => {
    const staff = await support();
    const { email } = await makeAccount(world.deps);
    const stale = { ...staff, now: TEST_TIME + world.deps.policy.stepUpSecondsMax * 1000 };
    expect(await lookAtAccount(world.deps, stale, { email, ticket: 'T' })).toMatchObject({
      refusal: { tag: 'step-up-required' },
    });
    const half = email.replace('@', 'x@');
    expect(await lookAtAccount(world.deps, staff, { email: half, ticket: 'T' })).toEqual(refuse({ tag: 'not-found' }));
  });

  it('is limited, so that nobody reads the whole platform', async () => {
    const staff = await support();
    const { email } = await makeAccount(world.deps);
    for (let look = 0; look < LIMITS['support.staff'].points; look++) {
      expect((await lookAtAccount(world.deps, staff, { email, ticket: 'T' })).allowed).toBe(true);
    }
    expect(await lookAtAccount(world.deps, staff, { email, ticket: 'T' })).toMatchObject({
      refusal: { tag: 'throttled' },
    });
  });
});
