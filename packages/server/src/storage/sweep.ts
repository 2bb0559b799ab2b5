// Deletes rows that are of no more use. Nothing relies on it: expiry is checked at every use.

import type { Sweepable } from '../domain/clock/belief.ts';
import { FORMER_KEPT_MS } from '../domain/enrolment/former-factor.ts';
import { STAGED_MS } from '../domain/staged/staged.ts';
import type { Tx } from './store.ts';

/** What is kept for a time of the operator's choice goes by app/retention. Both are asked for by app/sweep.ts alone. */
export async function sweep(tx: Tx, { before, spentBefore }: Sweepable): Promise<void> {
  if (spentBefore !== null) await tx.q.deleteFrom('spent').where('expires_at', '<', spentBefore).execute();
  if (before === null) return;
  await tx.q.deleteFrom('flow').where('expires_at', '<', before).where('kind', '!=', 'setup').execute();
  await sweepStaged(tx, before - STAGED_MS);
  await sweepFormerFactors(tx, before);
  await tx.q.deleteFrom('throttle').where('resets_at', '<', before).execute();
}

/** Half-done enrolments that were left, and recovery keys that nobody typed back. */
async function sweepStaged(tx: Tx, leftBefore: number): Promise<void> {
  await tx.q.deleteFrom('enrolment').where('used_at', '<', leftBefore).execute();
  await tx.q
    .deleteFrom('recovery_key')
    .where('live', '=', 0)
    .where('made_at', '<', leftBefore)
    .where('account_id', 'not in', tx.q.selectFrom('enrolment').select('account_id'))
    .execute();
}

async function sweepFormerFactors(tx: Tx, before: number): Promise<void> {
  // As long as protection settles, perhaps longer because of a doubt, what takes it back is kept.
  const settling = tx.q.selectFrom('account').select('id').where('settles_at', '>', before);
  await tx.q
    .deleteFrom('former_factor')
    .where('until_at', '<', before - FORMER_KEPT_MS)
    .where('account_id', 'not in', settling)
    .execute();
  // Once protection has settled, what opened the account before is of no use to anybody but a thief.
  const settled = tx.q
    .selectFrom('account')
    .select('id')
    .where('tier', '!=', 'standard')
    .where((is) => is.or([is('settles_at', 'is', null), is('settles_at', '<=', before)]));
  await tx.q.deleteFrom('former_factor').where('sealed', '=', 1).where('account_id', 'in', settled).execute();
  // What has settled stays settled, also where the clock is put back.
  await tx.q
    .updateTable('account')
    .set({ settles_at: null, settled_by: null, settled_aged_until: null })
    .where('settles_at', '<=', before)
    .execute();
}
