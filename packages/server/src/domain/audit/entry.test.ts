// The entry's bytes are a promise: they were hashed, so that not one of them may ever come out differently.

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { commitTo, formatEntry, type Particulars } from './entry.ts';

const sha256 = (...parts: readonly Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const encode = (text: string) => Buffer.from(text);
const commit = (salt: Uint8Array, particulars: Particulars) =>
  Buffer.from(commitTo(sha256, encode, salt, particulars)).toString('base64');

const FACTS = {
  id: 'evnt_1',
  at: 1_700_000_000_000,
  operation: 'credential.add',
  outcome: 'done',
  reason: null,
  actor: 'holder',
  effectiveAt: null,
} as const;
const WHO: Particulars = {
  account: 'acct_1',
  session: 'sess_1',
  credential: null,
  ip: '192.0.2.7',
  country: 'PT',
  device: 'Firefox on Linux',
  userAgent: 'Mozilla/5.0',
  request: 'r1',
  subject: 'Blue “key”',
  keyName: null,
};
const SALT = Buffer.alloc(16, 7);

describe('an entry', () => {
  it('is written in one way only', () => {
    expect(formatEntry(FACTS, { tag: 'T', n: 2, previous: 9 }, 'cA==')).toBe(
      '{"v":1,"id":"evnt_1","at":1700000000000,"operation":"credential.add","outcome":"done","reason":null,' +
        '"actor":"holder","effectiveAt":null,"chain":{"tag":"T","n":2,"previous":9},"personal":"cA=="}',
    );
    expect(formatEntry(FACTS, null, 'cA==')).toContain('"chain":null');
  });

  it('commits to particulars as it did when the first log was sealed', () => {
    expect(commit(SALT, WHO)).toBe('E8lctsO9k7t+oUn++VPZ3FqBZNyL08+RjEcWTLCB2lU=');
  });

  it('commits to each particular: another value or another salt is another commitment', () => {
    const all = new Set([commit(SALT, WHO), commit(Buffer.alloc(16, 8), WHO)]);
    for (const name of Object.keys(WHO)) all.add(commit(SALT, { ...WHO, [name]: 'another' }));
    expect(all.size).toBe(2 + Object.keys(WHO).length);
  });

  it('tells a missing particular from one that moved to its neighbour', () => {
    expect(commit(SALT, { ...WHO, subject: 'x', keyName: null })).not.toBe(
      commit(SALT, { ...WHO, subject: null, keyName: 'x' }),
    );
  });

  it('needs a whole salt', () => {
    expect(() => commit(SALT.subarray(1), WHO)).toThrow(RangeError);
  });
});
