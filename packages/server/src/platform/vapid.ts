// Says to push services who sends: a token signed with the server's own key (RFC 8292, VAPID).

import { createECDH, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import type { Random } from './random.ts';

const VAPID_KEY_BYTES = 32;
/** At most a day (RFC 8292 §2); half of it leaves room for clocks that go wrong. */
const TOKEN_SECONDS = 12 * 60 * 60;

export interface Vapid {
  /** An uncompressed point on P-256 in base64url, as `PushManager.subscribe` takes it. */
  readonly publicKey: string;
  /** The `authorization` of a request to `endpoint`. `subject`: an https or mailto URL of whoever sends. */
  authorization(endpoint: string, subject: string, now: number): string;
}

/** A new private key: a number below the order of the curve, which all but one in 2³² draws are. */
export function makeVapidKey(random: Random): Uint8Array {
  for (;;) {
    const drawn = random.bytes(VAPID_KEY_BYTES);
    try {
      createECDH('prime256v1').setPrivateKey(drawn);
      return drawn;
    } catch {
      // Zero, or beyond the order: drawn again.
    }
  }
}

export function createVapid(privateKey: Uint8Array): Vapid {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(privateKey);
  const point = pair.getPublicKey();
  const publicKey = point.toString('base64url');
  const key = keyObject(privateKey, point);
  return {
    publicKey,
    authorization(endpoint, subject, now) {
      const header = encode({ typ: 'JWT', alg: 'ES256' });
      const exp = Math.floor(now / 1000) + TOKEN_SECONDS;
      const signed = `${header}.${encode({ aud: new URL(endpoint).origin, exp, sub: subject })}`;
      // JWS wants the two numbers side by side, not DER (RFC 7518 §3.4).
      const signature = sign('sha256', Buffer.from(signed, 'latin1'), { key, dsaEncoding: 'ieee-p1363' });
      return `vapid t=${signed}.${signature.toString('base64url')}, k=${publicKey}`;
    },
  };
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');

function keyObject(privateKey: Uint8Array, point: Buffer): KeyObject {
  const d = Buffer.from(privateKey).toString('base64url');
  const x = point.subarray(1, 33).toString('base64url');
  const y = point.subarray(33).toString('base64url');
  return createPrivateKey({ key: { kty: 'EC', crv: 'P-256', d, x, y }, format: 'jwk' });
}
