// The one decision behind every sign-in: may this proof open this account?

import type { Account } from '../account/account.ts';
import type { Credential } from '../credential/credential.ts';
import { comesBackAt, otherReturns } from '../credential/decide-return.ts';
import { decideUse } from '../credential/decide-use.ts';
import { speaksByMake } from '../credential/judge-make.ts';
import {
  factorsAreTrusted,
  freezeHolds,
  hasTrustedWay,
  isConfirmed,
  isSuspended,
  isTrusted,
} from '../credential/key-stage.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import type { SignInFault } from '../refusal.ts';

/** What a person has shown. A password alone is not on the list: it only leads to a second step. */
export type SignInProof =
  /** `cameBack`: it was suspended until this very touch. */
  | { readonly kind: 'key'; readonly credential: Credential; readonly cameBack?: true }
  | { readonly kind: 'password-and-key'; readonly credential: Credential }
  /** A code from the authenticator app, or a backup code. */
  | { readonly kind: 'password-and-code' };

/** Does the use of this key lift a freeze: is it trusted, and of a make that speaks for the account? */
export const liftsFreeze = (account: Account, key: Credential, now: number): boolean =>
  isTrusted(key, now) && speaksByMake(account, key, now);

const failed = (why: SignInFault) => refuse({ tag: 'sign-in-failed', why });

/**
 * A protected account opens with a key and nothing else (product.md §1); with the hardware floor, only with one that
 * counts toward it. A suspended key opens nothing. A frozen account opens with what is trusted, which lifts the freeze, and
 * with a key that was vouched for, or has just come back, which does not; with anything, where it has no trusted way in at all, or
 * where no trusted key came to a standard one for a week: a freeze must never keep its holder out for good (§3, §5).
 */
export function decideSignIn(
  account: Account,
  proof: SignInProof,
  now: number,
): Decision<{ readonly clearsFreeze: boolean }> {
  if (account.tier !== 'standard' && proof.kind !== 'key') return failed('no-password');
  if (proof.kind !== 'password-and-code') {
    const { credential } = proof;
    if (isSuspended(credential)) {
      return refuse({
        tag: 'key-suspended',
        comesBackAt: comesBackAt(account, credential, now),
        comesBackWith: otherReturns(account, credential, now),
      });
    }
    const use = decideUse(account, credential, now);
    if (!use.allowed) return use.refusal.tag === 'ceremony-failed' ? failed(use.refusal.why) : use;
  }
  const trusted =
    proof.kind === 'password-and-code' ? factorsAreTrusted(account, now) : isTrusted(proof.credential, now);
  const vouchedFor =
    (proof.kind !== 'password-and-code' && isConfirmed(proof.credential, now)) ||
    (proof.kind === 'key' && proof.cameBack === true);
  if (freezeHolds(account, now) && !trusted && !vouchedFor && hasTrustedWay(account, now)) return failed('frozen');
  const lifts = proof.kind === 'password-and-code' ? trusted : liftsFreeze(account, proof.credential, now);
  return allow({ clearsFreeze: account.frozenAt !== null && lifts });
}
