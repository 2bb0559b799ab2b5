// Verifies an assertion (WebAuthn L3 §7.2) on node:crypto alone: the hot path of every sign-in.
// Differential tests hold it against the library's verifier.

import { hash, type KeyObject } from 'node:crypto';
import type { CeremonyFault } from '../domain/refusal.ts';
import { readBase64url } from '../platform/read-base64url.ts';
import { readAuthenticatorData } from './authenticator-data.ts';
import { judgeClientData } from './client-data.ts';
import type { CeremonyPolicy, RelyingParty } from './relying-party.ts';
import { verifySignature } from './verify-signature.ts';

/** AuthenticationResponseJSON (§5.1.9); every byte string is base64url. */
export interface AssertionResponse {
  readonly id: string;
  readonly rawId: string;
  readonly type: 'public-key';
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
    readonly userHandle?: string | null;
  };
}

export interface AssertionExpected {
  readonly response: AssertionResponse;
  readonly challenge: (challenge: string) => boolean;
  readonly rp: RelyingParty;
  readonly policy: CeremonyPolicy;
  readonly credential: {
    readonly publicKey: KeyObject;
    readonly algorithm: number;
    readonly signCount: number;
    readonly backupEligible: boolean;
  };
}

export type VerifiedAssertion =
  | {
      readonly ok: true;
      readonly signCount: number;
      readonly backedUp: boolean;
      readonly userVerified: boolean;
      /** The counter did not rise: perhaps a clone (§6.1.1). Recorded and told to the holder, not refused. */
      readonly counterRegressed: boolean;
      /** Base64url, as sent: whose key the authenticator says it is. The caller compares it. */
      readonly userHandle: string | null;
    }
  | { readonly ok: false; readonly fault: CeremonyFault };

const isTextOrNull = (value: unknown): boolean => value === null || typeof value === 'string';
const fail = (fault: CeremonyFault): VerifiedAssertion => ({ ok: false, fault });

/** The credential id and the user handle are the caller's to compare: it knows whose key this is (§7.2 steps 5, 6). */
export function verifyAssertion(expected: AssertionExpected): VerifiedAssertion {
  const { response, rp, policy, credential } = expected;
  if (response.id === '' || response.id !== response.rawId) return fail('credential-id');
  if (response.type !== 'public-key') return fail('malformed');
  const clientData = readBase64url(response.response.clientDataJSON);
  const authenticatorData = readBase64url(response.response.authenticatorData);
  const signature = readBase64url(response.response.signature);
  const userHandle = response.response.userHandle || null;
  if (!clientData || !authenticatorData || !signature || !isTextOrNull(userHandle)) return fail('malformed');
  const fault = judgeClientData(clientData, { type: 'webauthn.get', challenge: expected.challenge, rp, policy });
  if (fault) return fail(fault);
  const read = readAuthenticatorData(authenticatorData, rp, policy);
  if (!read.ok) return read;
  const { backupEligible, backedUp, signCount, userVerified } = read.data;
  // Eligibility is set for good when a credential is made (§6.1.3).
  if (backupEligible !== credential.backupEligible) return fail('backup-eligibility-changed');
  if (!policy.algorithms.includes(credential.algorithm)) return fail('algorithm');
  const signed = Buffer.concat([authenticatorData, hash('sha256', clientData, 'buffer')]);
  if (!verifySignature(credential.publicKey, credential.algorithm, signed, signature)) return fail('signature');
  // A counter of zero on both sides means that the authenticator keeps none (§7.2 step 22).
  const counts = signCount !== 0 || credential.signCount !== 0;
  const counterRegressed = counts && signCount <= credential.signCount;
  return { ok: true, signCount, backedUp, userVerified, counterRegressed, userHandle };
}
