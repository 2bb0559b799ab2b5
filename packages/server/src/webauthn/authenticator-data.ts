// The authenticator's half of a ceremony: authenticator data (WebAuthn L3 §6.1), read to its last byte.

import { hash } from 'node:crypto';
import { decodePartialCBOR } from '@levischuck/tiny-cbor';
import type { CeremonyFault } from '../domain/refusal.ts';
import type { CeremonyPolicy, RelyingParty } from './relying-party.ts';

const HEAD_LENGTH = 37;
const UP = 0x01;
const UV = 0x04;
const BE = 0x08;
const BS = 0x10;
const AT = 0x40;
const ED = 0x80;

/** §6.5.1. */
export interface AttestedCredential {
  readonly aaguid: Uint8Array;
  readonly credentialId: Uint8Array;
  /** The key as the authenticator encoded it, COSE_Key. */
  readonly publicKeyCose: Uint8Array;
}

export interface AuthenticatorData {
  readonly userVerified: boolean;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  readonly signCount: number;
  /** Present in registrations. */
  readonly attested: AttestedCredential | null;
}

export type AuthenticatorDataRead =
  | { readonly ok: true; readonly data: AuthenticatorData }
  | { readonly ok: false; readonly fault: CeremonyFault };

const fail = (fault: CeremonyFault): AuthenticatorDataRead => ({ ok: false, fault });

/** Checks RP id hash, presence, verification and backup flags (§7.1 steps 14–18, §7.2 steps 15–19). */
export function readAuthenticatorData(
  bytes: Uint8Array,
  rp: RelyingParty,
  policy: CeremonyPolicy,
): AuthenticatorDataRead {
  if (bytes.length < HEAD_LENGTH) return fail('malformed');
  if (!hash('sha256', rp.rpId, 'buffer').equals(bytes.subarray(0, 32))) return fail('rp-id');
  const flags = bytes[32] ?? 0;
  if ((flags & UP) === 0) return fail('user-not-present');
  const userVerified = (flags & UV) !== 0;
  if (!userVerified && policy.requireUserVerification) return fail('user-not-verified');
  const backupEligible = (flags & BE) !== 0;
  const backedUp = (flags & BS) !== 0;
  // What is backed up must be eligible for it (§6.1.3).
  if (backedUp && !backupEligible) return fail('backup-state');
  let attested: AttestedCredential | null = null;
  // Most assertions end with the counter; what else the flags announce must be there, and nothing may follow it.
  if ((flags & (AT | ED)) !== 0 || bytes.length > HEAD_LENGTH) {
    try {
      const rest = readRest(bytes, flags);
      if (!rest) return fail('malformed');
      attested = rest.attested;
    } catch {
      return fail('malformed');
    }
  }
  const signCount = new DataView(bytes.buffer, bytes.byteOffset + 33, 4).getUint32(0);
  return { ok: true, data: { userVerified, backupEligible, backedUp, signCount, attested } };
}

/** @throws where CBOR is malformed; null where the lengths do not add up. */
function readRest(bytes: Uint8Array, flags: number): { readonly attested: AttestedCredential | null } | null {
  let at = HEAD_LENGTH;
  let attested: AttestedCredential | null = null;
  if ((flags & AT) !== 0) {
    const idAt = at + 18;
    if (bytes.length < idAt) return null;
    const keyAt = idAt + new DataView(bytes.buffer, bytes.byteOffset + at + 16, 2).getUint16(0);
    if (bytes.length <= keyAt) return null;
    const end = endOfMap(bytes, keyAt);
    attested = {
      aaguid: bytes.subarray(at, at + 16),
      credentialId: bytes.subarray(idAt, keyAt),
      publicKeyCose: bytes.subarray(keyAt, end),
    };
    at = end;
  }
  if ((flags & ED) !== 0) at = endOfMap(bytes, at);
  return at === bytes.length ? { attested } : null;
}

function endOfMap(bytes: Uint8Array, at: number): number {
  const [value, length] = decodePartialCBOR(new Uint8Array(bytes), at);
  if (!(value instanceof Map) || at + length > bytes.length) throw new Error('no whole CBOR map');
  return at + length;
}
