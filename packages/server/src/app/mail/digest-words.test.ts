import { expect, it } from 'vitest';
import { sayDigest } from './digest-words.ts';

const say = (subject: string) =>
  sayDigest({ event: { subject } as never, protectedAccount: true }).fact('your account');

it('a digest says how many attempts were refused, also where it was one', () => {
  expect(say('312')).toBe('Another 312 attempts on your account were refused');
  expect(say('1')).toBe('Another attempt on your account was refused');
  expect(say('many')).toBe('Other attempts on your account were refused');
});
