// The second proof that stands beside a session's fresh one, as the session's row holds it.

import type { AccountId } from '../domain/id.ts';
import type { Tx } from './store.ts';

/** None stands there. */
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
