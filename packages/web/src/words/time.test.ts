import { createInstance, type TFunction } from 'i18next';
import { describe, expect, test } from 'vitest';
import time from './en/time.ts';
import { opening, timeWords } from './time.ts';

const words = createInstance();
void words.init({
  lng: 'en',
  resources: { en: { time } },
  defaultNS: 'time',
  keySeparator: false,
  initAsync: false,
  interpolation: { escapeValue: false },
});
const say = words.getFixedT('en', 'time') as unknown as TFunction<'time'>;

// Friday 20 November 2026, 14:02 in Lisbon, which keeps UTC in winter.
const NOW = Date.UTC(2026, 10, 20, 14, 2);
const at = (iso: string) => Date.parse(iso);
const lisbon = timeWords(say, () => NOW, 'Europe/Lisbon');

describe('a moment', () => {
  test.each([
    ['2026-11-20T13:58:41Z', 'today at 13:58'],
    ['2026-11-20T00:00:00Z', 'today at 00:00'],
    ['2026-11-21T09:12:00Z', 'tomorrow at 09:12'],
    ['2026-11-19T23:59:59Z', 'yesterday at 23:59'],
    ['2026-11-18T22:10:00Z', 'Wednesday at 22:10'],
    ['2026-11-22T18:40:00Z', 'Sunday at 18:40'],
    ['2026-11-14T18:40:00Z', 'Saturday at 18:40'],
    ['2026-11-13T18:40:00Z', '13 November at 18:40'],
    ['2026-11-27T18:40:00Z', '27 November at 18:40'],
    ['2025-03-03T09:00:00Z', '3 March 2025 at 09:00'],
  ])('%s is said as “%s”', (iso, said) => {
    expect(lisbon.at(at(iso))).toBe(said);
  });

  test('is said in the viewer’s zone, where it may be another day', () => {
    const auckland = timeWords(say, () => NOW, 'Pacific/Auckland');
    expect(auckland.at(at('2026-11-20T13:58:41Z'))).toBe('today at 02:58');
    expect(auckland.weekday(at('2026-11-20T13:58:41Z'))).toBe('Saturday 21 November');
  });

  test('on the day after a change of clocks is tomorrow, though fewer than 24 hours away', () => {
    const eve = timeWords(say, () => at('2026-03-28T23:30:00Z'), 'Europe/Lisbon');
    expect(eve.at(at('2026-03-29T22:30:00Z'))).toBe('tomorrow at 23:30');
    expect(eve.at(at('2026-03-29T23:30:00Z'))).toBe('Monday at 00:30');
  });

  test('on which something depends is said with weekday and date', () => {
    expect(lisbon.fully(at('2026-11-22T18:40:00Z'))).toBe('Sunday 22 November at 18:40');
    expect(lisbon.fully(at('2027-01-03T18:40:00Z'))).toBe('Sunday 3 January 2027 at 18:40');
  });

  test('fits a narrow column', () => {
    expect(lisbon.brief(at('2026-11-20T13:58:41Z'))).toBe('13:58');
    expect(lisbon.brief(at('2026-11-19T18:40:00Z'))).toBe('Thu 18:40');
    expect(lisbon.brief(at('2026-03-03T18:40:00Z'))).toBe('3 Mar');
  });

  test('opens a sentence with a capital', () => {
    expect(opening(lisbon.at(at('2026-11-21T09:12:00Z')))).toBe('Tomorrow at 09:12');
  });
});

describe('a day’s heading', () => {
  test.each([
    ['2026-11-20T01:00:00Z', 'Today', 'Friday 20 November'],
    ['2026-11-19T01:00:00Z', 'Yesterday', 'Thursday 19 November'],
    ['2026-11-18T01:00:00Z', 'Wednesday', '18 November'],
    ['2025-11-18T01:00:00Z', 'Tuesday', '18 November 2025'],
  ])('of %s is %s', (iso, name, date) => {
    expect(lisbon.heading(at(iso))).toEqual({ name, date });
  });
});

describe('how long ago', () => {
  const SECOND = 1000;
  test.each([
    [0, 'just now'],
    [59 * SECOND, 'just now'],
    [60 * SECOND, '1 minute ago'],
    [22 * 60 * SECOND, '22 minutes ago'],
    [60 * 60 * SECOND, '1 hour ago'],
    [24 * 3600 * SECOND, '1 day ago'],
    [13 * 86_400 * SECOND, '13 days ago'],
    [21 * 86_400 * SECOND, '3 weeks ago'],
  ])('%i ms is “%s”', (passed, said) => {
    expect(lisbon.ago(NOW - passed)).toBe(said);
  });

  test('a moment that this device’s clock puts in the future is just now', () => {
    expect(lisbon.ago(NOW + 90_000)).toBe('just now');
  });
});

describe('a span', () => {
  test.each([
    [1, '1 second'],
    [59, '59 seconds'],
    [60, '1 minute'],
    [840, '14 minutes'],
    [841, '15 minutes'],
    [900, '15 minutes'],
    [3600, '1 hour'],
    [43_200, '12 hours'],
    [86_400, '24 hours'],
    [172_800, '2 days'],
    [180_000, '50 hours'],
    [259_200, '3 days'],
    [604_800, '7 days'],
    [2_592_000, '30 days'],
  ])('of %i s is “%s”', (seconds, said) => {
    expect(lisbon.span(seconds)).toBe(said);
  });
});

describe('the zone', () => {
  test('is named by its city and its distance from UTC', () => {
    expect(lisbon.zone()).toBe('Lisbon (UTC)');
    expect(timeWords(say, () => NOW, 'America/New_York').zone()).toBe('New York (UTC-5)');
    expect(timeWords(say, () => NOW, 'UTC').zone()).toBe('UTC');
  });
});
