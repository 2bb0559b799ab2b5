import { expect, it } from 'vitest';
import { NOW, sampleStandard } from '../account/account.sample.ts';
import { accountAgedUntil, agedUntil } from './aged-until.ts';
import type { Credential } from './credential.ts';
import { DAY, keyOf } from './key.sample.ts';
import { keyStage, NEW_MS, wasTrusted } from './key-stage.ts';

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
  expect(agedUntil(key, NOW + DAY, NOW)).toEqual(key);
  const before = NOW - DAY;
  const behind = agedUntil(key, NOW + DAY, before);
  expect(behind).toMatchObject({ createdAt: before, trustedAt: before + NEW_MS });
  expect(keyStage(behind, before)).toBe('first-day');
});

it('What a clock ahead wrote of a key happened by now', () => {
  const now = NOW - 60 * DAY;
  const aged = (key: Credential) => agedUntil(key, now - DAY, now);
  expect(keyStage(aged(keyOf('added a moment ago and trusted at once')), now)).toBe('trusted');
  const young = { ...keyOf('added a moment ago'), createdAt: now - DAY, trustedAt: now - DAY + NEW_MS };
  // As an enrolment makes it, and as somebody used it, and shut it out.
  expect(keyStage(aged({ ...young, trustedAt: NOW }), now)).toBe('trusted');
  const shutOut = aged({ ...young, lastUsedAt: NOW, suspension: { by: 'link', at: NOW } });
  expect(shutOut).toMatchObject({ lastUsedAt: now, suspension: { at: now } });
  expect(wasTrusted(shutOut)).toBe(false);
});

it('A freeze of a clock ahead began by now', () => {
  const account = { ...sampleStandard(), frozenAt: NOW };
  expect(accountAgedUntil(account, NOW - 61 * DAY, NOW - 60 * DAY).frozenAt).toBe(NOW - 60 * DAY);
});

it('A key that was made trusted, and not by its age, stays so', () => {
  const key = keyOf('added a moment ago and trusted at once');
  expect(keyStage(agedUntil(key, NOW - DAY, NOW + DAY), NOW + DAY)).toBe('trusted');
});
