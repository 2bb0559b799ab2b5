import { expect, it } from 'vitest';
import { sha256 } from './sha256.ts';

const hex = (...parts: readonly string[]) =>
  Buffer.from(sha256(...parts.map((part) => Buffer.from(part)))).toString('hex');

it('hashes its parts as if they were one, as FIPS 180-4 has it', () => {
  expect(hex('a', '', 'bc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(hex()).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});
