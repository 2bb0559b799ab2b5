// What the touch of an enrolment confirms: the same as long as nothing changes, another with anything that does.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { describeUseCase, factsOf } from '../../../../../test/support/use-case.ts';
import { loadAccount } from '../../storage/account.ts';
import { deleteCredential } from '../../storage/credential.ts';
import { beginEnrolment, makeRecoveryKeys, proveRecoveryKey } from './prepare.ts';
import { commitmentOf } from './what-is-committed.ts';

describeUseCase('what the touch of an enrolment confirms', (world) => {
  it('is another with other recovery keys, another wait, or a key more or less', async () => {
    const made = await makeAccount(world.deps);
    const caller = await signIn(world.deps, made);
    const now = () =>
      world.deps.store.read(async (tx) => {
        const account = await loadAccount(tx, made.id);
        if (!account) throw new Error('the account was made');
        return Buffer.from(await commitmentOf(tx, account, caller.session.id, caller.now)).toString('hex');
      });
    const seen = [await now()];
    const step = async (change: () => Promise<unknown>) => {
      await change();
      seen.push(await now());
      expect(await now()).toBe(seen.at(-1));
    };
    let recoveryKey = '';
    const make = async () => {
      recoveryKey = factsOf(await makeRecoveryKeys(world.deps, caller)).recoveryKeys[0] ?? '';
    };
    factsOf(await beginEnrolment(world.deps, caller));
    await step(make);
    await step(make);
    await step(async () => factsOf(await proveRecoveryKey(world.deps, caller, { recoveryKey, waitHours: 72 })));
    await step(async () => factsOf(await proveRecoveryKey(world.deps, caller, { recoveryKey, waitHours: 168 })));
    await step(() =>
      world.deps.store.write((tx) => deleteCredential(tx, made.id, made.keys[0]?.id ?? ('' as never), caller.now)),
    );
    expect(new Set(seen).size).toBe(seen.length);
  });
});
