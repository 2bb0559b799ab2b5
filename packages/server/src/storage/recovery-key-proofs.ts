// Second proofs that sessions hold by a recovery key: they end with the key.

import type { AccountId } from '../domain/id.ts';
import type { Tx } from './store.ts';

export const NO_SECOND = { second_at: null, second_credential_id: null, second_recovery_key: null } as const;

/** Recovery keys of the account are void: none of them stands beside a proof any more. */
export async function clearRecoveryKeyProofs(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.q
    .updateTable('session')
    .set(NO_SECOND)
    .where('account_id', '=', accountId)
    .where('second_recovery_key', 'is not', null)
    .execute();
}
