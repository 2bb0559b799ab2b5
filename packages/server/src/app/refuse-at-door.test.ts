// Refusals made before any use case ran: on record where somebody signed in tried what the account may not do.

import { expect, it } from 'vitest';
import { makeAccount, makeCaller, signIn } from '../../../../test/support/accounts.ts';
import { byHolder, describeUseCase, leaves } from '../../../../test/support/use-case.ts';
import { refuseAtDoor } from './refuse-at-door.ts';

const TIER = { tag: 'not-permitted', why: 'tier' } as const;

describeUseCase('a refusal at the door', (world) => {
  it('is on record, and told to the holder of a protected account', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const caller = await signIn(world.deps, account);
    const left = await leaves(world.deps, () => refuseAtDoor(world.deps, caller, 'password.set', TIER));
    expect(left.events).toMatchObject([
      { ...byHolder(caller), operation: 'password.set', outcome: 'refused', reason: 'tier' },
    ]);
    expect(left.alerts).toEqual([`${account.email}: password.set refused`]);
    expect(left.changed).toEqual(['audit_event', 'outbox']);
  });

  it('is on record and not told on a standard account', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    const left = await leaves(world.deps, () => refuseAtDoor(world.deps, caller, 'protection.leave', TIER));
    expect(left.changed).toEqual(['audit_event']);
  });

  it('leaves nothing where nobody is signed in', async () => {
    const left = await leaves(world.deps, () => refuseAtDoor(world.deps, makeCaller(), 'password.set', TIER));
    expect(left.changed).toEqual([]);
  });

  it('leaves nothing where presence is only to be proved again', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    const again = { tag: 'step-up-required', ageSecondsMax: 300 } as const;
    const left = await leaves(world.deps, () => refuseAtDoor(world.deps, caller, 'password.set', again));
    expect(left.changed).toEqual([]);
  });
});
