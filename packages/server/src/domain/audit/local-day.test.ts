// The days of a zone.

import { expect, it } from 'vitest';
import { localDay, readZone } from './local-day.ts';

it.each([
  ['UTC', '2026-03-01T23:59:59.999Z', '2026-03-01'],
  ['Europe/Berlin', '2026-03-01T23:00:00.000Z', '2026-03-02'],
  ['America/New_York', '2026-03-01T04:59:59.999Z', '2026-02-28'],
  ['Asia/Kathmandu', '2026-03-01T18:15:00.000Z', '2026-03-02'],
  ['Pacific/Kiritimati', '2026-12-31T10:00:00.000Z', '2027-01-01'],
])('in %s %s is on %s', (zone, at, day) => {
  expect(localDay(zone)(Date.parse(at))).toBe(day);
});

it('what is no zone is taken for UTC', () => {
  expect(['Europe/Lisbon', 'Nowhere/Land', '', '../etc'].map(readZone)).toEqual(['Europe/Lisbon', 'UTC', 'UTC', 'UTC']);
});
