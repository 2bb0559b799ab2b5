import { expect, it } from 'vitest';
import { refusalWords, sayRefused } from './refusal-words.ts';

it('a reason ends the sentence that it was refused', () => {
  expect(sayRefused('no-password')).toBe('It was refused: this account has none.');
  expect(sayRefused('wrong-code')).toBe('It was refused: the code was wrong.');
});

it('an unknown reason, or none, still says that it was refused', () => {
  for (const reason of [null, 'a-reason-of-tomorrow', 'toString']) expect(sayRefused(reason)).toBe('It was refused.');
});

it.each(Object.entries(refusalWords))('%s: “%s” goes on in the middle of a sentence', (_reason, words) => {
  expect(words).toMatch(/^[a-z].*[^.!?]$/);
});
