import { describe, expect, it } from 'vitest';
import { createKeyRing } from '../../platform/key-ring.ts';
import { systemRandom } from '../../platform/random.ts';
import { hashRecoveryKey, matchesRecoveryKey } from './hash.ts';

const secretOf = (version: string) => ({ version, secret: Buffer.alloc(32, `secret ${version}`) });
const old = createKeyRing([secretOf('x')], systemRandom);
const rotated = createKeyRing([secretOf('y'), secretOf('x')], systemRandom);
const replaced = createKeyRing([secretOf('y')], systemRandom);

const KEY = '0123456789ABCDEFGHJKMNPQRSTV';
const OTHER = '1123456789ABCDEFGHJKMNPQRSTV';

describe('the hash of a recovery key', () => {
  it('fits its key and no other', () => {
    const stored = hashRecoveryKey(old, KEY);
    expect(matchesRecoveryKey(old, stored, KEY)).toBe(true);
    expect(matchesRecoveryKey(old, stored, OTHER)).toBe(false);
  });

  it('holds nothing of the key, and names the secret it was made with', () => {
    expect(hashRecoveryKey(old, KEY)).toMatch(/^x\.[\w-]{43}$/);
    expect(hashRecoveryKey(rotated, KEY)).toMatch(/^y\./);
  });

  it('still fits after the secrets were rotated, as long as the old one is kept', () => {
    const stored = hashRecoveryKey(old, KEY);
    expect(matchesRecoveryKey(rotated, stored, KEY)).toBe(true);
    expect(matchesRecoveryKey(replaced, stored, KEY)).toBe(false);
  });

  it('fits nothing where what is stored is no hash', () => {
    expect(matchesRecoveryKey(old, '', KEY)).toBe(false);
    expect(matchesRecoveryKey(old, 'hash of the first', KEY)).toBe(false);
  });
});
