import { expect, it } from 'vitest';
import { sayTime } from './say-time.ts';

it('says the weekday, the whole date, hours and minutes, and the zone', () => {
  expect(sayTime(Date.UTC(2026, 10, 21, 2, 14, 59))).toBe('Saturday 21 November 2026, 02:14 UTC');
});

it('says midnight as 00:00', () => {
  expect(sayTime(Date.UTC(2027, 0, 1))).toBe('Friday 1 January 2027, 00:00 UTC');
});
