// Factors and keys that an account had live again: an enrolment is taken back, or a freeze is lifted with them.

import { distinctName } from '../../domain/credential/distinct-name.ts';
import type { FormerFactor, FormerKind } from '../../domain/enrolment/former-factor.ts';
import type { AccountId } from '../../domain/id.ts';
import { loadAccount } from '../../storage/account.ts';
import { restoreBackupCodes } from '../../storage/backup-code.ts';
import { insertCredential } from '../../storage/credential.ts';
import { type StoredFactor, unpackKey } from '../../storage/former-factor.ts';
import type { Tx } from '../../storage/store.ts';
import type { CredentialRow } from '../../storage/tables.ts';
import { restorePassword, restoreTotp } from '../../storage/verifier.ts';
import { dropRegistered } from '../credential/require-unregistered.ts';
import type { Deps } from '../deps.ts';
import { openFormer } from './open-former.ts';

/** What was just used up of them. */
export interface UsedUp {
  /** The step of the code that proved an app; 0 where none did. */
  readonly totpStep: number;
  readonly codeHash: string | null;
}

export const hashesOf = (verifier: string): readonly string[] => JSON.parse(verifier) as string[];

/**
 * What lives again is as it was, but for what was just used up of it. A key that was registered elsewhere meanwhile stays
 * away: whoever did that must not hold up the rest. @returns what lives.
 */
export async function restoreFormer(
  deps: Pick<Deps, 'keyRing'>,
  tx: Tx,
  accountId: AccountId,
  formers: readonly StoredFactor[],
  restores: readonly FormerFactor[],
  used: UsedUp,
): Promise<FormerKind[]> {
  const lives: FormerKind[] = [];
  for (const { kind, ref, untilAt, fromAt } of restores) {
    const stored = formers.find((one) => one.kind === kind && one.ref === ref && one.untilAt === untilAt);
    const verifier = stored ? openFormer(deps.keyRing, stored) : null;
    if (verifier === null) continue;
    if (kind === 'password') await restorePassword(tx, accountId, verifier, fromAt);
    if (kind === 'totp') await restoreTotp(tx, accountId, verifier, used.totpStep, fromAt);
    if (kind === 'backup-codes') {
      const left = hashesOf(verifier).filter((hash) => hash !== used.codeHash);
      await restoreBackupCodes(tx, accountId, left, fromAt);
    }
    if (kind === 'key' && !(await restoreKey(tx, unpackKey(verifier)))) continue;
    lives.push(kind);
  }
  return lives;
}

async function restoreKey(tx: Tx, row: CredentialRow): Promise<boolean> {
  const free = await dropRegistered(tx, [{ externalId: row.external_id }]);
  if (free.length === 0) return false;
  // Another key may have taken its name meanwhile.
  const nickname = distinctName(row.nickname, (await loadAccount(tx, row.account_id))?.credentials ?? []);
  await insertCredential(tx, { ...row, nickname, suspended_at: null, suspended_by: null, suspended_with: null });
  return true;
}
