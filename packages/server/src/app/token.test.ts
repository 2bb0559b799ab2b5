// Tokens: what they look like, what is stored of them, and what rotating secrets does to them.

import { describe, expect, it } from 'vitest';
import { createKeyRing } from '../platform/key-ring.ts';
import { systemRandom } from '../platform/random.ts';
import { hashToken, mintToken, type TokenKind } from './token.ts';

const secretOf = (version: string) => ({ version, secret: Buffer.alloc(32, `secret ${version}`) });
const ring = (...versions: string[]) => createKeyRing(versions.map(secretOf), systemRandom);
const KINDS: readonly TokenKind[] = ['hfs', 'hff', 'hfd', 'hfl'];

describe('a token', () => {
  it.each(KINDS)('%s_ tells leak scanners what it is, and carries 256 random bits', (kind) => {
    const keyRing = ring('a');
    const first = mintToken({ keyRing, random: systemRandom }, kind);
    const second = mintToken({ keyRing, random: systemRandom }, kind);
    expect(first.token).toMatch(new RegExp(`^${kind}_a[A-Za-z0-9_-]{43}$`));
    expect(second.token).not.toBe(first.token);
  });

  it('is stored as a keyed hash from which it cannot be told', () => {
    const keyRing = ring('a');
    const { token, hash } = mintToken({ keyRing, random: systemRandom }, 'hfs');
    expect(hash).toHaveLength(43);
    expect(hash).not.toContain(token.slice(5));
    expect(hashToken(keyRing, 'hfs', token)).toBe(hash);
    const otherSecret = createKeyRing([{ version: 'a', secret: Buffer.alloc(32, 'other') }], systemRandom);
    expect(hashToken(otherSecret, 'hfs', token)).not.toBe(hash);
  });

  it('of one kind is none of another', () => {
    const keyRing = ring('a');
    const { token, hash } = mintToken({ keyRing, random: systemRandom }, 'hff');
    expect(hashToken(keyRing, 'hfs', token)).toBeNull();
    expect(hashToken(keyRing, 'hfs', token.replace('hff', 'hfs'))).not.toBe(hash);
  });

  it('keeps its hash when secrets rotate, and loses it when its own secret goes', () => {
    const { token, hash } = mintToken({ keyRing: ring('a'), random: systemRandom }, 'hfs');
    expect(hashToken(ring('b', 'a'), 'hfs', token)).toBe(hash);
    expect(mintToken({ keyRing: ring('b', 'a'), random: systemRandom }, 'hfs').token[4]).toBe('b');
    expect(hashToken(ring('b'), 'hfs', token)).toBeNull();
  });

  it.each([
    ['empty', ''],
    ['too short', `hfs_a${'A'.repeat(42)}`],
    ['too long', `hfs_a${'A'.repeat(44)}`],
    ['not base64url', `hfs_a${'A'.repeat(42)}=`],
    ['without a version', `hfs_A${'A'.repeat(43)}`],
    ['of nobody’s kind', `xyz_a${'A'.repeat(43)}`],
  ])('that is %s is not one of ours', (_what, text) => {
    expect(hashToken(ring('a'), 'hfs', text)).toBeNull();
  });
});
