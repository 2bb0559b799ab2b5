import { expect, it } from 'vitest';
import { addressAt } from './address-history.ts';

const former = [
  { email: 'second', untilAt: 200 },
  { email: 'first', untilAt: 100 },
  { email: 'first', untilAt: 300 },
  { email: 'of an unknown time', untilAt: 0 },
];

it('At any time the account had the address that was replaced next, or its own after the last', () => {
  const at = (time: number) => addressAt('now', former, time);
  expect([99, 100, 199, 200, 299, 300].map(at)).toEqual(['first', 'second', 'second', 'first', 'first', 'now']);
});

it('An account that never changed its address always had it', () => {
  expect(addressAt('now', [], 5)).toBe('now');
});
