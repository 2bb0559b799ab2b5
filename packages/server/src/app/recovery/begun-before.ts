// An answer that did not arrive: the case secret is in it and nowhere else, and without it the case is lost for weeks. Whoever
// asked names the attempt, by something random that they keep; asked again with it and the same recovery keys, the server
// answers again.

import type { Account } from '../../domain/account/account.ts';
import { type Hold, holdStage } from '../../domain/hold/hold.ts';
import { CASE_SECRET_RANDOM_BYTES, makeCaseSecret } from '../../domain/recovery/case-secret.ts';
import type { KeyRing } from '../../platform/key-ring.ts';
import { findHold } from '../../storage/hold.ts';
import { findCaseBySecret } from '../../storage/recovery-case.ts';
import type { Tx } from '../../storage/store.ts';
import type { RecoveryCaseRow } from '../../storage/tables.ts';
import { caseSecretHashes } from './hash-case-secret.ts';

const PURPOSE = 'case-secret.attempt';

/** The case secret of an attempt: nobody can work it out but the server, and only from what was typed with it. */
export function secretOfAttempt(keyRing: KeyRing, attempt: string, typed: readonly string[]): string {
  const mac = keyRing.mac(PURPOSE, [attempt, ...typed].join(' '));
  if (!mac) throw new Error('the current key version always hashes');
  return makeCaseSecret(mac.subarray(0, CASE_SECRET_RANDOM_BYTES));
}

export interface BegunBefore {
  readonly row: RecoveryCaseRow;
  readonly hold: Hold;
  /** It waits still: the answer can be given again. */
  readonly isOpen: boolean;
}

/** The case of this account that has the secret, running or over. */
export async function findBegunBefore(
  { keyRing }: { readonly keyRing: KeyRing },
  tx: Tx,
  account: Account,
  caseSecret: string,
  now: number,
): Promise<BegunBefore | null> {
  const row = await findCaseBySecret(tx, caseSecretHashes(keyRing, caseSecret.replaceAll(' ', '')));
  const hold = row?.account_id === account.id ? await findHold(tx, account.id, row.hold_id) : null;
  return row && hold ? { row, hold, isOpen: holdStage(hold, now) === 'waiting' } : null;
}
