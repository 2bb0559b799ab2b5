// Passwords and codes that the account had until lately: they lift a freeze, and open nothing else (product.md §3).

import type { Account } from '../../domain/account/account.ts';
import { type FormerKind, liftsFreeze } from '../../domain/enrolment/former-factor.ts';
import { FORMER_FACTOR_MS } from '../../domain/enrolment/settling.ts';
import type { AccountId } from '../../domain/id.ts';
import { mayLift } from '../../domain/sign-in/decide-lifting.ts';
import type { HashingTurn } from '../../platform/password-hashing.ts';
import { verifyTotp } from '../../platform/totp.ts';
import { listFormerFactors, type StoredFactor } from '../../storage/former-factor.ts';
import { spend } from '../../storage/spent.ts';
import type { Tx } from '../../storage/store.ts';
import type { Deps } from '../deps.ts';
import { openFormer } from '../enrolment/open-former.ts';
import { TOTP_PURPOSE } from '../totp/totp-purpose.ts';

/** As many passwords as are tried: whoever replaces one again and again makes no work without end. */
const TRIED_MAX = 3;
const STEP_MS = 30_000;

/** Those of a kind that may lift the account's freeze now. */
export async function liftingFactors(
  tx: Tx,
  account: Account,
  kind: FormerKind,
  now: number,
): Promise<readonly StoredFactor[]> {
  if (!mayLift(account, now)) return [];
  const formers = await listFormerFactors(tx, account.id);
  return formers
    .filter((factor) => factor.kind === kind && liftsFreeze(factor, account.createdAt, now))
    .toSorted((a, b) => b.untilAt - a.untilAt);
}

const isOfFactor = ({ kind }: StoredFactor): boolean => kind === 'password' || kind === 'totp';

/** May something that was replaced lift a freeze that is about to be made? Where a trusted key does, nothing else may. */
export async function wouldLift(tx: Tx, account: Account, now: number): Promise<boolean> {
  if (!mayLift({ ...account, frozenAt: now }, now)) return false;
  const formers = await listFormerFactors(tx, account.id);
  return formers.some((factor) => isOfFactor(factor) && liftsFreeze(factor, account.createdAt, now));
}

/** A password that was replaced after this may still lift a freeze. */
export const formerSince = (now: number): number => now - FORMER_FACTOR_MS;

/** `formers`: the oldest first, which was there before somebody came; it is never crowded out by newer ones. @returns the one that fits */
export async function fitsFormer(
  deps: Pick<Deps, 'passwordHashing'>,
  formers: readonly string[],
  password: string,
  turn: HashingTurn,
): Promise<string | null> {
  for (const phc of formers.slice(0, TRIED_MAX)) {
    if (await deps.passwordHashing.verify(phc, password, turn)) return phc;
  }
  return null;
}

/** A code of an app that the account had until lately, good once. */
export async function useFormerTotp(
  deps: Pick<Deps, 'keyRing'>,
  tx: Tx,
  account: Account & { readonly id: AccountId },
  code: string,
  now: number,
): Promise<{ readonly factor: StoredFactor; readonly step: number } | null> {
  for (const factor of await liftingFactors(tx, account, 'totp', now)) {
    const sealed = openFormer(deps.keyRing, factor);
    const secret = sealed === null ? undefined : deps.keyRing.open(TOTP_PURPOSE, sealed)?.toString('utf8');
    const step = secret ? verifyTotp(secret, code, now) : null;
    if (step === null) continue;
    const spent = `former-totp:${account.id}.${factor.untilAt.toString(36)}.${step}`;
    return (await spend(tx, spent, (step + 2) * STEP_MS + STEP_MS)) ? { factor, step } : null;
  }
  return null;
}
