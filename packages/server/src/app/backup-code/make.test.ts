// Ten backup codes: in one answer, kept as hashes, and all earlier ones void.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { byHolder, describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { loadAccount, setProtected } from '../../storage/account.ts';
import { makeBackupCodes } from './make.ts';
import { useBackupCode } from './use.ts';

const CODE = /^([0-9A-HJKMNP-TV-Z]{4} ){2}[0-9A-HJKMNP-TV-Z]{4}$/;

describeUseCaseOnBoth('making backup codes', (world) => {
  const counterOf = (id: string) => ({ limit: 'second-code.account', parts: [id] }) as const;
  const spend = (accountId: Parameters<typeof useBackupCode>[2], code: string) =>
    world.deps.store.write((tx) => useBackupCode(world.deps, tx, accountId, code, TEST_TIME, counterOf(accountId)));

  it('answers ten different ones, keeps none of them in the clear, and is on record and told', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    const left = await leaves(world.deps, () => makeBackupCodes(world.deps, caller));
    const { codes, madeAt } = factsOf(left.answer);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(CODE);
    expect(madeAt).toBe(TEST_TIME);
    const rows = await world.deps.store.read((tx) => tx.q.selectFrom('backup_code').selectAll().execute());
    expect(JSON.stringify(rows)).not.toContain((codes[0] ?? '').replaceAll(' ', ''));
    expect(left.events).toMatchObject([{ ...byHolder(caller), operation: 'backup-code.make', outcome: 'done' }]);
    expect(left.alerts).toEqual([`${account.email}: backup-code.make done`]);
    expect(left.changed).toEqual(['audit_event', 'backup_code', 'outbox']);
    const after = await world.deps.store.read((tx) => loadAccount(tx, account.id));
    expect(after).toMatchObject({ backupCodes: { left: 10, madeAt: TEST_TIME } });
  });

  it('makes all earlier codes void, used or not', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    const [used = '', unused = ''] = factsOf(await makeBackupCodes(world.deps, caller)).codes;
    expect(await spend(account.id, used)).toBeNull();
    const [fresh = ''] = factsOf(await makeBackupCodes(world.deps, caller)).codes;
    for (const old of [used, unused]) {
      expect(await spend(account.id, old)).toEqual({ tag: 'sign-in-failed', why: 'wrong-code' });
    }
    expect(await spend(account.id, fresh)).toBeNull();
  });

  it('does not exist on a protected account, and turning protection on erases every code', async () => {
    const shielded = await makeAccount(world.deps, { tier: 'advanced' });
    const its = await signIn(world.deps, shielded);
    expect(await makeBackupCodes(world.deps, its)).toEqual(refuse({ tag: 'not-permitted', why: 'tier' }));
    const account = await makeAccount(world.deps);
    factsOf(await makeBackupCodes(world.deps, await signIn(world.deps, account)));
    const rows = () =>
      world.deps.store.read((tx) =>
        tx.q.selectFrom('backup_code').selectAll().where('account_id', '=', account.id).execute(),
      );
    expect(await rows()).toHaveLength(10);
    await world.deps.store.write((tx) => setProtected(tx, account.id, 'advanced', 72, TEST_TIME));
    expect(await rows()).toEqual([]);
  });
});
