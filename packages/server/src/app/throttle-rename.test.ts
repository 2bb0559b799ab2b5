// A stolen session cannot bury an alert under new names: a protected account takes so many of them a day.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../test/support/accounts.ts';
import { describeUseCase, factsOf } from '../../../../test/support/use-case.ts';
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

  it('of a standard account are told to nobody, and not counted', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    for (let count = 0; count <= points; count++) {
      factsOf(await renameAccount(world.deps, caller, { displayName: `Ada ${count}` }));
    }
  });
});
