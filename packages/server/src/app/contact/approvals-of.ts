// How many approvals of recovery contacts a recovery needs, and how many of those it has that count.

import type { Account } from '../../domain/account/account.ts';
import type { HoldId } from '../../domain/id.ts';
import { type Approvals, NO_APPROVALS } from '../../domain/recovery/decide-recovery.ts';
import { listApprovals } from '../../storage/recovery-contact.ts';
import type { Tx } from '../../storage/store.ts';

export async function approvalsOf(tx: Tx, account: Account, holdId: HoldId): Promise<Approvals> {
  if (account.tier === 'standard' || account.contactsNeeded === 0) return NO_APPROVALS;
  const approved = (await listApprovals(tx, account.id, holdId)).length;
  return { needed: account.contactsNeeded, approved };
}
