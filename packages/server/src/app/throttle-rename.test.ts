// A stolen session cannot bury an alert under new names: a protected account takes so many of them a day.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../test/support/accounts.ts';
import { describeUseCase, factsOf, leaves } from '../../../../test/support/use-case.ts';
import { LIMITS } from '../domain/throttle/throttle.ts';
import { renameAccount } from './account/rename.ts';
import { renameCredential } from './credential/rename.ts';

const { points } = LIMITS['rename.account'];

describeUseCase('new names', (world) => {
  it('of a protected account and its keys are refused beyond so many a day', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const caller = await signIn(world.deps, account);
    const credentialId = account.keys[0]?.id;
    if (!credentialId) throw new Error('a protected account has keys');
    const renames = [
      () => renameAccount(world.deps, caller, { displayName: 'Ada' }),
      () => renameCredential(world.deps, caller, { credentialId, nickname: 'Blue' }),
    ];
    for (let count = 0; count < points; count++) factsOf(await (renames[count % 2] as (typeof renames)[number])());
    for (const rename of renames) expect(await rename()).toMatchObject({ refusal: { tag: 'throttled' } });
  });

  it('of a standard account are told to nobody and not counted; its keys’ names are both', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    const credentialId = account.keys[0]?.id;
    if (!credentialId) throw new Error('the account has a key');
    const left = await leaves(world.deps, async () => {
      for (let count = 0; count <= points; count++) {
        factsOf(await renameAccount(world.deps, caller, { displayName: `Ada ${count}` }));
      }
    });
    expect(left.alerts).toEqual([]);
    const rename = () => renameCredential(world.deps, caller, { credentialId, nickname: 'Blue' });
    for (let count = 0; count < points; count++) factsOf(await rename());
    expect(await rename()).toMatchObject({ refusal: { tag: 'throttled' } });
  });
});
