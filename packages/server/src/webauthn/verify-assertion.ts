// Verifies an assertion (WebAuthn L3 §7.2) on node:crypto alone: the hot path of every sign-in.
// Differential tests hold it against the library's verifier.

import { hash, type KeyObject, verify } from 'node:crypto';
import type { CeremonyFault } from '../domain/refusal.ts';
import { readAuthenticatorHead } from './authenticator-data.ts';
import { judgeClientData } from './client-data.ts';
import type { CeremonyPolicy, RelyingParty } from './relying-party.ts';

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
      /** The counter did not rise: perhaps a clone (§6.1.1). Recorded and told to the holder, not refused. */
      readonly counterRegressed: boolean;
    }
  | { readonly ok: false; readonly fault: CeremonyFault };

const fail = (fault: CeremonyFault): VerifiedAssertion => ({ ok: false, fault });

/** The digest that node:crypto is told; EdDSA and ML-DSA bring their own. */
const DIGESTS: Readonly<Record<number, string | null>> = {
  [-7]: 'sha256',
  [-35]: 'sha384',
  [-36]: 'sha512',
  [-257]: 'sha256',
  [-8]: null,
  [-53]: null,
  [-48]: null,
  [-49]: null,
  [-50]: null,
};

/** Does `signature` over `data` verify? ECDSA signatures are ASN.1 DER (§6.5.5). */
export function verifySignature(
  publicKey: KeyObject,
  algorithm: number,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const digest = DIGESTS[algorithm];
  if (digest === undefined) return false;
  try {
    return verify(digest, data, publicKey, signature);
  } catch {
    return false;
  }
}

/** The user handle is the caller's to compare: it knows whose key this is. */
export function verifyAssertion(expected: AssertionExpected): VerifiedAssertion {
  const { response, rp, policy, credential } = expected;
  if (response.id !== response.rawId) return fail('credential-id');
  const clientData = Buffer.from(response.response.clientDataJSON, 'base64url');
  const clientFault = judgeClientData(clientData, { type: 'webauthn.get', challenge: expected.challenge, rp, policy });
  if (clientFault) return fail(clientFault);
  const data = Buffer.from(response.response.authenticatorData, 'base64url');
  const read = readAuthenticatorHead(data, rp, policy);
  if (!read.ok) return read;
  const { backupEligible, backedUp, signCount } = read.head;
  if (backupEligible !== credential.backupEligible) return fail('backup-eligibility-changed');
  if (!policy.algorithms.includes(credential.algorithm)) return fail('algorithm');
  const signed = Buffer.concat([data, hash('sha256', clientData, 'buffer')]);
  const signature = Buffer.from(response.response.signature, 'base64url');
  if (!verifySignature(credential.publicKey, credential.algorithm, signed, signature)) return fail('signature');
  // A counter of zero on both sides means that the authenticator keeps none (§7.2 step 22).
  const counts = signCount !== 0 || credential.signCount !== 0;
  return { ok: true, signCount, backedUp, counterRegressed: counts && signCount <= credential.signCount };
}
