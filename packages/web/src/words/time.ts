// Moments and spans in words, in the viewer's own zone: "today at 13:58", "tomorrow at 09:12", "3 days".
import type { TFunction } from 'i18next';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Say = TFunction<'time'>;

export interface TimeWords {
  /** "today at 13:58", "Wednesday at 22:10" within six days, else "3 March 2026 at 09:12". */
  readonly at: (instant: number) => string;
  /** "Sunday 22 November at 18:40": for moments on which something depends. */
  readonly fully: (instant: number) => string;
  /** "Saturday 21 November". */
  readonly weekday: (instant: number) => string;
  /** "3 March 2026". */
  readonly day: (instant: number) => string;
  /** "today at 13:58" on this day, else "3 March 2026": for what is long past when it is read again. */
  readonly lately: (instant: number) => string;
  /** "13:58". */
  readonly clock: (instant: number) => string;
  /** "13:58:41". */
  readonly clockSeconds: (instant: number) => string;
  /** "13:58" today, "Thu 18:40" within six days, else "3 Mar": for narrow time columns. */
  readonly brief: (instant: number) => string;
  /** "Today" and "Friday 20 November". */
  readonly heading: (instant: number) => { readonly name: string; readonly date: string };
  /** "now", "22 minutes ago", "3 weeks ago". */
  readonly ago: (instant: number) => string;
  /** "15 minutes", "24 hours", "3 days": two days and more are counted in days where they are whole. */
  readonly span: (seconds: number) => string;
  /** "Lisbon (UTC)": the zone that all of these are in. */
  readonly zone: () => string;
  /** Whether two moments fall on one day here. */
  readonly sameDay: (one: number, other: number) => boolean;
}

/** The first letter raised, for a moment that opens a sentence. */
export const opening = (words: string): string => words.charAt(0).toLocaleUpperCase() + words.slice(1);

/** How Intl writes the parts of a moment in one zone. */
function partsOf(locale: string, zone: string) {
  const shape = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
    return (instant: number) => format.format(instant);
  };
  const numbers = new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric' });
  return {
    clock: shape({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    clockSeconds: shape({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
    longWeekday: shape({ weekday: 'long' }),
    shortWeekday: shape({ weekday: 'short' }),
    dayMonth: shape({ day: 'numeric', month: 'long' }),
    shortDayMonth: shape({ day: 'numeric', month: 'short' }),
    day: shape({ day: 'numeric', month: 'long', year: 'numeric' }),
    year: shape({ year: 'numeric' }),
    /** Days since the epoch on the calendar of this zone, so that a day of 23 or 25 hours counts as one. */
    dayNumber(instant: number) {
      const part = Object.fromEntries(numbers.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
      return Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day ?? 1) / DAY;
    },
  };
}

/** "22 minutes ago", of the milliseconds passed. */
function passedWords(say: Say, passed: number): string {
  if (passed < MINUTE) return say('ago.now');
  if (passed < HOUR) return say('ago.minutes', { count: Math.floor(passed / MINUTE) });
  if (passed < DAY) return say('ago.hours', { count: Math.floor(passed / HOUR) });
  if (passed < 14 * DAY) return say('ago.days', { count: Math.floor(passed / DAY) });
  return say('ago.weeks', { count: Math.floor(passed / (7 * DAY)) });
}

function spanWords(say: Say, seconds: number): string {
  if (seconds < 60) return say('span.seconds', { count: seconds });
  if (seconds < 3600) return say('span.minutes', { count: Math.ceil(seconds / 60) });
  const hours = Math.ceil(seconds / 3600);
  if (hours < 48 || hours % 24 !== 0) return say('span.hours', { count: hours });
  return say('span.days', { count: hours / 24 });
}

function zoneWords(say: Say, zone: string, now: number): string {
  const city = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(now);
  const named = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const offset = named.replace('GMT', 'UTC').replace(/\+0$/, '');
  return city === offset ? city : say('zone', { city, offset });
}

/** `now` and every instant are milliseconds since the epoch; `zone` is an IANA name. */
export function timeWords(say: Say, now: () => number, zone: string): TimeWords {
  const { clock, clockSeconds, longWeekday, shortWeekday, dayMonth, shortDayMonth, day, year, dayNumber } = partsOf(
    say('locale'),
    zone,
  );
  const daysAway = (instant: number) => dayNumber(instant) - dayNumber(now());
  const dated = (instant: number) => (year(instant) === year(now()) ? dayMonth(instant) : day(instant));
  const weekday = (instant: number) => say('weekday-date', { weekday: longWeekday(instant), date: dated(instant) });

  return {
    clock,
    clockSeconds,
    day,
    weekday,
    at(instant) {
      const away = daysAway(instant);
      const time = clock(instant);
      if (away === 0) return say('today', { clock: time });
      if (away === 1) return say('tomorrow', { clock: time });
      if (away === -1) return say('yesterday', { clock: time });
      if (Math.abs(away) <= 6) return say('that-week', { weekday: longWeekday(instant), clock: time });
      return say('that-day', { date: dated(instant), clock: time });
    },
    fully: (instant) =>
      say('that-weekday', { weekday: longWeekday(instant), date: dated(instant), clock: clock(instant) }),
    brief(instant) {
      const away = Math.abs(daysAway(instant));
      if (away === 0) return clock(instant);
      return away <= 6 ? `${shortWeekday(instant)} ${clock(instant)}` : shortDayMonth(instant);
    },
    heading(instant) {
      const away = daysAway(instant);
      if (away === 0) return { name: say('heading.today'), date: weekday(instant) };
      if (away === -1) return { name: say('heading.yesterday'), date: weekday(instant) };
      return { name: longWeekday(instant), date: dated(instant) };
    },
    ago: (instant) => passedWords(say, Math.max(0, now() - instant)),
    span: (seconds) => spanWords(say, seconds),
    zone: () => zoneWords(say, zone, now()),
    lately: (instant) => (daysAway(instant) === 0 ? say('today', { clock: clock(instant) }) : day(instant)),
    sameDay: (one, other) => dayNumber(one) === dayNumber(other),
  };
}
