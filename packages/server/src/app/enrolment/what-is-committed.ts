// What the tap of an enrolment confirms: the keys that the account has, the recovery keys that were made, and the wait. Whatever
// is changed between the page that shows it and the touch makes the touch worthless.

import type { Account } from '../../domain/account/account.ts';
import type { SessionId } from '../../domain/id.ts';
import { findEnrolment } from '../../storage/enrolment.ts';
import { stagedRecoveryKeyHashes } from '../../storage/recovery-key.ts';
import type { Tx } from '../../storage/store.ts';
import { type AuthorizationDetails, commitmentTo } from '../confirmed-action.ts';

/** 32 bytes, which stand at the end of the challenge. */
export async function commitmentOf(tx: Tx, account: Account, sessionId: SessionId, now: number): Promise<Uint8Array> {
  const enrolment = await findEnrolment(tx, { accountId: account.id, sessionId }, now);
  const staged = await stagedRecoveryKeyHashes(tx, account.id, sessionId);
  const byOrdinal = staged.toSorted((a, b) => a.ordinal - b.ordinal);
  const details: AuthorizationDetails = {
    type: 'enrolment.commit',
    version: 1,
    account: account.id,
    keys: account.credentials.map(({ id }) => id).join(' '),
    addedKeys: enrolment?.addedKeys.join(' ') ?? null,
    recoveryKeys: byOrdinal.map((row) => row.key_hash).join(' '),
    waitHours: enrolment?.waitHours ?? null,
  };
  return commitmentTo(details);
}
