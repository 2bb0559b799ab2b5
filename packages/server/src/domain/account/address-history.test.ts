import { expect, it } from 'vitest';
import { formerAt } from './address-history.ts';

const former = [
  { email: 'second', untilAt: 200 },
  { email: 'first', untilAt: 100 },
  { email: 'first', untilAt: 300 },
  { email: 'of an unknown time', untilAt: 0 },
];

it('At any time the account had the address that was replaced next, or after the last its own', () => {
  const at = (time: number) => formerAt(former, time);
  expect([99, 100, 199, 200, 299].map(at)).toEqual([former[1], former[0], former[0], former[2], former[2]]);
  expect(at(300)).toBeNull();
});

it('An account that never changed its address always had it', () => {
  expect(formerAt([], 5)).toBeNull();
});
