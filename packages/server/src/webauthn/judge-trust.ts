// What an attestation is worth: does its certificate chain end at a root that FIDO metadata names for this model?

import { X509Certificate } from 'node:crypto';
import type { AttestationTrust } from '../domain/credential/credential.ts';
import { isChainValid } from './metadata/certificate-chain.ts';
import type { MetadataSource } from './metadata/metadata-source.ts';

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
  /** x5c of the statement, leaf first, DER. */
  readonly chain: readonly Uint8Array[];
  readonly aaguid: string;
  readonly metadata: MetadataSource | null;
  readonly now: number;
}

export type TrustVerdict =
  | { readonly ok: true; readonly trust: AttestationTrust }
  | { readonly ok: false; readonly fault: 'metadata-status' };

/** The statement's own signature has been verified before. */
export function judgeTrust({ format, chain, aaguid, metadata, now }: TrustAbout): TrustVerdict {
  const entry = metadata?.find(aaguid) ?? null;
  if (entry?.statuses.some((status) => REFUSED_STATUSES.has(status))) return { ok: false, fault: 'metadata-status' };
  if (format === 'none') return { ok: true, trust: 'none' };
  if (chain.length === 0) return { ok: true, trust: 'self' };
  const anchored = entry !== null && isChainValid(chain.map(certificate), entry.roots.map(certificate), now);
  return { ok: true, trust: anchored ? 'anchored' : 'unanchored' };
}

const certificate = (der: Uint8Array): X509Certificate => new X509Certificate(der);
