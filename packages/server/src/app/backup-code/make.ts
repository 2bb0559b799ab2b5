// backup-code.make: ten codes in place of all earlier ones. They are in one answer and nowhere else.

import { BACKUP_CODE_COUNT, BACKUP_CODE_RANDOM_BYTES, makeBackupCode } from '../../domain/backup-code/backup-code.ts';
import { type Decision, refuse } from '../../domain/decision.ts';
import { replaceBackupCodes } from '../../storage/backup-code.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { hashBackupCode } from './hash.ts';

export interface BackupCodesMade {
  /** `7K2Q 9DXM 4FTR`, ten of them. */
  readonly codes: string[];
  readonly madeAt: number;
}

/** Refused on a protected account (`not-permitted`). */
export function makeBackupCodes(deps: Deps, caller: SignedInCaller): Promise<Decision<BackupCodesMade>> {
  const codes = Array.from({ length: BACKUP_CODE_COUNT }, () =>
    makeBackupCode(deps.random.bytes(BACKUP_CODE_RANDOM_BYTES)),
  );
  const hashes = codes.map((code) => hashBackupCode(deps.keyRing, code.replaceAll(' ', '')));
  return operate(deps, caller, 'backup-code.make', async ({ tx, account, now }) => {
    if (account.tier !== 'standard') return refuse({ tag: 'not-permitted', why: 'tier' });
    await replaceBackupCodes(tx, account.id, hashes, now);
    return done({ codes, madeAt: now });
  });
}
