// Encrypts a push message for one browser, so that its push service cannot read it (RFC 8291, over RFC 8188).

import { createCipheriv, createECDH, ECDH, hkdfSync } from 'node:crypto';
import type { Random } from './random.ts';
import { readBase64url } from './read-base64url.ts';

/** What a browser gives out with its subscription, in base64url (Push API, `PushSubscription.getKey`). */
export interface PushKeys {
  /** An uncompressed point on P-256: 65 bytes. */
  readonly p256dh: string;
  /** 16 bytes. */
  readonly auth: string;
}

const CURVE = 'prime256v1';
const POINT_BYTES = 65;
const SALT_BYTES = 16;
const AUTH_BYTES = 16;
const TAG_BYTES = 16;
/** The record size of the one record there is; also all that a push service has to take (RFC 8030 §7.2, RFC 8291 §4). */
const RECORD_BYTES = 4096;
const HEADER_BYTES = SALT_BYTES + 4 + 1 + POINT_BYTES;
/** What fits into 4096 bytes beside header, tag and delimiter (RFC 8291 §4). */
export const PUSH_BYTES_MAX = RECORD_BYTES - HEADER_BYTES - TAG_BYTES - 1;

/** Are they of the right size, and is the point on the curve? One that is not would give the key away or fault later. */
export function arePushKeys({ p256dh, auth }: PushKeys): boolean {
  const point = readBase64url(p256dh);
  if (point?.length !== POINT_BYTES || readBase64url(auth)?.length !== AUTH_BYTES) return false;
  try {
    ECDH.convertKey(point, CURVE);
    return true;
  } catch {
    return false;
  }
}

/**
 * The body of the request to the push service. `bytesMin`: shorter text is padded to so many bytes, so that its length
 * tells the push service nothing.
 * @throws RangeError when the text does not fit.
 */
export function encryptPush(
  keys: PushKeys,
  text: string,
  { random, bytesMin = 0 }: { readonly random: Random; readonly bytesMin?: number },
): Buffer {
  const content = Buffer.from(text, 'utf8');
  if (content.length > PUSH_BYTES_MAX) throw new RangeError(`a push message has at most ${PUSH_BYTES_MAX} bytes`);
  const browserKey = Buffer.from(keys.p256dh, 'base64url');
  // A key pair for this one message (RFC 8291 §3.1).
  const own = createECDH(CURVE);
  own.setPrivateKey(random.bytes(32));
  const ownKey = own.getPublicKey();
  const salt = random.bytes(SALT_BYTES);
  // RFC 8291 §3.4.
  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0', 'latin1'), browserKey, ownKey]);
  const secret = hkdf(own.computeSecret(browserKey), Buffer.from(keys.auth, 'base64url'), keyInfo, 32);
  const key = hkdf(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0', 'latin1'), 16);
  const nonce = hkdf(secret, salt, Buffer.from('Content-Encoding: nonce\0', 'latin1'), 12);
  // 2 marks the last record; what follows is padding (RFC 8188 §2).
  const padded = Buffer.alloc(Math.max(content.length, Math.min(bytesMin, PUSH_BYTES_MAX)) + 1);
  content.copy(padded);
  padded[content.length] = 2;
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  const sealed = Buffer.concat([cipher.update(padded), cipher.final(), cipher.getAuthTag()]);
  const sizes = Buffer.alloc(5);
  sizes.writeUInt32BE(RECORD_BYTES);
  sizes[4] = POINT_BYTES;
  return Buffer.concat([salt, sizes, ownKey, sealed]);
}

const hkdf = (from: Uint8Array, salt: Uint8Array, info: Uint8Array, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', from, salt, info, bytes));
