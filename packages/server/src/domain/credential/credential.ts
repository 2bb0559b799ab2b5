// What Holdfast knows of one registered key: a WebAuthn credential and the facts that rules look at.

import type { CredentialId } from '../id.ts';

/** WebAuthn L3 §5.8.4 AuthenticatorTransport. A hint from the browser, never proof. */
export const TRANSPORTS = ['usb', 'nfc', 'ble', 'smart-card', 'hybrid', 'internal'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/**
 * What the attestation proved (WebAuthn L3 §6.5.3).
 * - none: nothing was claimed. - self: signed by the credential itself.
 * - unanchored: a certificate that chains to no known maker. - anchored: chains to FIDO metadata, status good.
 */
export type AttestationTrust = 'none' | 'self' | 'unanchored' | 'anchored';

/** Where the credential was registered. */
export type CredentialOrigin = 'sign-up' | 'setup' | 'enrolment' | 'account' | 'recovery';

export interface Credential {
  readonly id: CredentialId;
  /** The WebAuthn credential id, base64url, ≤ 1023 bytes, unique over the whole server. */
  readonly externalId: string;
  readonly nickname: string;
  /** COSE algorithm number. */
  readonly algorithm: number;
  readonly signCount: number;
  readonly transports: readonly Transport[];
  readonly attachment: 'platform' | 'cross-platform' | null;
  /** Lower-case UUID text. A label unless the attestation is anchored (FIDO MDS 3.1). */
  readonly aaguid: string;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  readonly attestationFormat: string;
  readonly attestationTrust: AttestationTrust;
  /** What FIDO metadata reports of its model now that speaks against it, such as REVOKED; null for nothing. */
  readonly makeReport: string | null;
  /** Since when that is known here, and told to the holder. */
  readonly makeReportedAt: number | null;
  readonly origin: CredentialOrigin;
  /** Milliseconds since the epoch, as all times in the domain. */
  readonly createdAt: number;
  /** From when on the key is trusted; `createdAt` for keys that always were (product.md §3). */
  readonly trustedAt: number;
  /** Null: the key is not suspended. */
  readonly suspension: Suspension | null;
  /** Another trusted key vouched for it, or a recovery key did: until then no link touches it. Null: nobody did. */
  readonly confirmedUntil: number | null;
  readonly lastUsedAt: number | null;
}

/**
 * What shut a key out, since when.
 * - key: another key of the account. - factor: password and second factor of a standard account.
 * - link: somebody who read a mail or a notification, signed in or not.
 */
export type Suspension =
  | { readonly by: 'key'; readonly credentialId: CredentialId; readonly at: number }
  | { readonly by: 'factor' | 'link'; readonly at: number };

/**
 * What brings a suspended key back beside its own touch.
 * - key: another trusted key. - factors: password and second factor, where they are the trusted way in.
 * - recovery-key: typed beside it. - pair: another suspended key, used with it. - link: a recovery link to the mailbox.
 */
export const OTHER_RETURNS = ['key', 'factors', 'recovery-key', 'pair', 'link'] as const;
export type OtherReturn = (typeof OTHER_RETURNS)[number];

/** What floors look at in a key, registered or about to be. */
export type KeyTraits = Pick<Credential, 'attachment' | 'transports' | 'backupEligible' | 'attestationTrust'>;
