import { expect, test } from 'vitest';
import { sixDigits } from './six-digits.ts';

test.each(['123456', '123 456', ' 12-34-56 '])('a code may be typed as “%s”', (typed) => {
  expect(sixDigits(typed)).toBe('123456');
});

test.each(['', '12345', '1234567', '12345a', '１２３４５６'])('“%s” is not six digits', (typed) => {
  expect(sixDigits(typed)).toBeNull();
});
