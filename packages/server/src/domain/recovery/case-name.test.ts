import { expect, it } from 'vitest';
import { begunWith, nameCase, readCaseName } from './case-name.ts';

it('a case that anybody stops was begun with one recovery key; two proofs are both of them', () => {
  expect(begunWith({ proofs: 1, stoppedBy: 'any' })).toBe('one');
  expect(begunWith({ proofs: 1, stoppedBy: 'trusted-key' })).toBe('again');
  expect(begunWith({ proofs: 2, stoppedBy: 'trusted-key' })).toBe('both');
});

it.each(['one', 'both', 'again'] as const)('the name of a case begun with %s says so, and is read back', (begun) => {
  const name = nameCase('7F3K', begun);
  expect(name.startsWith('7F3K')).toBe(true);
  expect(readCaseName(name)).toEqual({ caseNumber: '7F3K', begun });
});

it('what an older server wrote, or what is missing, is a case of one recovery key', () => {
  expect(readCaseName('7F3K')).toEqual({ caseNumber: '7F3K', begun: 'one' });
  expect(readCaseName('').begun).toBe('one');
});
