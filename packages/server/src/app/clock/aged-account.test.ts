// An account by a clock in doubt: as old as it was when the doubt began; by a believed one, as it is.

import { expect, it } from 'vitest';
import { makeAccount } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { eachDoubt } from '../../../../../test/support/doubt.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { keyStage } from '../../domain/credential/key-stage.ts';
import { loadAccount } from '../../storage/account.ts';
import { agedAccount } from './aged-account.ts';

const LATER = TEST_TIME + 20 * 24 * 3_600_000;

describeUseCase('an account by a clock in doubt', (world) => {
  it('has no key that is trusted by its age, and by a believed one it has', async () => {
    const young = { trustedAt: TEST_TIME + 14 * 24 * 3_600_000 };
    const account = await makeAccount(world.deps, { keys: [young] });
    await world.deps.store.write((tx) =>
      tx.q.updateTable('credential').set({ created_at: TEST_TIME }).where('account_id', '=', account.id).execute(),
    );
    const stages = (deps: typeof world.deps) =>
      deps.store.read(async (tx) => {
        const loaded = await loadAccount(tx, account.id);
        if (!loaded) throw new Error('the account is there');
        const { credentials } = await agedAccount(deps, tx, loaded, LATER);
        return credentials.map((key) => keyStage(key, LATER));
      });
    expect(await stages(world.deps)).toEqual(['trusted']);
    await eachDoubt(world.deps, async (deps) => expect(await stages(deps)).toEqual(['first-day']));
  });
});
