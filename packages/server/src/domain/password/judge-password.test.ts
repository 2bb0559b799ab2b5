import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgePassword, PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from './judge-password.ts';

describe('which passwords may be set', () => {
  it('Twelve to 256 characters are wanted', () => {
    expect([PASSWORD_LENGTH_MIN, PASSWORD_LENGTH_MAX]).toEqual([12, 256]);
    const verdicts = [0, 1, 11, 12, 255, 256, 257, 10_000].map((length) => judgePassword('k'.repeat(length), false));
    expect(verdicts).toEqual(['too-short', 'too-short', 'too-short', null, null, null, 'too-long', 'too-long']);
  });

  it('No composition is asked for: any long enough text that is not common may be set', () => {
    const text = fc.string({ unit: fc.constantFrom(...'aZ0 !é漢🔑'), minLength: 12, maxLength: 256 });
    fc.assert(
      fc.property(text, (password) => {
        expect(judgePassword(password, false)).toBeNull();
      }),
    );
  });

  it('A common password is refused at any length that would do, and length is named first', () => {
    expect(judgePassword('password1234', true)).toBe('common');
    expect(judgePassword('p'.repeat(256), true)).toBe('common');
    expect(judgePassword('password', true)).toBe('too-short');
    expect(judgePassword('p'.repeat(257), true)).toBe('too-long');
  });

  it('A character counts once, however many bytes or code units it takes', () => {
    expect(judgePassword('🔑'.repeat(11), false)).toBe('too-short');
    expect(judgePassword('🔑'.repeat(12), false)).toBeNull();
    expect(judgePassword('🔑'.repeat(256), false)).toBeNull();
    expect(judgePassword('🔑'.repeat(257), false)).toBe('too-long');
  });

  it('Length is that of the normal form: two ways to type a letter count alike', () => {
    expect(judgePassword('e\u0301'.repeat(11), false)).toBe('too-short');
    expect(judgePassword('\u00e9'.repeat(11), false)).toBe('too-short');
    expect(judgePassword('ﬁ'.repeat(6), false)).toBeNull();
  });
});
