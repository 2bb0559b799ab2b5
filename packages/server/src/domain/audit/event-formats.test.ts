// The formats of an export.

import { describe, expect, it } from 'vitest';
import { formatEvent, formatEventsHead } from './event-formats.ts';
import { TOLD, type ToldEvent } from './told-event.ts';

const event: ToldEvent = {
  id: 'evnt_06f863gt01kr3wypbrgy7ym18g',
  position: 7,
  at: Date.UTC(2026, 5, 1, 12),
  operation: 'credential.add',
  outcome: 'done',
  reason: null,
  actor: 'holder',
  account: 'acct_2v9k3m8x0d7q4n1c5h6j2b8f3e',
  session: null,
  credential: null,
  ip: '2001:db8::7',
  country: 'NO',
  device: 'Firefox on Linux',
  userAgent: null,
  request: null,
  subject: 'Blå "nøkkel",\r\nny',
  keyName: null,
  effectiveAt: null,
};
const row = (part: Partial<ToldEvent>): string => formatEvent('csv', { ...event, ...part }, 'log.example');

describe('as lines of JSON', () => {
  it('an event is one line, with every member in its order and moments in UTC', () => {
    const line = formatEvent('ndjson', event, 'log.example');
    expect(line.endsWith('}\n')).toBe(true);
    expect(line.trimEnd()).not.toContain('\n');
    const read = JSON.parse(line);
    expect(Object.keys(read)).toEqual(TOLD);
    expect(read).toMatchObject({ at: '2026-06-01T12:00:00.000Z', subject: event.subject, effectiveAt: null });
  });
});

describe('as a table', () => {
  it('it begins with a byte order mark and the names of its columns', () => {
    expect(formatEventsHead('csv')).toBe(`\ufeff${TOLD.join(',')}\r\n`);
    expect([formatEventsHead('ndjson'), formatEventsHead('ocsf')]).toEqual(['', '']);
  });

  it('a cell is quoted, with quotes doubled, and nothing in it ends the row early', () => {
    expect(row({})).toContain('"Blå ""nøkkel"",\r\nny"');
    expect(row({}).endsWith('\r\n')).toBe(true);
    expect(row({ subject: 'x' }).split(',')).toHaveLength(TOLD.length);
  });

  it.each(['=1+1', '+47 1', '-1', '@sum(a1)', '\tx', '\nx', '＝1+1', '＠x'])(
    '%j is text in a spreadsheet, no formula',
    (subject) => {
      expect(row({ subject })).toContain(`"'${subject}"`);
      expect(row({ userAgent: subject })).toContain(`"'${subject}"`);
    },
  );

  it.each([
    ['a;=1+1', "a;'=1+1"],
    ['a\t@x', "a\t'@x"],
    ['\r=1', "'\r'=1"],
    ['Mozilla/5.0 (X11;-x)', "Mozilla/5.0 (X11;'-x)"],
  ])('%j is no formula either where a spreadsheet parts cells at other signs', (userAgent, written) => {
    expect(row({ userAgent })).toContain(`"${written}"`);
  });

  it('other text is as it was', () => {
    expect(row({ subject: 'a; b=c -d' })).toContain('"a; b=c -d"');
    expect(row({ subject: 'a=b' })).toContain('"a=b"');
    expect(row({ subject: '' })).toContain(',"",');
  });
});
