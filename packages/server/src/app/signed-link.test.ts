// Signed links: only what was signed here, for the same purpose and by a secret that is still kept, is read.

import { expect, it } from 'vitest';
import { createKeyRing } from '../platform/key-ring.ts';
import { systemRandom } from '../platform/random.ts';
import { readSignedLink, readTimePart, signLink, timePart } from './signed-link.ts';

const ring = (...versions: string[]) =>
  createKeyRing(
    versions.map((version) => ({ version, secret: Buffer.alloc(32, `secret ${version}`) })),
    systemRandom,
  );
const KIND = { prefix: 'hfx', purpose: 'one thing' };
const made = signLink(ring('a'), KIND, ['acct_1', timePart(1_780_315_200_000)]);

it('A signed link gives back the parts that it was made of', () => {
  const parts = readSignedLink(ring('a'), KIND, made);
  expect(parts).toEqual(['acct_1', timePart(1_780_315_200_000)]);
  expect(readTimePart(parts?.[1])).toBe(1_780_315_200_000);
  expect(readTimePart(undefined)).toBeNaN();
});

it('A signed link is read for its own purpose and prefix alone', () => {
  expect(readSignedLink(ring('a'), { ...KIND, purpose: 'another thing' }, made)).toBeNull();
  expect(readSignedLink(ring('a'), { ...KIND, prefix: 'hfy' }, made)).toBeNull();
});

it('A signed link outlives the rotation of secrets, and ends with its own secret', () => {
  expect(readSignedLink(ring('b', 'a'), KIND, made)).not.toBeNull();
  expect(readSignedLink(ring('b'), KIND, made)).toBeNull();
});

it('Text that is altered, shortened or spelled otherwise is no signed link', () => {
  for (let at = 0; at < made.length; at++) {
    const altered = `${made.slice(0, at)}${made[at] === '0' ? '1' : '0'}${made.slice(at + 1)}`;
    expect(readSignedLink(ring('a', '0'), KIND, altered), altered).toBeNull();
  }
  for (const text of ['', '.', 'hfx_a', 'hfx_a.', made.slice(0, -1), `${made}=`, `${made}.`, ` ${made}`]) {
    expect(readSignedLink(ring('a'), KIND, text), text).toBeNull();
  }
});
