// WebAuthn ceremonies as use cases need them: options with a scoped challenge, and answers checked against it.

import type { Credential, CredentialOrigin } from '../domain/credential/credential.ts';
import { isSuspended } from '../domain/credential/key-stage.ts';
import type { AccountId, CredentialId } from '../domain/id.ts';
import { makeId } from '../domain/id.ts';
import type { CeremonyFault } from '../domain/refusal.ts';
import type { KeyForSignIn } from '../storage/credential.ts';
import { KEY_FOR_SIGN_IN } from '../storage/credential.ts';
import type { CredentialRow } from '../storage/tables.ts';
import { assertionOptions, type RequestOptions } from '../webauthn/assertion-options.ts';
import { type CreationOptions, type Hint, registrationOptions } from '../webauthn/registration-options.ts';
import { type AssertionResponse, verifyAssertion } from '../webauthn/verify-assertion.ts';
import {
  type AttestationResponse,
  type VerifiedRegistration,
  verifyRegistration,
} from '../webauthn/verify-registration.ts';
import { CHALLENGE_MS, type ChallengeScope, challengeCheck, makeChallenge } from './challenge.ts';
import type { Deps } from './deps.ts';

/**
 * Options for proving presence with one of `credentials`, or with any key when the list is empty. No suspended key is named:
 * where all are, any key is asked, and the answer says of a suspended one how it comes back.
 */
export function askForAssertion(
  deps: Deps,
  scope: ChallengeScope,
  credentials: readonly Credential[],
  now: number,
): RequestOptions {
  return assertionOptions({
    challenge: makeChallenge(deps, scope, now),
    rp: deps.rp,
    timeoutMs: CHALLENGE_MS,
    allow: credentials
      .filter((held) => !isSuspended(held))
      .map((held) => ({ id: held.externalId, transports: held.transports })),
  });
}

export interface RegistrationFor {
  readonly userHandle: string;
  readonly email: string;
  readonly displayName: string;
  /** What kind of key was chosen; null where every kind is welcome. */
  readonly hint: Hint | null;
  readonly exclude: readonly Pick<Credential, 'externalId' | 'transports'>[];
}

export function askForRegistration(
  deps: Deps,
  scope: ChallengeScope,
  about: RegistrationFor,
  now: number,
): CreationOptions {
  return registrationOptions({
    challenge: makeChallenge(deps, scope, now),
    rp: deps.rp,
    policy: deps.ceremonyPolicy,
    user: { id: about.userHandle, name: about.email, displayName: about.displayName },
    exclude: about.exclude.map((held) => ({ id: held.externalId, transports: held.transports })),
    hint: about.hint,
    timeoutMs: CHALLENGE_MS,
  });
}

/** A challenge that is now to be spent, in the transaction that acts on the answer. */
export interface ToSpend {
  readonly spentId: string;
  readonly expiresAt: number;
}

export interface Asserted extends ToSpend {
  readonly ok: true;
  readonly key: KeyForSignIn;
  readonly signCount: number;
  readonly backedUp: boolean;
  readonly counterRegressed: boolean;
}

export type AssertionOutcome =
  | Asserted
  | { readonly ok: false; readonly fault: CeremonyFault; readonly key: KeyForSignIn | null };

/**
 * Checks an assertion against the key that it names. `owner` is the account that must hold it; null for a sign-in,
 * where the key's user handle must say whose account it is (WebAuthn L3 §7.2 step 6).
 */
export async function checkAssertion(
  deps: Deps,
  scope: ChallengeScope,
  response: AssertionResponse,
  owner: AccountId | null,
  now: number,
): Promise<AssertionOutcome> {
  const key = (await deps.store.one(KEY_FOR_SIGN_IN, [response.id])) ?? null;
  if (!key) return { ok: false, fault: 'unknown-credential', key };
  if (owner !== null && key.account_id !== owner) return { ok: false, fault: 'foreign-credential', key: null };
  const handle = response.response.userHandle;
  // Where nobody was named beforehand, the handle must name the key's account; otherwise it must not contradict it.
  const agrees = handle ? handle === key.user_handle : owner !== null;
  if (!agrees) return { ok: false, fault: 'user-handle', key };
  const { verified, read } = verifyBy(deps, scope, response, key, now);
  if (!verified.ok) {
    return { ok: false, fault: verified.fault === 'challenge-unknown' && !read.ok ? read.fault : verified.fault, key };
  }
  if (!read.ok) return { ok: false, fault: read.fault, key };
  return { ...verified, key, spentId: read.spentId, expiresAt: read.expiresAt };
}

type VerifyingKey = Pick<CredentialRow, 'id' | 'public_key' | 'algorithm' | 'sign_count' | 'backup_eligible'>;

/** An answer under one known key, and its challenge, which is not spent by it. */
export function verifyBy(
  deps: Pick<Deps, 'keyRing' | 'rp' | 'ceremonyPolicy' | 'publicKeys'>,
  scope: ChallengeScope,
  response: AssertionResponse,
  key: VerifyingKey,
  now: number,
) {
  const challenge = challengeCheck(deps.keyRing, scope, now);
  const verified = verifyAssertion({
    response,
    challenge: challenge.matches,
    rp: deps.rp,
    policy: deps.ceremonyPolicy,
    credential: {
      publicKey: deps.publicKeys.of(key.id, key.public_key, key.algorithm),
      algorithm: key.algorithm,
      signCount: key.sign_count,
      backupEligible: key.backup_eligible === 1,
    },
  });
  return { verified, read: challenge.read() };
}

export type RegistrationOutcome =
  | (ToSpend & { readonly ok: true; readonly credential: VerifiedRegistration })
  | { readonly ok: false; readonly fault: CeremonyFault };

export function checkRegistration(
  deps: Deps,
  scope: ChallengeScope,
  response: AttestationResponse,
  now: number,
): RegistrationOutcome {
  const challenge = challengeCheck(deps.keyRing, scope, now);
  const verified = verifyRegistration({
    response,
    challenge: challenge.matches,
    rp: deps.rp,
    policy: deps.ceremonyPolicy,
    metadata: deps.metadata(),
    now,
  });
  const read = challenge.read();
  if (!verified.ok) {
    return { ok: false, fault: verified.fault === 'challenge-unknown' && !read.ok ? read.fault : verified.fault };
  }
  if (!read.ok) return { ok: false, fault: read.fault };
  return { ok: true, credential: verified.credential, spentId: read.spentId, expiresAt: read.expiresAt };
}

export interface RowFor {
  readonly accountId: AccountId;
  readonly nickname: string;
  readonly origin: CredentialOrigin;
  readonly trustedAt: number;
  readonly now: number;
}

/** The row of a key that has just been registered. */
export function credentialRow(
  deps: Deps,
  verified: VerifiedRegistration,
  about: RowFor,
): CredentialRow & { id: CredentialId } {
  return {
    id: makeId('cred', deps.random.bytes(16)),
    account_id: about.accountId,
    external_id: verified.externalId,
    nickname: about.nickname,
    public_key: verified.publicKeyCose,
    algorithm: verified.algorithm,
    sign_count: verified.signCount,
    transports: verified.transports.join(' '),
    attachment: verified.attachment,
    aaguid: verified.aaguid,
    backup_eligible: verified.backupEligible ? 1 : 0,
    backed_up: verified.backedUp ? 1 : 0,
    attestation_format: verified.attestationFormat,
    attestation_trust: verified.attestationTrust,
    attestation_object: verified.attestationObject,
    origin: about.origin,
    created_at: about.now,
    trusted_at: about.trustedAt,
    suspended_at: null,
    suspended_by: null,
    suspended_with: null,
    confirmed_until: null,
    last_used_at: null,
    last_used_country: null,
    make_report: null,
    make_reported_at: null,
  };
}
