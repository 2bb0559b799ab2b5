import { describe, expect, it } from 'vitest';
import { createLog, type LogLevel, type LogOptions } from './log.ts';

function recorded(options: Omit<LogOptions, 'to'> = {}, level: LogLevel = 'info') {
  const lines: string[] = [];
  const log = createLog(level, { ...options, to: { write: (line) => lines.push(line) } });
  return { log, lines };
}

const TOKEN = `hfs_1${'Ab-_'.repeat(10)}xyz`;
const LINK = `hfn_1.acct_${'0'.repeat(26)}.evnt_${'0'.repeat(26)}.mb3x.${'Ab-_'.repeat(10)}xyz`;

describe('the log', () => {
  it('is one JSON object a line, with its time and level', () => {
    const { log, lines } = recorded();
    log.info({ port: 8400 }, 'Ready.');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 30, port: 8400, msg: 'Ready.' });
    expect(lines[0]).toMatch(/"time":"\d{4}-\d\d-\d\dT[\d:.]+Z"/);
    expect(lines[0]).toMatch(/\n$/);
  });

  it('holds nothing below its level', () => {
    const { log, lines } = recorded({}, 'warn');
    log.info('quiet');
    log.warn('loud');
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['loud']);
  });

  it.each([{}, { pretty: true }])(
    'never shows a cookie, an authorization or a password, however deep (%j)',
    (options) => {
      const { log, lines } = recorded(options);
      log.info({ cookie: 'xyzzy' }, 'a');
      log.info({ headers: { authorization: 'DPoP xyzzy', 'set-cookie': ['xyzzy'] } }, 'b');
      log.info({ req: { headers: { cookie: 'xyzzy' }, body: { password: 'xyzzy', code: 'xyzzy' } } }, 'c');
      expect(lines).toHaveLength(3);
      expect(lines.join('')).not.toContain('xyzzy');
      expect(lines.join('').match(/\[redacted\]/g)).toHaveLength(6);
    },
  );

  it.each([{}, { pretty: true }])('never shows one of our tokens, wherever it stands (%j)', (options) => {
    const { log, lines } = recorded(options);
    log.info({ url: `/not-me?t=${TOKEN}` }, `saw ${TOKEN}`);
    log.error(new Error(`bad ${TOKEN}`));
    log.warn(`bad ${LINK}`);
    expect(lines.join('')).not.toContain('Ab-_Ab');
    expect(lines.join('')).not.toContain(TOKEN.slice(5));
    expect(lines.join('')).toContain('hfs_[redacted]');
  });

  it('keeps the stack of an error', () => {
    for (const options of [{}, { pretty: true }]) {
      const { log, lines } = recorded(options);
      log.error({ err: new Error('broken') }, 'It broke.');
      expect(lines.join('')).toContain('broken');
      expect(lines.join('')).toContain('log.test.ts');
    }
  });

  it('reads well to people when asked to', () => {
    const { log, lines } = recorded({ pretty: true });
    log.info({ port: 8400, why: { a: 1 } }, 'Ready.');
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d info {2}Ready\. port=8400 why=\{"a":1\}\n$/);
  });
});
