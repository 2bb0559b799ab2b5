// The server's own log: one JSON object a line, never a secret. What happened to accounts is in the audit log instead.

import { type DestinationStream, destination, type Logger, pino } from 'pino';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
export type Log = Logger;

export interface LogOptions {
  /** A line for people instead of JSON. */
  readonly pretty?: boolean;
  /** Standard output when not given. */
  readonly to?: DestinationStream;
}

/** Fields that hold secrets, at the top of a line, one or two levels down. */
const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'set-cookie',
  'dpop',
  'password',
  'secret',
  'token',
  'code',
  'recoveryKey',
];

const REDACTED = '[redacted]';

/** Our own tokens are known by their prefix, wherever they stand: in a URL, in a message, in a stack. */
const TOKEN = /\b(hf[a-z])_[A-Za-z0-9_.-]{16,}/g;

export function createLog(level: LogLevel, options: LogOptions = {}): Log {
  const to = options.to ?? destination({ dest: 1, sync: false });
  const paths = SECRET_FIELDS.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]);
  return pino(
    {
      level,
      base: null,
      redact: { paths, censor: REDACTED },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
    },
    { write: (line) => to.write(withoutTokens(options.pretty ? prettyLine(line) : line)) },
  );
}

function withoutTokens(line: string): string {
  return line.includes('hf') ? line.replace(TOKEN, `$1_${REDACTED}`) : line;
}

const LEVEL_NAMES: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};

/** '09:14:02 info  Ready. port=8400' */
function prettyLine(line: string): string {
  const { level, time, msg = '', err, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const fields = Object.entries(rest).map(
    ([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const stack = isRecord(err) ? `\n${String(err.stack ?? err.message ?? '')}` : '';
  const name = (LEVEL_NAMES[Number(level)] ?? String(level)).padEnd(5);
  return `${String(time).slice(11, 19)} ${name} ${String(msg)}${fields.join('')}${stack}\n`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
