// Judges a backup code that was typed as a second factor: counted before it is looked at, and good once.

import type { AccountId } from '../../domain/id.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { spendBackupCode } from '../../storage/backup-code.ts';
import type { Tx } from '../../storage/store.ts';
import type { Deps } from '../deps.ts';
import { type CodeCounter, forgive, throttle } from '../throttle.ts';
import { backupCodeHashes } from './hash.ts';

/** @returns why not, or null when the code was right and is now used. The account is locked by the caller. */
export async function useBackupCode(
  deps: Pick<Deps, 'keyRing'>,
  tx: Tx,
  accountId: AccountId,
  typed: string,
  now: number,
  counter: CodeCounter,
): Promise<Refusal | null> {
  const limited = await throttle(deps, tx, counter.limit, counter.parts, now);
  if (limited) return limited;
  const hashes = backupCodeHashes(deps.keyRing, typed);
  if (hashes.length === 0 || !(await spendBackupCode(tx, accountId, hashes, now))) {
    return { tag: 'sign-in-failed', why: 'wrong-code' };
  }
  await forgive(deps, tx, counter.limit, counter.parts);
  return null;
}
