// A key proved presence: its challenge is spent once, its counter moves on, and one that went back is told.

import { expect, it } from 'vitest';
import { type MadeAccount, makeAccount, makeCaller } from '../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../test/support/clock.ts';
import { describeUseCase, leaves } from '../../../../test/support/use-case.ts';
import { deleteCredential } from '../storage/credential.ts';
import type { Asserted } from './ceremony.ts';
import { askForAssertion, checkAssertion } from './ceremony.ts';
import { useKey } from './use-key.ts';

const SCOPE = { purpose: 'test', subject: '' };

describeUseCase('using a key', (world) => {
  const asserted = async (account: MadeAccount, signCount?: number): Promise<Asserted> => {
    const options = askForAssertion(world.deps, SCOPE, [], TEST_TIME);
    const response = account.keys[0]?.authenticator.assert(options, signCount === undefined ? {} : { signCount });
    if (!response) throw new Error('the account has a key');
    const outcome = await checkAssertion(world.deps, SCOPE, response, null, TEST_TIME);
    if (!outcome.ok) throw new Error(outcome.fault);
    return outcome;
  };
  const use = (account: MadeAccount, outcome: Asserted, caller = makeCaller({ ip: '8.8.8.8' })) =>
    leaves(world.deps, () => world.deps.store.write((tx) => useKey(world.deps, tx, caller, account, outcome)));
  const stored = (account: MadeAccount) =>
    world.deps.store.read((tx) =>
      tx.q.selectFrom('credential').selectAll().where('account_id', '=', account.id).executeTakeFirst(),
    );

  it('moves its counter on, says when and where, spends the challenge, and writes no evidence', async () => {
    const account = await makeAccount(world.deps);
    const left = await use(account, await asserted(account, 41));
    expect(left.answer).toBeNull();
    expect(left.changed).toEqual(['credential', 'spent']);
    expect(await stored(account)).toMatchObject({ sign_count: 41, last_used_at: TEST_TIME, last_used_country: 'US' });
  });

  it('spends its challenge once: a second time nothing moves', async () => {
    const account = await makeAccount(world.deps);
    const outcome = await asserted(account);
    expect((await use(account, outcome)).answer).toBeNull();
    const again = await use(account, outcome);
    expect(again.answer).toBe('challenge-spent');
    expect(again.changed).toEqual([]);
  });

  it('of a suspended key moves its counter on, and is no use of it', async () => {
    const account = await makeAccount(world.deps);
    await world.deps.store.write((tx) =>
      tx.q.updateTable('credential').set({ suspended_at: TEST_TIME }).where('account_id', '=', account.id).execute(),
    );
    expect((await use(account, await asserted(account, 41))).answer).toBeNull();
    expect(await stored(account)).toMatchObject({ sign_count: 41, last_used_at: null, last_used_country: null });
  });

  it('is refused where the key was removed meanwhile', async () => {
    const account = await makeAccount(world.deps);
    const outcome = await asserted(account);
    await world.deps.store.write((tx) => deleteCredential(tx, account.id, outcome.key.id, TEST_TIME));
    expect((await use(account, outcome)).answer).toBe('unknown-credential');
  });

  it('with a counter that did not rise goes on record, is told on every tier, and is no refusal', async () => {
    for (const tier of ['standard', 'advanced'] as const) {
      const account = await makeAccount(world.deps, { tier });
      await use(account, await asserted(account, 10));
      const left = await use(account, await asserted(account, 10));
      expect(left.answer).toBeNull();
      expect(left.events).toMatchObject([
        {
          operation: 'credential.counter-regressed',
          outcome: 'done',
          account_id: account.id,
          credential_id: account.keys[0]?.id,
          subject: account.keys[0]?.nickname,
        },
      ]);
      expect(left.alerts).toEqual([`${account.email}: credential.counter-regressed done`]);
    }
  });
});
