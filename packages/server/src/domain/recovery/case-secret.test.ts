import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CASE_NUMBER_RANDOM_BYTES,
  CASE_SECRET_RANDOM_BYTES,
  makeCaseNumber,
  makeCaseSecret,
  readCaseSecret,
} from './case-secret.ts';
import { SYMBOLS } from './symbols.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

describe('a case secret', () => {
  it('is five groups of four, and reads back however it is typed', () => {
    fc.assert(
      fc.property(bytes(CASE_SECRET_RANDOM_BYTES), (random) => {
        const secret = makeCaseSecret(random);
        expect(secret).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}( [0-9A-HJKMNP-TV-Z]{4}){4}$/);
        const canonical = secret.replaceAll(' ', '');
        for (const typed of [secret, canonical, secret.toLowerCase(), secret.replaceAll(' ', '-')]) {
          expect(readCaseSecret(typed)).toEqual({ ok: true, canonical });
        }
      }),
    );
  });

  it('carries 90 random bits: each of them makes another secret', () => {
    const secrets = new Set<string>([makeCaseSecret(new Uint8Array(18))]);
    for (let bit = 0; bit < 90; bit++) {
      const random = new Uint8Array(18);
      random[Math.floor(bit / 5)] = 1 << (bit % 5);
      secrets.add(makeCaseSecret(random));
    }
    expect(secrets.size).toBe(91);
  });

  it('with one symbol mistyped is none, and the group with the mistake is named', () => {
    const place = fc.nat({ max: 19 });
    const shift = fc.integer({ min: 1, max: 31 });
    fc.assert(
      fc.property(bytes(CASE_SECRET_RANDOM_BYTES), place, shift, (random, index, by) => {
        const canonical = makeCaseSecret(random).replaceAll(' ', '');
        const symbol = SYMBOLS[(SYMBOLS.indexOf(canonical[index] ?? '') + by) % 32];
        const typed = canonical.slice(0, index) + symbol + canonical.slice(index + 1);
        expect(readCaseSecret(typed)).toEqual({ ok: false, group: Math.floor(index / 4) + 1 });
      }),
    );
  });

  it('with two neighbours changed round is none', () => {
    fc.assert(
      fc.property(bytes(CASE_SECRET_RANDOM_BYTES), fc.nat({ max: 18 }), (random, index) => {
        const [...symbols] = makeCaseSecret(random).replaceAll(' ', '');
        const [one = '', other = ''] = symbols.slice(index, index + 2);
        fc.pre(one !== other);
        symbols.splice(index, 2, other, one);
        expect(readCaseSecret(symbols.join('')).ok).toBe(false);
      }),
    );
  });

  it.each(['', 'D4TX W8MQ 2HVK', '0000 0000 0000 0000', '0000 0000 0000 0000 0000 0000 0000', 'hfc_D4TXW8MQ2HVK'])(
    'is not %j',
    (typed) => expect(readCaseSecret(typed)).toEqual({ ok: false, group: null }),
  );

  it.each([0, 17, 19])('%i random bytes make none', (length) => {
    expect(() => makeCaseSecret(new Uint8Array(length))).toThrow(RangeError);
  });
});

describe('a case number', () => {
  it('is one group of four', () => {
    fc.assert(
      fc.property(bytes(CASE_NUMBER_RANDOM_BYTES), (random) => {
        expect(makeCaseNumber(random)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}$/);
      }),
    );
    expect(() => makeCaseNumber(new Uint8Array(3))).toThrow(RangeError);
  });
});
