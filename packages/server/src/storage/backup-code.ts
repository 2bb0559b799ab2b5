// Backup codes of standard accounts: only keyed hashes are kept. A protected account has no row here.

import type { AccountId } from '../domain/id.ts';
import { setBackupCodesAside } from './former-factor.ts';
import type { Tx } from './store.ts';

/** Puts new codes in place of all earlier ones, used or not. */
export async function replaceBackupCodes(
  tx: Tx,
  accountId: AccountId,
  hashes: readonly string[],
  now: number,
): Promise<void> {
  await setBackupCodesAside(tx, accountId, now);
  await dropBackupCodes(tx, accountId);
  await restoreBackupCodes(tx, accountId, hashes, now);
}

/** What somebody else had made is gone, and is not kept as something that the account had. */
export async function dropBackupCodes(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.q.deleteFrom('backup_code').where('account_id', '=', accountId).execute();
}

/** Adds unused codes: those that the account had before, made at `madeAt`, live again. */
export async function restoreBackupCodes(
  tx: Tx,
  accountId: AccountId,
  hashes: readonly string[],
  madeAt: number,
): Promise<void> {
  if (hashes.length === 0) return;
  await tx.q
    .insertInto('backup_code')
    .values(
      hashes.map((code_hash) => ({
        account_id: accountId,
        code_hash,
        made_at: madeAt,
        used_at: null,
        restoration_id: null,
      })),
    )
    .execute();
}

/**
 * A code is good once. `hashes`: the code under every version of the secret. @returns false for one that is wrong or
 * used, or where another request was first.
 */
export async function spendBackupCode(
  tx: Tx,
  accountId: AccountId,
  hashes: readonly string[],
  now: number,
): Promise<boolean> {
  const spent = await tx.q
    .updateTable('backup_code')
    .set({ used_at: now })
    .where('account_id', '=', accountId)
    .where('code_hash', 'in', hashes)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return Number(spent.numUpdatedRows) === 1;
}
