// A touch for one act: refused where the key does not open the account any more, or the answer did not verify.

import { expect, it } from 'vitest';
import { HARDWARE, makeAccount, makeCaller, ROAMING } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { loadAccount } from '../../storage/account.ts';
import { setMakeReport } from '../../storage/credential.ts';
import { askForAssertion, checkAssertion } from '../ceremony.ts';
import { touchKey } from './touch-key.ts';

const SCOPE = { purpose: 'contact.approve', subject: 'one' };

describeUseCase('touching a key for one act', (world) => {
  it('is refused with a key that does not count on an account of hardware keys only', async () => {
    const keys = [HARDWARE, { ...HARDWARE, nickname: 'Green' }, { ...ROAMING, nickname: 'Soft' }];
    const made = await makeAccount(world.deps, { tier: 'hardware', keys });
    const account = await world.deps.store.read((tx) => loadAccount(tx, made.id));
    const soft = made.keys[2];
    if (!account || !soft) throw new Error('both are there');
    const options = askForAssertion(world.deps, SCOPE, account.credentials, TEST_TIME);
    const response = soft.authenticator.assert(options);
    const outcome = await checkAssertion(world.deps, SCOPE, response, made.id, TEST_TIME);
    expect(outcome.ok).toBe(true);
    const act = () => world.deps.store.write((tx) => touchKey(world.deps, tx, makeCaller(), account, outcome));
    expect(await act()).toEqual(refuse({ tag: 'ceremony-failed', why: 'below-floor' }));
    expect(await act()).toEqual(refuse({ tag: 'ceremony-failed', why: 'challenge-spent' }));
  });

  it('is refused with a key of a compromised make, which still signs in', async () => {
    const made = await makeAccount(world.deps, { tier: 'hardware' });
    const [key] = made.keys;
    if (!key) throw new Error('a key was made');
    const make = { report: 'REVOKED', since: TEST_TIME };
    await world.deps.store.write((tx) => setMakeReport(tx, made.id, key.id, make));
    const account = await world.deps.store.read((tx) => loadAccount(tx, made.id));
    if (!account) throw new Error('the account is there');
    const options = askForAssertion(world.deps, SCOPE, account.credentials, TEST_TIME);
    const outcome = await checkAssertion(world.deps, SCOPE, key.authenticator.assert(options), made.id, TEST_TIME);
    const act = world.deps.store.write((tx) => touchKey(world.deps, tx, makeCaller(), account, outcome));
    expect(await act).toEqual(refuse({ tag: 'ceremony-failed', why: 'make-reported' }));
  });
});
