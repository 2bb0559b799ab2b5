// A factor of before is proved by a code of any app or paper that the account had, or by a key, registered still or not.

import { expect, it } from 'vitest';
import { BUILT_IN, makeAccount, ROAMING, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { followedBack, settle, settledBy } from '../../../../../test/support/settling.ts';
import { describeUseCaseOnBoth, factsOf, totpAt } from '../../../../../test/support/use-case.ts';
import { deleteCredential } from '../../storage/credential.ts';
import { makeBackupCodes } from '../backup-code/make.ts';
import { proveCode } from './prove-factor.ts';
import { takeBack, takeBackOptions } from './take-back.ts';
import { findOpenTakeBack } from './with-take-back.ts';

const DAY_MS = 86_400_000;
const PASSWORD = 'nine quiet herons crossed the marsh';

describeUseCaseOnBoth('a factor of before', (world) => {
  it('is a code of the app, which is judged for what it is', async () => {
    const { email, totpSecret } = await settledBy(world.deps, { password: PASSWORD, totp: true, keys: [] });
    const caller = await followedBack(world.deps, email);
    const open = await world.deps.store.read((tx) => findOpenTakeBack(world.deps, tx, caller, 'read'));
    if (!open) throw new Error('the link was followed');
    const prove = (kind: 'totp' | 'backup-code', code: string) =>
      proveCode(world.deps, open, { with: kind, code }, TEST_TIME).allowed;
    const code = totpAt(totpSecret, TEST_TIME);
    expect([prove('totp', code), prove('backup-code', code), prove('totp', 'nonsense')]).toEqual([true, false, false]);
  });

  it('is a backup code, which is used up with it while the others live again', async () => {
    const account = await makeAccount(world.deps, { password: PASSWORD, totp: true, keys: [] });
    const holder = await signIn(world.deps, account, { with: null, now: TEST_TIME - 4 * DAY_MS });
    const { codes } = factsOf(await makeBackupCodes(world.deps, holder));
    await settle(world.deps, account);
    const caller = await followedBack(world.deps, account.email);
    factsOf(await takeBack(world.deps, caller, { with: 'backup-code', code: codes[3] ?? '' }));
    const left = await world.deps.store.read((tx) =>
      tx.q.selectFrom('backup_code').selectAll().where('account_id', '=', account.id).execute(),
    );
    expect(left.filter(({ used_at }) => used_at === null)).toHaveLength(9);
  });

  it('is a key that was removed since: it is registered again', async () => {
    const account = await makeAccount(world.deps, { keys: [BUILT_IN, ROAMING] });
    const [, removed] = account.keys;
    if (!removed) throw new Error('two keys were made');
    await world.deps.store.write((tx) => deleteCredential(tx, account.id, removed.id, TEST_TIME - 1000));
    await settle(world.deps, account);
    const caller = await followedBack(world.deps, account.email);
    const options = factsOf(await takeBackOptions(world.deps, caller));
    expect(options.allowCredentials.map(({ id }) => id)).toContain(removed.externalId);
    const response = removed.authenticator.assert(options);
    factsOf(await takeBack(world.deps, caller, { with: 'key', response }));
    const rows = await world.deps.store.read((tx) =>
      tx.q.selectFrom('credential').select('id').where('account_id', '=', account.id).execute(),
    );
    expect(rows.map(({ id }) => id)).toContain(removed.id);
    expect((await takeBack(world.deps, caller, { with: 'key', response })).allowed).toBe(false);
  });
});
