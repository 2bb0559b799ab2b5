// Time-based one-time codes for authenticator apps (RFC 6238: SHA-1, six digits, thirty seconds).

import { Secret, TOTP } from 'otpauth';
import type { Random } from './random.ts';

const STEP_SECONDS = 30;
/** RFC 4226 §4 R6 recommends 160 bits. */
const SECRET_BYTES = 20;
/** RFC 6238 §5.2: one step either way, for clocks that are off and codes typed late. */
const WINDOW_STEPS = 1;

/** A new secret in base32, as authenticator apps take it (32 characters). */
export function makeTotpSecret(random: Random): string {
  return new Secret({ buffer: random.bytes(SECRET_BYTES).buffer }).base32;
}

/** The otpauth:// address that a QR code carries. */
export function totpUri(of: { readonly issuer: string; readonly account: string; readonly secret: string }): string {
  return totpOf(of.secret, of.issuer, of.account).toString();
}

/** The time step whose code this is, or null. A step is accepted once (RFC 6238 §5.2): the caller remembers the last. */
export function verifyTotp(secret: string, code: string, nowMs: number): number | null {
  if (!/^[0-9]{6}$/.test(code)) return null;
  const delta = totpOf(secret).validate({ token: code, timestamp: nowMs, window: WINDOW_STEPS });
  return delta === null ? null : Math.floor(nowMs / 1000 / STEP_SECONDS) + delta;
}

/** The newest time step of which a code is accepted at `nowMs`. */
export const newestTotpStep = (nowMs: number): number => Math.floor(nowMs / 1000 / STEP_SECONDS) + WINDOW_STEPS;

function totpOf(secret: string, issuer = '', label = ''): TOTP {
  return new TOTP({
    issuer,
    label,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: STEP_SECONDS,
  });
}
