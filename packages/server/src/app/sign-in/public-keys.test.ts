// Imported public keys are kept for the keys that sign in most, and never more than ten thousand.

import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect, it } from 'vitest';
import { makeId } from '../../domain/id.ts';
import { systemRandom } from '../../platform/random.ts';
import { PublicKeys } from './public-keys.ts';

function cose(): { readonly bytes: Uint8Array; readonly key: KeyObject } {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const coordinate = (text: string) => [0x58, 0x20, ...Buffer.from(text, 'base64url')];
  const bytes = Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, ...coordinate(x), 0x22, ...coordinate(y)]);
  return { bytes, key: publicKey };
}
const id = () => makeId('cred', systemRandom.bytes(16));
const NOT_A_KEY = new Uint8Array([0]);

it('a key is imported as what it is', () => {
  const { bytes, key } = cose();
  expect(new PublicKeys().of(id(), bytes, -7).equals(key)).toBe(true);
});

it('is imported once: the second time nobody looks at its bytes', () => {
  const keys = new PublicKeys();
  const credential = id();
  const first = keys.of(credential, cose().bytes, -7);
  expect(keys.of(credential, NOT_A_KEY, -7)).toBe(first);
});

it('what is no key is a fault, and is not kept', () => {
  const keys = new PublicKeys();
  const credential = id();
  expect(() => keys.of(credential, NOT_A_KEY, -7)).toThrow();
  expect(keys.of(credential, cose().bytes, -7).type).toBe('public');
});

it('the oldest of ten thousand makes room, and the rest stay', () => {
  const keys = new PublicKeys();
  const { bytes } = cose();
  const [oldest, second] = [id(), id()];
  keys.of(oldest, bytes, -7);
  const kept = keys.of(second, bytes, -7);
  for (let count = 0; count < 9_999; count++) keys.of(id(), bytes, -7);
  expect(keys.of(second, NOT_A_KEY, -7)).toBe(kept);
  expect(() => keys.of(oldest, NOT_A_KEY, -7)).toThrow();
});
