// The one decision behind every sign-in: may this proof open this account?

import type { Account } from '../account/account.ts';
import type { Credential } from '../credential/credential.ts';
import { whyNotOpen } from '../credential/decide-use.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import type { SignInFault } from '../refusal.ts';

/** What a person has shown. A password alone is not on the list: it only leads to a second step. */
export type SignInProof =
  | { readonly kind: 'key'; readonly credential: Credential }
  | { readonly kind: 'password-and-key'; readonly credential: Credential }
  /** A code from the authenticator app, or a backup code. */
  | { readonly kind: 'password-and-code' };

const failed = (why: SignInFault) => refuse({ tag: 'sign-in-failed', why });

/**
 * A protected account opens with a key and nothing else (product.md §1); with the hardware floor, only with one that
 * counts toward it. After “This wasn’t me” a password does not open an account that has keys, until a key has.
 */
export function decideSignIn(
  account: Account,
  proof: SignInProof,
  now: number,
): Decision<{ readonly clearsFreeze: boolean }> {
  if (account.tier !== 'standard' && proof.kind !== 'key') return failed('no-password');
  const shut = proof.kind === 'password-and-code' ? null : whyNotOpen(account, proof.credential, now);
  if (shut) return failed(shut);
  if (account.frozenAt !== null && proof.kind === 'password-and-code' && account.credentials.length > 0) {
    return failed('frozen');
  }
  return allow({ clearsFreeze: account.frozenAt !== null });
}
