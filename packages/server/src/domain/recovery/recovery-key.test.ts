import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeRecoveryKey, RECOVERY_KEY_RANDOM_BYTES, readRecoveryKey } from './recovery-key.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 28;
const random = fc.uint8Array({ minLength: RECOVERY_KEY_RANDOM_BYTES, maxLength: RECOVERY_KEY_RANDOM_BYTES });
const position = fc.nat({ max: LENGTH - 1 });
const shift = fc.integer({ min: 1, max: 31 });

const canonicalOf = (bytes: Uint8Array): string => makeRecoveryKey(bytes).replaceAll(' ', '');
const groupAt = (index: number): number => Math.floor(index / 4) + 1;
/** The same text with another symbol at `index`. */
function mistype(text: string, index: number, by: number): string {
  const symbol = ALPHABET[(ALPHABET.indexOf(text[index] ?? '') + by) % 32];
  return text.slice(0, index) + symbol + text.slice(index + 1);
}

describe('a recovery key', () => {
  it('A recovery key is seven groups of four from an alphabet without I, L, O and U', () => {
    fc.assert(
      fc.property(random, (bytes) => {
        expect(makeRecoveryKey(bytes)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}( [0-9A-HJKMNP-TV-Z]{4}){6}$/);
      }),
    );
  });

  it('A recovery key carries 130 random bits: each of them makes another key', () => {
    const keys = new Set<string>([canonicalOf(new Uint8Array(26))]);
    for (let index = 0; index < 26; index++) {
      for (let bit = 0; bit < 5; bit++) {
        const bytes = new Uint8Array(26);
        bytes[index] = 1 << bit;
        keys.add(canonicalOf(bytes));
      }
    }
    expect(keys.size).toBe(131);
  });

  it('A key that was printed years ago is still a key', () => {
    const bytes = Uint8Array.from({ length: 26 }, (_, index) => index * 7 + 3);
    expect(makeRecoveryKey(bytes)).toBe('3AHR Z6DM V29G QY5C KT18 FPX4 BJ2V');
    expect(makeRecoveryKey(new Uint8Array(26))).toBe('0000 0000 0000 0000 0000 0000 0000');
  });

  it.each([0, 16, 25, 27])('%i random bytes make no key', (length) => {
    expect(() => makeRecoveryKey(new Uint8Array(length))).toThrow(RangeError);
  });
});

describe('reading what a person typed', () => {
  it('A key is read back as it was shown', () => {
    fc.assert(
      fc.property(random, (bytes) => {
        expect(readRecoveryKey(makeRecoveryKey(bytes))).toEqual({ ok: true, canonical: canonicalOf(bytes) });
      }),
    );
  });

  it('Case, spaces, dashes and the confusion of I and L with 1 and of O with 0 do not matter', () => {
    const look = { '1': ['1', 'i', 'I', 'l', 'L'], '0': ['0', 'o', 'O'] } as Record<string, string[]>;
    const marks = ['', '', '', ' ', '-', ' – ', '—', '_', '.', '\t', '\n', '\u00a0'];
    const hand = fc.array(fc.tuple(fc.nat(), fc.boolean(), fc.constantFrom(...marks)), {
      minLength: LENGTH,
      maxLength: LENGTH,
    });
    // Few values per symbol, so that zeros and ones are frequent.
    const confusing = fc.array(fc.constantFrom(0, 1, 2, 18), { minLength: 26, maxLength: 26 });
    fc.assert(
      fc.property(confusing, hand, (values, strokes) => {
        const canonical = canonicalOf(Uint8Array.from(values));
        const typed = strokes.map(([pick, lower, mark], index) => {
          const symbol = canonical[index] ?? '';
          const shown = look[symbol]?.[pick % (look[symbol]?.length ?? 1)] ?? symbol;
          return (lower ? shown.toLowerCase() : shown) + mark;
        });
        expect(readRecoveryKey(typed.join(''))).toEqual({ ok: true, canonical });
      }),
    );
  });

  it('Any single mistyped symbol is noticed, and the group it stands in is named', () => {
    const canonical = canonicalOf(Uint8Array.from({ length: 26 }, (_, index) => index * 11));
    for (let index = 0; index < LENGTH; index++) {
      for (let by = 1; by < 32; by++) {
        expect(readRecoveryKey(mistype(canonical, index, by))).toEqual({ ok: false, group: groupAt(index) });
      }
    }
    fc.assert(
      fc.property(random, position, shift, (bytes, index, by) => {
        const typed = mistype(canonicalOf(bytes), index, by);
        expect(readRecoveryKey(typed)).toEqual({ ok: false, group: groupAt(index) });
      }),
    );
  });

  it('A character that no key has is noticed in its group', () => {
    fc.assert(
      fc.property(random, position, fc.constantFrom('U', 'u', '!', '*', 'é', '漢', '🔑'), (bytes, index, strange) => {
        const canonical = canonicalOf(bytes);
        const typed = canonical.slice(0, index) + strange + canonical.slice(index + 1);
        expect(readRecoveryKey(typed)).toEqual({ ok: false, group: groupAt(index) });
      }),
    );
  });

  it('Two mistyped symbols are never taken for a key', () => {
    fc.assert(
      fc.property(random, position, position, shift, shift, (bytes, one, other, by, otherBy) => {
        fc.pre(one !== other);
        const typed = mistype(mistype(canonicalOf(bytes), one, by), other, otherBy);
        expect(readRecoveryKey(typed).ok).toBe(false);
      }),
    );
  });

  it('Two symbols that changed places are noticed', () => {
    fc.assert(
      fc.property(random, position, position, (bytes, one, other) => {
        const symbols = [...canonicalOf(bytes)];
        fc.pre(symbols[one] !== symbols[other]);
        [symbols[one], symbols[other]] = [symbols[other] ?? '', symbols[one] ?? ''];
        expect(readRecoveryKey(symbols.join('')).ok).toBe(false);
      }),
    );
  });

  it('A missing or an additional symbol is no key, and no group is blamed for it', () => {
    fc.assert(
      fc.property(random, position, fc.constantFrom(...ALPHABET), (bytes, index, more) => {
        const canonical = canonicalOf(bytes);
        const short = canonical.slice(0, index) + canonical.slice(index + 1);
        const long = canonical.slice(0, index) + more + canonical.slice(index);
        for (const typed of [short, long, '']) expect(readRecoveryKey(typed)).toEqual({ ok: false, group: null });
      }),
    );
  });

  it('Whatever is typed, the answer is a key of 28 symbols or a group from 1 to 7 or none', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: LENGTH, maxLength: LENGTH }),
    );
    fc.assert(
      fc.property(anything, (typed) => {
        const read = readRecoveryKey(typed);
        if (read.ok) expect(read.canonical).toMatch(/^[0-9A-HJKMNP-TV-Z]{28}$/);
        else expect([null, 1, 2, 3, 4, 5, 6, 7]).toContain(read.group);
      }),
    );
  });
});
