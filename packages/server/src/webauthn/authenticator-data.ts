// The authenticator's half of a ceremony: the fixed head of authenticator data (WebAuthn L3 §6.1).

import { hash } from 'node:crypto';
import type { CeremonyFault } from '../domain/refusal.ts';
import type { CeremonyPolicy, RelyingParty } from './relying-party.ts';

const HEAD_LENGTH = 37;
const UP = 0x01;
const UV = 0x04;
const BE = 0x08;
const BS = 0x10;

export interface AuthenticatorHead {
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  readonly signCount: number;
}

/** Checks RP id hash, presence, verification and backup flags (§7.1 steps 14–18, §7.2 steps 15–19). */
export function readAuthenticatorHead(
  data: Uint8Array,
  rp: RelyingParty,
  policy: CeremonyPolicy,
): { readonly ok: true; readonly head: AuthenticatorHead } | { readonly ok: false; readonly fault: CeremonyFault } {
  if (data.length < HEAD_LENGTH) return { ok: false, fault: 'malformed' };
  const rpIdHash = hash('sha256', rp.rpId, 'buffer');
  if (!rpIdHash.equals(data.subarray(0, 32))) return { ok: false, fault: 'rp-id' };
  const flags = data[32] ?? 0;
  if ((flags & UP) === 0) return { ok: false, fault: 'user-not-present' };
  if ((flags & UV) === 0 && policy.requireUserVerification) return { ok: false, fault: 'user-not-verified' };
  const backupEligible = (flags & BE) !== 0;
  const backedUp = (flags & BS) !== 0;
  if (backedUp && !backupEligible && policy.requireCoherentBackupState) return { ok: false, fault: 'backup-state' };
  const signCount = new DataView(data.buffer, data.byteOffset + 33, 4).getUint32(0);
  return { ok: true, head: { backupEligible, backedUp, signCount } };
}
