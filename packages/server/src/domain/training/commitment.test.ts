// A commitment to an account and a time: it opens to these alone, and says nothing without its salt.

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../platform/sha256.ts';
import { commitToContent } from './commitment.ts';

const encode = (text: string) => Buffer.from(text, 'utf8');
const salts = fc.uint8Array({ minLength: 16, maxLength: 16 });
const contents = fc.record({ accountId: fc.string(), madeAt: fc.maxSafeNat() });

describe('a commitment to content', () => {
  it('is SHA-256 over salt, purpose, account and time, as anybody can work it out', () => {
    const salt = Buffer.alloc(16, 7);
    const text = '["holdfast training receipt","acct_1",1763700000000]';
    const own = createHash('sha256').update(salt).update(text).digest();
    expect(
      Buffer.from(commitToContent(sha256, encode, salt, { accountId: 'acct_1', madeAt: 1_763_700_000_000 })),
    ).toEqual(own);
  });

  it('is another one for any other account, time or salt', () => {
    const commit = (salt: Uint8Array, content: { accountId: string; madeAt: number }) =>
      Buffer.from(commitToContent(sha256, encode, salt, content)).toString('hex');
    fc.assert(
      fc.property(salts, salts, contents, contents, (saltA, saltB, a, b) => {
        const same = Buffer.from(saltA).equals(saltB) && a.accountId === b.accountId && a.madeAt === b.madeAt;
        expect(commit(saltA, a) === commit(saltB, b)).toBe(same);
      }),
    );
  });

  it('is not made with a salt of another length', () => {
    for (const length of [0, 15, 17]) {
      expect(() => commitToContent(sha256, encode, new Uint8Array(length), { accountId: 'a', madeAt: 1 })).toThrow(
        RangeError,
      );
    }
  });
});
