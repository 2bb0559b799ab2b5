// What an attestation is worth: does its certificate chain end at a root that FIDO metadata names for this model?

import { X509Certificate } from 'node:crypto';
import type { AttestationTrust } from '../domain/credential/credential.ts';
import type { VerifiedStatement } from './attestation/statement.ts';
import type { MetadataSource } from './metadata/metadata-source.ts';
import { isChainValid } from './x509/certificate-chain.ts';

/** FIDO MDS 3.1 §3.1.4: a model with one of these is refused, whatever its certificate says. */
const REFUSED_STATUSES: ReadonlySet<string> = new Set([
  'REVOKED',
  'USER_VERIFICATION_BYPASS',
  'ATTESTATION_KEY_COMPROMISE',
  'USER_KEY_REMOTE_COMPROMISE',
  'USER_KEY_PHYSICAL_COMPROMISE',
  'RETIRED',
]);

export interface TrustAbout {
  readonly format: string;
  /** Its own signature has been verified before. */
  readonly statement: VerifiedStatement;
  readonly aaguid: string;
  readonly metadata: MetadataSource | null;
  readonly now: number;
}

export type TrustVerdict =
  | { readonly ok: true; readonly trust: AttestationTrust }
  | { readonly ok: false; readonly fault: 'metadata-status' };

export function judgeTrust({ format, statement, aaguid, metadata, now }: TrustAbout): TrustVerdict {
  const entry = metadata?.find(aaguid) ?? null;
  // A key that only says it is of such a model is refused too: nobody says so to gain by it.
  if (entry?.statuses.some((status) => REFUSED_STATUSES.has(status))) return { ok: false, fault: 'metadata-status' };
  if (format === 'none') return { ok: true, trust: 'none' };
  if (statement.chain.length === 0) return { ok: true, trust: 'self' };
  const anchored = entry !== null && isAnchored(statement.chain, entry.roots, now);
  return { ok: true, trust: anchored ? 'anchored' : 'unanchored' };
}

function isAnchored(chain: readonly Uint8Array[], roots: readonly Uint8Array[], now: number): boolean {
  const certificate = (der: Uint8Array): X509Certificate => new X509Certificate(der);
  try {
    return isChainValid(chain.map(certificate), roots.map(certificate), now);
  } catch {
    return false;
  }
}
