// What password managers are told: the keys that the account still holds, under the names that it now has.

import { expect, it } from 'vitest';
import { BUILT_IN, makeAccount, ROAMING } from '../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../test/support/clock.ts';
import { describeUseCase } from '../../../../test/support/use-case.ts';
import { deleteCredential } from '../storage/credential.ts';
import { signalFor } from './signal.ts';

describeUseCase('the signal to browsers', (world) => {
  it('names the user handle, the names and every accepted key', async () => {
    const account = await makeAccount(world.deps, { keys: [BUILT_IN, ROAMING] });
    const about = { id: account.id, email: account.email, displayName: 'New name' };
    expect(await world.deps.store.read((tx) => signalFor(world.deps, tx, about))).toEqual({
      rpId: 'localhost',
      userId: account.userHandle,
      name: account.email,
      displayName: 'New name',
      acceptedCredentialIds: account.keys.map((key) => key.externalId),
    });
  });

  it('leaves out a key that this transaction removed', async () => {
    const account = await makeAccount(world.deps, { keys: [BUILT_IN, ROAMING] });
    const [first, second] = account.keys;
    if (!first || !second) throw new Error('two keys were made');
    const about = { id: account.id, email: account.email, displayName: 'Ada' };
    const signal = await world.deps.store.write(async (tx) => {
      await deleteCredential(tx, account.id, first.id, TEST_TIME);
      return signalFor(world.deps, tx, about);
    });
    expect(signal.acceptedCredentialIds).toEqual([second.externalId]);
  });
});
