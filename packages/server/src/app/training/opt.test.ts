// The holder's wish: begins and ends an interval, once, on any tier, and never touches what protection excludes.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { byHolder, describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { listExclusions } from '../../storage/training-exclusion.ts';
import { optIn, optOut } from './opt.ts';

describeUseCase('opting out of training', (world) => {
  const list = (id: Parameters<typeof listExclusions>[1]) => world.deps.store.read((tx) => listExclusions(tx, id));

  it('begins an interval with its evidence, and opting in ends it', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    const out = await leaves(world.deps, () => optOut(world.deps, caller));
    expect(out.answer).toEqual(allow({}));
    expect(out.changed).toEqual(['audit_event', 'training_exclusion']);
    expect(out.events).toMatchObject([{ ...byHolder(caller), operation: 'training.opt-out', outcome: 'done' }]);
    const later = { ...caller, now: TEST_TIME + 1000 };
    factsOf(await optIn(world.deps, later));
    expect(await list(account.id)).toEqual([{ reason: 'opt-out', from: TEST_TIME, until: TEST_TIME + 1000 }]);
  });

  it('that would change nothing says so', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    expect(await optIn(world.deps, caller)).toEqual(refuse({ tag: 'training-unchanged' }));
    factsOf(await optOut(world.deps, caller));
    expect(await optOut(world.deps, caller)).toEqual(refuse({ tag: 'training-unchanged' }));
    expect(await list(account.id)).toHaveLength(1);
  });

  it('on a protected account leaves what protection excludes as it is, and is told', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const caller = await signIn(world.deps, account);
    const out = await leaves(world.deps, () => optOut(world.deps, caller));
    expect(out.alerts).toEqual([`${account.email}: training.opt-out done`]);
    factsOf(await optIn(world.deps, { ...caller, now: TEST_TIME + 5 }));
    const open = (await list(account.id)).filter(({ until }) => until === null);
    expect(open.map(({ reason }) => reason)).toEqual(['protection']);
  });
});
