import { describe, expect, it } from 'vitest';
import { systemRandom } from './random.ts';
import { makeTotpSecret, totpUri, verifyTotp } from './totp.ts';

/** RFC 6238 appendix B: '12345678901234567890' in base32, and the last six digits of its SHA-1 column. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const VECTORS = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
] as const;

describe('a time-based code', () => {
  it.each(VECTORS)('is the one of RFC 6238 at %i seconds', (seconds, code) => {
    expect(verifyTotp(SECRET, code, seconds * 1000)).toBe(Math.floor(seconds / 30));
  });

  it('is taken one step early or late, and names its own step, so that it is spent once', () => {
    expect(verifyTotp(SECRET, '287082', 29_000)).toBe(1);
    expect(verifyTotp(SECRET, '287082', 60_000)).toBe(1);
    expect(verifyTotp(SECRET, '287082', 89_999)).toBe(1);
  });

  it('is refused two steps off', () => {
    expect(verifyTotp(SECRET, '287082', 90_000)).toBeNull();
    expect(verifyTotp(SECRET, '081804', 1111111109_000 - 60_000)).toBeNull();
  });

  it.each(['', '28708', '2870822', '28708x', ' 287082', '287082\n', '２８７０８２'])(
    'is exactly six digits: %j is none',
    (code) => {
      expect(verifyTotp(SECRET, code, 59_000)).toBeNull();
    },
  );

  it('has a new 160-bit secret each time, which its address carries with issuer and account', () => {
    const secret = makeTotpSecret(systemRandom);
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(makeTotpSecret(systemRandom)).not.toBe(secret);
    const uri = new URL(totpUri({ issuer: 'Acme & Co', account: 'ada@example.com', secret }));
    expect(uri.protocol).toBe('otpauth:');
    expect(uri.searchParams.get('secret')).toBe(secret);
    expect(uri.searchParams.get('issuer')).toBe('Acme & Co');
    expect(decodeURIComponent(uri.pathname)).toContain('ada@example.com');
  });
});
