import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Entry, type Opening, opens, PARTICULARS, parseEntry } from './entry.ts';

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array =>
  createHash('sha256').update(Buffer.concat(parts)).digest();

const opening: Opening = {
  salt: Buffer.alloc(16, 7).toString('base64'),
  particulars: {
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
  },
};
const entry: Entry = {
  v: 1,
  id: 'evnt_1',
  at: 1_700_000_000_000,
  operation: 'credential.add',
  outcome: 'done',
  reason: null,
  actor: 'holder',
  effectiveAt: null,
  chain: { tag: 'T', n: 2, previous: 9 },
  // The same that the server's own code commits to: domain/audit/entry.test.ts.
  personal: 'E8lctsO9k7t+oUn++VPZ3FqBZNyL08+RjEcWTLCB2lU=',
};

describe('an entry', () => {
  it('is opened by its particulars and by no others', () => {
    expect(opens(sha256, entry, opening)).toBe(true);
    for (const name of PARTICULARS) {
      const particulars = { ...opening.particulars, [name]: 'another' };
      expect(opens(sha256, entry, { ...opening, particulars }), name).toBe(false);
    }
    expect(opens(sha256, entry, { ...opening, salt: Buffer.alloc(16, 8).toString('base64') })).toBe(false);
    expect(opens(sha256, entry, { ...opening, salt: 'not base64' })).toBe(false);
  });

  it('is read back from its bytes', () => {
    expect(parseEntry(JSON.stringify(entry))).toEqual(entry);
    expect(parseEntry(JSON.stringify({ ...entry, chain: null }))).toEqual({ ...entry, chain: null });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['null', 'null'],
    ['a number', '1'],
    ['another version', JSON.stringify({ ...entry, v: 2 })],
    ['a time that is text', JSON.stringify({ ...entry, at: '1' })],
    ['another outcome', JSON.stringify({ ...entry, outcome: 'maybe' })],
    ['a short commitment', JSON.stringify({ ...entry, personal: 'AAAA' })],
    ['a first link with a link before it', JSON.stringify({ ...entry, chain: { tag: 'T', n: 1, previous: 3 } })],
    ['a later link without one', JSON.stringify({ ...entry, chain: { tag: 'T', n: 2, previous: null } })],
  ])('is not %s', (_, text) => {
    expect(parseEntry(text)).toBeNull();
  });
});
