// What an attestation is worth: does its certificate chain end at a root that FIDO metadata names for this model?

import { X509Certificate } from 'node:crypto';
import type { AttestationTrust } from '../domain/credential/credential.ts';
import { gravestReport } from '../domain/credential/judge-make.ts';
import type { VerifiedStatement } from './attestation/statement.ts';
import type { MetadataSource } from './metadata/metadata-source.ts';
import { isChainValid } from './x509/certificate-chain.ts';

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
  if (entry && gravestReport(entry.statuses) !== null) return { ok: false, fault: 'metadata-status' };
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
