import { expect, it } from 'vitest';
import { NOW } from '../account/account.sample.ts';
import { agedUntil } from './aged-until.ts';
import { DAY, keyOf } from './key.sample.ts';
import { keyStage } from './key-stage.ts';

it('A key ages no further than to the moment since when the clock is in doubt', () => {
  const key = keyOf('added a moment ago');
  const at = (until: number, now: number) => keyStage(agedUntil(key, until, now), now);
  expect(at(NOW + 15 * DAY, NOW + 15 * DAY)).toBe('trusted');
  expect(at(NOW + 60_000, NOW + 15 * DAY)).toBe('first-day');
  expect(at(NOW + DAY, NOW + 15 * DAY)).toBe('new');
  expect(at(NOW + 14 * DAY, NOW + 15 * DAY)).toBe('trusted');
  // Added in doubt: it has no age at all.
  expect(at(NOW - DAY, NOW + 15 * DAY)).toBe('first-day');
});

it('A clock that is in doubt and behind makes no key older or younger', () => {
  const key = keyOf('added a moment ago');
  for (const now of [NOW - DAY, NOW]) expect(agedUntil(key, NOW + DAY, now)).toBe(key);
});

it('A key that was made trusted, and not by its age, stays so', () => {
  const key = keyOf('added a moment ago and trusted at once');
  expect(keyStage(agedUntil(key, NOW - DAY, NOW + DAY), NOW + DAY)).toBe('trusted');
});
