import { expect, it } from 'vitest';
import { maskEmail } from './mask-email.ts';

it('keeps the first letter and the domain, and not the length', () => {
  expect(maskEmail('mara@example.org')).toBe('m•••@example.org');
  expect(maskEmail('m@example.org')).toBe('m•••@example.org');
  expect(maskEmail('a-long-name@sub.example.org')).toBe('a•••@sub.example.org');
});

it('takes a letter whole, whatever it is written with', () => {
  expect(maskEmail('𝒎ara@example.org')).toBe('𝒎•••@example.org');
});
