// Somebody gave the address of an account for another one: its holder hears of it, and of nobody's session.

import { expect, it } from 'vitest';
import { makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { describeUseCase, leaves } from '../../../../../test/support/use-case.ts';
import { recordKnownAddress } from './known-address.ts';

describeUseCase('a known address', (world) => {
  it('is on record as a stranger’s doing, told on every tier, without the asker’s session', async () => {
    const asker = await signIn(world.deps, await makeAccount(world.deps), { caller: { ip: '8.8.8.8' } });
    for (const tier of ['standard', 'advanced'] as const) {
      const account = await makeAccount(world.deps, { tier });
      const left = await leaves(world.deps, () =>
        world.deps.store.write((tx) => recordKnownAddress(world.deps, tx, asker, account)),
      );
      expect(left.events).toMatchObject([
        {
          operation: 'sign-up.known-address',
          outcome: 'done',
          actor: 'stranger',
          account_id: account.id,
          session_id: null,
          country_code: 'US',
        },
      ]);
      expect(left.alerts).toEqual([`${account.email}: sign-up.known-address done`]);
    }
  });

  it('is told by itself ten times a day, however often a stranger gives it, then in the digest', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const left = await leaves(world.deps, async () => {
      for (let times = 0; times < 12; times++) {
        await world.deps.store.write((tx) => recordKnownAddress(world.deps, tx, makeCaller(), account));
      }
    });
    expect(left.events).toHaveLength(12);
    expect(left.alerts).toHaveLength(10);
    const counted = await world.deps.store.read((tx) =>
      tx.q.selectFrom('refusal_window').selectAll().where('account_id', '=', account.id).execute(),
    );
    expect(counted).toMatchObject([{ inside: 0, outside: 12 }]);
  });
});
