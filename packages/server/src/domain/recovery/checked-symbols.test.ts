import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECK_LENGTH, readChecked, showChecked } from './checked-symbols.ts';
import { SYMBOLS } from './symbols.ts';

/** Words of every length that a code over GF(32) can have. */
const word = fc.uint8Array({ minLength: 1, maxLength: 29 });
const canonicalOf = (random: Uint8Array): string => showChecked(random).replaceAll(' ', '');

describe('symbols with a checksum', () => {
  it('read back at their own length, and at no other', () => {
    fc.assert(
      fc.property(word, (random) => {
        const canonical = canonicalOf(random);
        expect(canonical).toHaveLength(random.length + CHECK_LENGTH);
        expect(readChecked(showChecked(random), canonical.length)).toEqual({ ok: true, canonical });
        for (const length of [canonical.length - 1, canonical.length + 1]) {
          expect(readChecked(canonical, length)).toEqual({ ok: false, group: null });
        }
      }),
    );
  });

  it('say where one of them is wrong, the check symbols among them', () => {
    fc.assert(
      fc.property(word, fc.nat(), fc.integer({ min: 1, max: 31 }), (random, place, by) => {
        const canonical = canonicalOf(random);
        const index = place % canonical.length;
        const symbol = SYMBOLS[(SYMBOLS.indexOf(canonical[index] ?? '') + by) % 32];
        const typed = canonical.slice(0, index) + symbol + canonical.slice(index + 1);
        expect(readChecked(typed, canonical.length)).toEqual({ ok: false, group: Math.floor(index / 4) + 1 });
      }),
    );
  });

  it('with a letter that is never used name its group', () => {
    expect(readChecked('0000 00U0', 8)).toEqual({ ok: false, group: 2 });
  });
});
