// Deletes rows that are of no more use. Nothing relies on it: expiry is checked at every use.

import { FORMER_KEPT_MS } from '../domain/enrolment/former-factor.ts';
import { STAGED_MS } from '../domain/staged/staged.ts';
import type { Tx } from './store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What is kept for a time of the operator's choice goes by app/retention. */
export async function sweep(tx: Tx, now: number): Promise<void> {
  await tx.q
    .deleteFrom('spent')
    .where('expires_at', '<', now - DAY_MS)
    .execute();
  await tx.q.deleteFrom('flow').where('expires_at', '<', now).where('kind', '!=', 'setup').execute();
  await tx.q
    .deleteFrom('former_factor')
    .where('until_at', '<', now - FORMER_KEPT_MS)
    .execute();
  // Once protection has settled, what opened the account before is of no use to anybody but a thief.
  const settled = tx.q
    .selectFrom('account')
    .select('id')
    .where('tier', '!=', 'standard')
    .where((is) => is.or([is('settles_at', 'is', null), is('settles_at', '<=', now)]));
  await tx.q.deleteFrom('former_factor').where('sealed', '=', 1).where('account_id', 'in', settled).execute();
  const old = now - STAGED_MS;
  await tx.q.deleteFrom('enrolment').where('used_at', '<', old).execute();
  await tx.q
    .deleteFrom('recovery_key')
    .where('live', '=', 0)
    .where('made_at', '<', old)
    .where('account_id', 'not in', tx.q.selectFrom('enrolment').select('account_id'))
    .execute();
  await tx.q.deleteFrom('throttle').where('resets_at', '<', now).execute();
}
