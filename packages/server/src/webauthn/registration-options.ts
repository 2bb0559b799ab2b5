// Options for navigator.credentials.create(), in their JSON form (WebAuthn L3 §5.4, §5.1.9).

import { type CredentialDescriptor, descriptorOf, type KnownCredential } from './assertion-options.ts';
import type { CeremonyPolicy, RelyingParty } from './relying-party.ts';

/** WebAuthn L3 §5.8.7. */
export type Hint = 'security-key' | 'client-device' | 'hybrid';

/** WebAuthn L3 §5.4.7; `enterprise` would name the very device, and is never asked for. */
export type AttestationConveyance = 'none' | 'direct';

export interface CreationOptions {
  readonly rp: { readonly id: string; readonly name: string };
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
  readonly challenge: string;
  readonly pubKeyCredParams: { readonly type: 'public-key'; readonly alg: number }[];
  readonly timeout: number;
  readonly excludeCredentials: CredentialDescriptor[];
  readonly authenticatorSelection: {
    readonly residentKey: 'required';
    readonly requireResidentKey: true;
    readonly userVerification: 'required';
    readonly authenticatorAttachment?: 'platform' | 'cross-platform';
  };
  readonly hints: Hint[];
  readonly attestation: AttestationConveyance;
  readonly extensions: { readonly credProps: true };
}

export interface RegistrationAbout {
  readonly challenge: string;
  readonly rp: RelyingParty;
  readonly policy: CeremonyPolicy;
  /** `id`: the account's one opaque user handle, base64url. */
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
  readonly exclude: readonly KnownCredential[];
  /** What kind of key was chosen; null where every kind is welcome. */
  readonly hint: Hint | null;
  readonly timeoutMs: number;
  /** Default `direct`, so that make and trust can be known. */
  readonly attestation?: AttestationConveyance;
}

/** Discoverable, with user verification. */
export function registrationOptions(about: RegistrationAbout): CreationOptions {
  return {
    rp: { id: about.rp.rpId, name: about.rp.name },
    user: about.user,
    challenge: about.challenge,
    pubKeyCredParams: about.policy.algorithms.map((alg) => ({ type: 'public-key', alg })),
    timeout: about.timeoutMs,
    excludeCredentials: about.exclude.map(descriptorOf),
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
      // For browsers that do not know hints; the two say the same (§5.8.7).
      ...(about.hint && { authenticatorAttachment: about.hint === 'client-device' ? 'platform' : 'cross-platform' }),
    },
    hints: about.hint ? [about.hint] : [],
    attestation: about.attestation ?? 'direct',
    extensions: { credProps: true },
  };
}
