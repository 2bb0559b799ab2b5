import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstIdAt, type IdPrefix, idPattern, makeId, makeOrderedId, timeOfId } from './id.ts';

const PREFIXES: readonly IdPrefix[] = ['acct', 'cred', 'sess', 'hold', 'evnt', 'alrt', 'flow'];
const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });
const instant = fc.integer({ min: 0, max: 2 ** 48 - 1 });

describe('an identifier', () => {
  it.each(PREFIXES)('An id of %s fits the pattern of its prefix and of no other', (prefix) => {
    fc.assert(
      fc.property(bytes, instant, (random, now) => {
        for (const id of [makeId(prefix, random), makeOrderedId(prefix, now, random)]) {
          const fitting = PREFIXES.filter((other) => new RegExp(idPattern(other)).test(id));
          expect(fitting).toEqual([prefix]);
        }
      }),
    );
  });

  it('An id keeps all 128 random bits: other bytes make another id', () => {
    const zero = makeId('acct', new Uint8Array(16));
    expect(zero).toBe(`acct_${'0'.repeat(26)}`);
    const ids = new Set([zero]);
    for (let bit = 0; bit < 128; bit++) {
      const random = new Uint8Array(16);
      random[bit >> 3] = 1 << (bit & 7);
      ids.add(makeId('acct', random));
    }
    expect(ids.size).toBe(129);
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(makeId('sess', a) === makeId('sess', b)).toBe(a.every((byte, index) => byte === b[index]));
      }),
    );
  });

  it('An id has no letter to misread', () => {
    expect(makeId('cred', new Uint8Array(16).fill(255))).toBe(`cred_${'z'.repeat(25)}w`);
    const pattern = new RegExp(idPattern('cred'));
    for (const letter of 'ilouA_-') expect(pattern.test(`cred_${letter.repeat(26)}`)).toBe(false);
    for (const length of [25, 27]) expect(pattern.test(`cred_${'0'.repeat(length)}`)).toBe(false);
  });

  it.each([0, 15, 17, 32])('%i random bytes make no id', (length) => {
    expect(() => makeId('acct', new Uint8Array(length))).toThrow(RangeError);
    expect(() => makeOrderedId('evnt', 1, new Uint8Array(length))).toThrow(RangeError);
  });
});

describe('an identifier that sorts by time', () => {
  it('Text order is time order, whatever the random bytes', () => {
    fc.assert(
      fc.property(instant, instant, bytes, bytes, (a, b, randomA, randomB) => {
        fc.pre(a !== b);
        expect(makeOrderedId('evnt', a, randomA) < makeOrderedId('evnt', b, randomB)).toBe(a < b);
      }),
    );
  });

  it('One millisecond is enough, also where 32 bits overflow', () => {
    const [low, high] = [new Uint8Array(16), new Uint8Array(16).fill(255)];
    for (const now of [1, 2 ** 31, 2 ** 32, 2 ** 40, Date.UTC(2026, 0, 1), Date.UTC(2286, 0, 1), 2 ** 48 - 1]) {
      expect(makeOrderedId('evnt', now - 1, high) < makeOrderedId('evnt', now, low)).toBe(true);
    }
  });

  it('Within one millisecond 80 random bits keep ids apart, and the given bytes are left alone', () => {
    const ids = new Set<string>();
    for (let bit = 48; bit < 128; bit++) {
      const random = new Uint8Array(16);
      random[bit >> 3] = 1 << (bit & 7);
      const copy = random.slice();
      ids.add(makeOrderedId('evnt', 1_700_000_000_000, random));
      expect(random).toEqual(copy);
    }
    expect(ids.size).toBe(80);
  });
});

describe('an ordered id', () => {
  it('tells when it was made', () => {
    fc.assert(
      fc.property(bytes, instant, (random, now) => {
        expect(timeOfId(makeOrderedId('evnt', now, random))).toBe(now);
      }),
    );
  });

  it('sorts before the first of a moment exactly where it is older', () => {
    fc.assert(
      fc.property(bytes, instant, instant, (random, made, moment) => {
        expect(makeOrderedId('evnt', made, random) < firstIdAt('evnt', moment)).toBe(made < moment);
      }),
    );
  });
});
