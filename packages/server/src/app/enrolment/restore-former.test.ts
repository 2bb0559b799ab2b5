// What lives again is as it was, but for what was just used up of it; what is not kept any more stays away.

import { expect, it } from 'vitest';
import { makeAccount, ROAMING } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { keyAt } from '../../../../../test/support/keys.ts';
import { describeUseCaseOnBoth } from '../../../../../test/support/use-case.ts';
import { loadAccount } from '../../storage/account.ts';
import { replaceBackupCodes } from '../../storage/backup-code.ts';
import { deleteCredential, renameCredential } from '../../storage/credential.ts';
import { listFormerFactors } from '../../storage/former-factor.ts';
import { deletePassword, deleteTotp, findPassword } from '../../storage/verifier.ts';
import { restoreFormer } from './restore-former.ts';

const USED = { totpStep: 7, codeHash: 'used' };

describeUseCaseOnBoth('factors that live again', (world) => {
  it('are set as long ago as they were, less the code that was used', async () => {
    const account = await makeAccount(world.deps, { password: 'nine quiet herons', totp: true });
    const lives = await world.deps.store.write(async (tx) => {
      const [phc, had] = [await findPassword(tx, account.id), await loadAccount(tx, account.id)];
      await replaceBackupCodes(tx, account.id, ['used', 'left'], TEST_TIME - 2);
      await replaceBackupCodes(tx, account.id, [], TEST_TIME - 1);
      await deletePassword(tx, account.id, TEST_TIME);
      await deleteTotp(tx, account.id, TEST_TIME);
      const formers = await listFormerFactors(tx, account.id);
      const restored = await restoreFormer(world.deps, tx, account.id, formers, formers, USED);
      expect(await findPassword(tx, account.id)).toBe(phc);
      const has = await loadAccount(tx, account.id);
      expect(has).toEqual({ ...had, backupCodes: { left: 1, madeAt: TEST_TIME - 2 } });
      return restored;
    });
    expect([...lives].sort()).toEqual(['backup-codes', 'password', 'totp']);
  });

  it('have no name that another key took meanwhile', async () => {
    const keys = [
      { ...ROAMING, nickname: 'Desk' },
      { ...ROAMING, nickname: 'Other' },
    ];
    const account = await makeAccount(world.deps, { keys });
    const names = await world.deps.store.write(async (tx) => {
      await deleteCredential(tx, account.id, keyAt(account, 0).id, TEST_TIME);
      await renameCredential(tx, account.id, keyAt(account, 1).id, 'DESK');
      const formers = await listFormerFactors(tx, account.id);
      await restoreFormer(world.deps, tx, account.id, formers, formers, USED);
      return (await loadAccount(tx, account.id))?.credentials.map(({ nickname }) => nickname);
    });
    expect(names?.toSorted()).toEqual(['DESK', 'Desk 2']);
  });

  it('are none where they are kept no more', async () => {
    const account = await makeAccount(world.deps, { keys: [] });
    const gone = { kind: 'password', ref: '', fromAt: 0, untilAt: TEST_TIME } as const;
    const lives = await world.deps.store.write((tx) => restoreFormer(world.deps, tx, account.id, [], [gone], USED));
    expect(lives).toEqual([]);
  });
});
