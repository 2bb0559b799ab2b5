// The server's secrets in versions: the first makes, every one of them still checks, so that secrets can be rotated.

import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  timingSafeEqual,
} from 'node:crypto';
import type { Random } from './random.ts';
import { readBase64url } from './read-base64url.ts';

export interface KeyRingSecret {
  /** One character of 0-9 and a-z; it stands in what the secret made. */
  readonly version: string;
  /** At least 32 random bytes. */
  readonly secret: Uint8Array;
}

/** A purpose names a use in the code (`session`, `outbox`). It never carries data: each one keeps a key in memory. */
export interface KeyRing {
  /** The version that makes new things. */
  readonly version: string;
  /** Every version that still checks, that one first: for a secret that does not say which version it was kept under. */
  readonly versions: readonly string[];
  /** HMAC-SHA-256 (32 bytes) under the purpose's own key; null when the version is not in the ring. */
  mac(purpose: string, data: Uint8Array | string, version?: string): Buffer | null;
  /** The version, a dot, and base64url of nonce (12 bytes), AES-256-GCM ciphertext and tag (16 bytes). */
  seal(purpose: string, plaintext: Uint8Array | string): string;
  /** What `seal` closed; null for anything else, another purpose and an unknown version included. */
  open(purpose: string, sealed: string): Buffer | null;
}

const SECRET_BYTES_MIN = 32;
const KEY_BYTES = 32;
/** NIST SP 800-38D §8.3: a random 96-bit nonce serves 2^32 messages a key. Each purpose and version has its own. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @throws when the ring is empty, a version is malformed or repeated, or a secret is shorter than 32 bytes. */
export function createKeyRing(secrets: readonly KeyRingSecret[], random: Random): KeyRing {
  const keysOf = new Map<string, PurposeKeys>();
  for (const { version, secret } of secrets) {
    if (!/^[0-9a-z]$/.test(version)) throw new Error('a secret version is one character of 0-9 and a-z');
    if (keysOf.has(version)) throw new Error(`secret version ${version} appears twice`);
    if (secret.length < SECRET_BYTES_MIN) throw new Error(`secret version ${version} is shorter than 32 bytes`);
    keysOf.set(version, derivePurposeKeys(secret));
  }
  const current = secrets[0]?.version;
  const currentKeys = current === undefined ? undefined : keysOf.get(current);
  if (current === undefined || currentKeys === undefined) throw new Error('a key ring needs a secret');

  return {
    version: current,
    versions: secrets.map((secret) => secret.version),
    mac(purpose, data, version) {
      const keys = version === undefined || version === current ? currentKeys : keysOf.get(version);
      return keys === undefined ? null : createHmac('sha256', keys.mac(purpose)).update(data).digest();
    },
    seal(purpose, plaintext) {
      const nonce = random.bytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', currentKeys.seal(purpose), nonce);
      cipher.setAAD(Buffer.from(purpose, 'utf8'));
      const body = typeof plaintext === 'string' ? cipher.update(plaintext, 'utf8') : cipher.update(plaintext);
      const bytes = Buffer.concat([nonce, body, cipher.final(), cipher.getAuthTag()]);
      return `${current}.${bytes.toString('base64url')}`;
    },
    open(purpose, sealed) {
      const keys = sealed[1] === '.' ? keysOf.get(sealed.charAt(0)) : undefined;
      return keys === undefined ? null : openSealed(keys.seal(purpose), purpose, sealed.slice(2));
    },
  };
}

function openSealed(key: KeyObject, purpose: string, body: string): Buffer | null {
  const bytes = readBase64url(body);
  if (!bytes || bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(purpose, 'utf8'));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}

interface PurposeKeys {
  mac(purpose: string): KeyObject;
  seal(purpose: string): KeyObject;
}

/** One secret's keys, derived by HKDF (RFC 5869) at first use and kept: deriving costs ten times a MAC. */
function derivePurposeKeys(secret: Uint8Array): PurposeKeys {
  const root = createSecretKey(secret);
  const derive = (use: 'mac' | 'seal') => {
    const keys = new Map<string, KeyObject>();
    return (purpose: string): KeyObject => {
      const known = keys.get(purpose);
      if (known !== undefined) return known;
      const info = Buffer.from(`holdfast/1/${use}/${purpose}`, 'utf8');
      const key = createSecretKey(new Uint8Array(hkdfSync('sha256', root, new Uint8Array(0), info, KEY_BYTES)));
      keys.set(purpose, key);
      return key;
    };
  };
  return { mac: derive('mac'), seal: derive('seal') };
}

/** Compares without telling by time where two values differ. Lengths are no secret. */
export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
