// Reads a FIDO MDS BLOB (MDS 3.1 §3.1.7, §3.2): a JWS whose certificate chain must end at a given root, never older than before.

import { verify, X509Certificate } from 'node:crypto';
import { isChainValid } from './certificate-chain.ts';
import type { MetadataEntry, MetadataSource } from './metadata-source.ts';

export interface LoadOptions {
  readonly roots: readonly X509Certificate[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The largest serial number seen so far. */
  readonly previousNo: number | null;
}

export type MetadataFault = 'malformed' | 'algorithm' | 'chain' | 'signature' | 'rollback';
export type LoadedMetadata =
  | { readonly ok: true; readonly metadata: MetadataSource }
  | { readonly ok: false; readonly fault: MetadataFault };

const DIGESTS: Readonly<Record<string, string>> = { ES256: 'sha256', RS256: 'sha256' };

interface BlobPayload {
  readonly no: number;
  readonly nextUpdate: string;
  readonly entries: readonly {
    readonly aaguid?: string;
    readonly metadataStatement?: {
      readonly description?: string;
      readonly attestationRootCertificates?: readonly string[];
    };
    readonly statusReports?: readonly { readonly status: string }[];
  }[];
}

/** `blob`: compact JWS. */
export function loadMetadata(blob: string, options: LoadOptions): LoadedMetadata {
  const [head = '', body = '', signature = '', rest] = blob.split('.');
  try {
    if (rest !== undefined) return { ok: false, fault: 'malformed' };
    const header = JSON.parse(Buffer.from(head, 'base64url').toString('utf8')) as { alg?: string; x5c?: string[] };
    const digest = DIGESTS[header.alg ?? ''];
    if (!digest) return { ok: false, fault: 'algorithm' };
    const chain = (header.x5c ?? []).map((text) => new X509Certificate(Buffer.from(text, 'base64')));
    const [leaf] = chain;
    if (!leaf || !isChainValid(chain, options.roots, options.now)) return { ok: false, fault: 'chain' };
    const key = { key: leaf.publicKey, dsaEncoding: 'ieee-p1363' } as const;
    if (!verify(digest, Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))) {
      return { ok: false, fault: 'signature' };
    }
    const payload = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as BlobPayload;
    if (!Number.isSafeInteger(payload.no)) return { ok: false, fault: 'malformed' };
    if (options.previousNo !== null && payload.no < options.previousNo) return { ok: false, fault: 'rollback' };
    return { ok: true, metadata: sourceOf(payload, options.now) };
  } catch {
    return { ok: false, fault: 'malformed' };
  }
}

function sourceOf(payload: BlobPayload, now: number): MetadataSource {
  const entries = new Map<string, MetadataEntry>();
  for (const { aaguid, metadataStatement, statusReports } of payload.entries) {
    if (!aaguid) continue;
    entries.set(aaguid.toLowerCase(), {
      description: metadataStatement?.description ?? '',
      roots: (metadataStatement?.attestationRootCertificates ?? []).map((text) => Buffer.from(text, 'base64')),
      statuses: (statusReports ?? []).map((report) => report.status),
    });
  }
  return {
    no: payload.no,
    stale: now > Date.parse(payload.nextUpdate),
    find: (aaguid) => entries.get(aaguid) ?? null,
  };
}
