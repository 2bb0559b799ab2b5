// A moment in words, in UTC: a mail does not know where it will be read.

const parts = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
});

/** 'Saturday 21 November 2026, 02:14 UTC' for milliseconds since the epoch. */
export function sayTime(at: number): string {
  const said = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${said.weekday} ${said.day} ${said.month} ${said.year}, ${said.hour}:${said.minute} UTC`;
}
