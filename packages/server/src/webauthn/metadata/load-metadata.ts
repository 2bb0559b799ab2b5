// Reads a FIDO MDS BLOB (MDS 3.1 §3.1.7, §3.2): a JWS whose certificate chain must end at a given root, never older than before.

import { hash, type KeyObject, verify, X509Certificate } from 'node:crypto';
import { readBase64url } from '../../platform/read-base64url.ts';
import { isChainValid } from '../x509/certificate-chain.ts';
import type { MetadataEntry, MetadataSource } from './metadata-source.ts';

export interface LoadOptions {
  readonly roots: readonly X509Certificate[];
  /** The host that the signing certificate must be for; left out, any certificate below the roots may sign. */
  readonly signer?: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The largest serial number seen so far. */
  readonly previousNo: number | null;
  /** What was verified before. That very BLOB stays good when its signer's certificate has run out: as stale. */
  readonly verified?: VerifiedBlob | null;
}

export interface VerifiedBlob {
  /** SHA-256 of its text, base64url. */
  readonly digest: string;
  /** When its signer's certificates were last good. */
  readonly at: number;
}

export type MetadataFault = 'malformed' | 'algorithm' | 'chain' | 'signer' | 'signature' | 'rollback';
export type LoadedMetadata =
  | {
      readonly ok: true;
      readonly metadata: MetadataSource;
      readonly digest: string;
      /** False where it is used because it was verified before: its signer's certificate has run out since. */
      readonly signerInTime: boolean;
    }
  | { readonly ok: false; readonly fault: MetadataFault };

const fail = (fault: MetadataFault): LoadedMetadata => ({ ok: false, fault });

interface Algorithm {
  readonly digest: string;
  readonly keyType: string;
  readonly curve?: string;
}

/** RFC 7518 §3.1: what FIDO signs with, and the elliptic curves it may move to. */
const ALGORITHMS: Readonly<Record<string, Algorithm>> = {
  RS256: { digest: 'sha256', keyType: 'rsa' },
  ES256: { digest: 'sha256', keyType: 'ec', curve: 'prime256v1' },
  ES384: { digest: 'sha384', keyType: 'ec', curve: 'secp384r1' },
  ES512: { digest: 'sha512', keyType: 'ec', curve: 'secp521r1' },
};

/** `blob`: compact JWS (RFC 7515 §3.1). Nothing in it is believed before its signature has been verified. */
export function loadMetadata(blob: string, options: LoadOptions): LoadedMetadata {
  const [head = '', body = '', signature = '', ...rest] = blob.split('.');
  if (rest.length > 0) return fail('malformed');
  try {
    const header = record(JSON.parse(decode(head)));
    const algorithm = typeof header.alg === 'string' ? ALGORITHMS[header.alg] : undefined;
    // RFC 7515 §4.1.11: what must be understood and is not, is refused.
    if (!algorithm || 'crit' in header) return fail('algorithm');
    const chain = texts(header.x5c).map((text) => new X509Certificate(Buffer.from(text, 'base64')));
    const [leaf] = chain;
    const digest = hash('sha256', blob, 'base64url');
    const signerInTime = isChainValid(chain, options.roots, options.now);
    if (!leaf || !(signerInTime || wasGood(digest, chain, options))) return fail('chain');
    if (options.signer !== undefined && leaf.checkHost(options.signer) === undefined) return fail('signer');
    if (!fits(leaf.publicKey, algorithm)) return fail('algorithm');
    const key = { key: leaf.publicKey, dsaEncoding: 'ieee-p1363' } as const;
    const signed = Buffer.from(`${head}.${body}`);
    const signatureBytes = readBase64url(signature);
    if (!signatureBytes || !verify(algorithm.digest, signed, key, signatureBytes)) return fail('signature');
    const payload = record(JSON.parse(decode(body)));
    const { no } = payload;
    if (typeof no !== 'number' || !Number.isSafeInteger(no) || !Array.isArray(payload.entries))
      return fail('malformed');
    if (options.previousNo !== null && no < options.previousNo) return fail('rollback');
    const nextUpdate = Date.parse(String(payload.nextUpdate));
    if (Number.isNaN(nextUpdate)) return fail('malformed');
    const entries = entriesOf(payload.entries);
    const stale = options.now > nextUpdate || !signerInTime;
    const metadata = { no, nextUpdate, stale, find: (aaguid: string) => entries.get(aaguid) ?? null };
    return { ok: true, metadata, digest, signerInTime };
  } catch {
    return fail('malformed');
  }
}

/** Only time is forgiven: a root that is trusted no more, or a BLOB that differs in one letter, is as unknown as any. */
function wasGood(digest: string, chain: readonly X509Certificate[], { roots, verified }: LoadOptions): boolean {
  return verified?.digest === digest && isChainValid(chain, roots, verified.at);
}

/** RFC 7515 §2. @throws for another spelling */
function decode(text: string): string {
  const bytes = readBase64url(text);
  if (!bytes) throw new Error('not base64url');
  return bytes.toString('utf8');
}

function fits(key: KeyObject, { keyType, curve }: Algorithm): boolean {
  return key.asymmetricKeyType === keyType && (!curve || key.asymmetricKeyDetails?.namedCurve === curve);
}

/** Entries without an AAGUID are for U2F and UAF, which are no passkeys. */
function entriesOf(list: readonly unknown[]): ReadonlyMap<string, MetadataEntry> {
  const entries = new Map<string, MetadataEntry>();
  for (const item of list) {
    const { aaguid, metadataStatement, statusReports } = record(item);
    if (typeof aaguid !== 'string') continue;
    const statement = metadataStatement === undefined ? {} : record(metadataStatement);
    const icon = typeof statement.icon === 'string' ? statement.icon : '';
    entries.set(aaguid.toLowerCase(), {
      description: typeof statement.description === 'string' ? statement.description : '',
      icon: icon.startsWith('data:image/png;base64,') ? icon : null,
      roots: texts(statement.attestationRootCertificates).map((text) => Buffer.from(text, 'base64')),
      statuses: (Array.isArray(statusReports) ? statusReports : []).map((report) => String(record(report).status)),
    });
  }
  return entries;
}

/** @throws when it is no JSON object. */
function record(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('not a JSON object');
  return value as Record<string, unknown>;
}

/** @throws when it is there and no list of strings. */
function texts(value: unknown): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
    throw new Error('not a list of strings');
  return value;
}
