import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CASE_NUMBER_RANDOM_BYTES,
  CASE_SECRET_RANDOM_BYTES,
  makeCaseNumber,
  makeCaseSecret,
  readCaseSecret,
} from './case-secret.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

describe('a case secret', () => {
  it('is four groups of four, and reads back however it is typed', () => {
    fc.assert(
      fc.property(bytes(CASE_SECRET_RANDOM_BYTES), (random) => {
        const secret = makeCaseSecret(random);
        expect(secret).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}( [0-9A-HJKMNP-TV-Z]{4}){3}$/);
        const canonical = secret.replaceAll(' ', '');
        for (const typed of [secret, canonical, secret.toLowerCase(), secret.replaceAll(' ', '-')]) {
          expect(readCaseSecret(typed)).toBe(canonical);
        }
      }),
    );
  });

  it('carries 80 random bits: each of them makes another secret', () => {
    const secrets = new Set<string>([makeCaseSecret(new Uint8Array(16))]);
    for (let bit = 0; bit < 80; bit++) {
      const random = new Uint8Array(16);
      random[Math.floor(bit / 5)] = 1 << (bit % 5);
      secrets.add(makeCaseSecret(random));
    }
    expect(secrets.size).toBe(81);
  });

  it.each(['', 'D4TX W8MQ 2HVK', 'D4TX W8MQ 2HVK 9RBC 7', 'D4TX W8MQ 2HVK 9RBU', 'hfc_D4TXW8MQ2HVK'])(
    'is not %j',
    (typed) => expect(readCaseSecret(typed)).toBeNull(),
  );

  it.each([0, 15, 17])('%i random bytes make none', (length) => {
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
  });
});
