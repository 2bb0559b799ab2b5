import { createHash, randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { sha256 } from './sha256.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

it('hashes what FIPS 180-4’s examples hash', () => {
  expect(hex(sha256(Buffer.from('abc')))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(hex(sha256())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

it('hashes as Node does, at every length around a block and however the message is cut', () => {
  for (let length = 0; length < 200; length++) {
    const bytes = randomBytes(length);
    const expected = createHash('sha256').update(bytes).digest('hex');
    const cut = Math.floor(length / 3);
    expect(hex(sha256(bytes)), String(length)).toBe(expected);
    expect(hex(sha256(bytes.subarray(0, cut), bytes.subarray(cut))), String(length)).toBe(expected);
  }
});
