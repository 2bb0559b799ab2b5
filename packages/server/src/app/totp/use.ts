// Judges a code from an authenticator app: counted before it is looked at, and good once.

import type { AccountId } from '../../domain/id.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { newestTotpStep, verifyTotp } from '../../platform/totp.ts';
import type { Tx } from '../../storage/store.ts';
import { findTotp, spendTotpStep } from '../../storage/verifier.ts';
import type { Deps } from '../deps.ts';
import { type CodeCounter, forgive, throttle } from '../throttle.ts';
import { TOTP_PURPOSE } from './totp-purpose.ts';

/** @returns why not, or null when the code was right and is now used. The account is locked by the caller. */
export async function useTotp(
  deps: Pick<Deps, 'keyRing'>,
  tx: Tx,
  accountId: AccountId,
  code: string,
  now: number,
  counter: CodeCounter,
): Promise<Refusal | null> {
  const limited = await throttle(deps, tx, counter.limit, counter.parts, now);
  if (limited) return limited;
  const sealed = await findTotp(tx, accountId);
  const secret = sealed === null ? null : deps.keyRing.open(TOTP_PURPOSE, sealed)?.toString('utf8');
  const step = secret ? verifyTotp(secret, code, now) : null;
  if (step === null || !(await spendTotpStep(tx, accountId, step, newestTotpStep(now)))) {
    return { tag: 'sign-in-failed', why: 'wrong-code' };
  }
  await forgive(deps, tx, counter.limit, counter.parts);
  return null;
}
