import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatCosignerKey } from '../domain/audit/cosigner.ts';
import { sha256 } from '../platform/sha256.ts';
import { ConfigError } from './config-error.ts';
import { type Loaded, loadConfig } from './load-config.ts';

type Env = Record<string, string>;

let dataDir = '';
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'holdfast-config-'));
});
afterAll(() => rmSync(dataDir, { recursive: true }));

const SECRET = `1:${Buffer.from(Array.from({ length: 32 }, (_, i) => i * 7)).toString('base64url')}`;
const PRODUCTION: Env = {
  HOLDFAST_PUBLIC_URL: 'https://account.example.com',
  HOLDFAST_SECRETS: SECRET,
  HOLDFAST_SMTP_URL: 'smtp://acme:xyzzy@mail.example.com:587',
  HOLDFAST_MAIL_FROM: 'Acme <security@example.com>',
};

/** Files by path; any other cannot be read. */
function load(env: Env, files: Record<string, string> = {}): Loaded {
  return loadConfig({ HOLDFAST_DATA_DIR: dataDir, PATH: '/bin', ...env }, (path) => {
    const text = files[path];
    if (text === undefined) throw new Error('ENOENT');
    return text;
  });
}

function linesOf(env: Env, files: Record<string, string> = {}): readonly string[] {
  try {
    load(env, files);
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  return [];
}

const without = (name: string): Env => Object.fromEntries(Object.entries(PRODUCTION).filter(([key]) => key !== name));

describe('development', () => {
  it('works without any setting, for this machine alone, and says so', () => {
    const { config, secrets, notices } = load({});
    expect(config).toMatchObject({
      mode: 'development',
      publicUrl: 'http://localhost:8400',
      host: '127.0.0.1',
      port: 8400,
      managementHost: '127.0.0.1',
      managementPort: 8401,
      database: { kind: 'sqlite', file: join(dataDir, 'holdfast.db') },
      mail: { by: 'mailbox' },
      signUp: 'open',
      rpId: 'localhost',
    });
    expect(secrets.keyRing[0]?.secret.length).toBe(32);
    expect(notices.join(' ')).toContain('Development mode');
    expect(notices.join(' ')).toContain('/dev/mailbox');
  });

  it('follows the port in its address', () => {
    expect(load({ HOLDFAST_PORT: '9000' }).config.publicUrl).toBe('http://localhost:9000');
    expect(linesOf({ HOLDFAST_PORT: '0' }).join()).toContain('HOLDFAST_PUBLIC_URL is missing');
  });

  it('is refused where other people could read its mail', () => {
    const lines = linesOf({ ...PRODUCTION, HOLDFAST_MODE: 'development' });
    expect(lines).toEqual([expect.stringContaining('HOLDFAST_MODE')]);
    expect(load({ HOLDFAST_HOST: '0.0.0.0' }).notices.join(' ')).toContain('whoever reaches this machine');
  });

  it('uses the secrets that it is given, and the SMTP server', () => {
    const loaded = load({ ...PRODUCTION, HOLDFAST_PUBLIC_URL: 'http://localhost:8400' });
    expect(loaded.config).toMatchObject({ mode: 'development', mail: { by: 'smtp' } });
    expect(loaded.secrets.keyRing.map(({ version }) => version)).toEqual(['1']);
    expect(loaded.notices.join(' ')).not.toContain('mailbox');
  });

  it('touches no file while anything is wrong', () => {
    const empty = mkdtempSync(join(tmpdir(), 'holdfast-config-'));
    expect(linesOf({ HOLDFAST_DATA_DIR: empty, HOLDFAST_PORT: 'x' })).toHaveLength(1);
    expect(readdirSync(empty)).toEqual([]);
    rmSync(empty, { recursive: true });
  });
});

describe('production', () => {
  it('is what an address beyond localhost means, and starts with what it needs', () => {
    const { config, secrets, notices } = load(PRODUCTION);
    expect(config).toMatchObject({
      mode: 'production',
      host: '0.0.0.0',
      managementHost: '127.0.0.1',
      rpId: 'account.example.com',
      mail: { from: 'Acme <security@example.com>', by: 'smtp' },
    });
    expect(secrets.smtpUrl).toBe('smtp://acme:xyzzy@mail.example.com:587');
    expect(notices).toEqual([]);
  });

  it.each(['HOLDFAST_SECRETS', 'HOLDFAST_SMTP_URL', 'HOLDFAST_MAIL_FROM'])('does not start without %s', (name) => {
    expect(linesOf(without(name))).toEqual([expect.stringMatching(new RegExp(`^${name} .*is missing`))]);
  });

  it('names everything that it lacks at once', () => {
    const lines = linesOf({ HOLDFAST_MODE: 'production' });
    for (const name of Object.keys(PRODUCTION)) expect(lines.filter((line) => line.startsWith(name))).toHaveLength(1);
    expect(lines).toHaveLength(4);
  });

  it('does not start on plain http', () => {
    for (const url of ['http://account.example.com', 'http://localhost:8400']) {
      const lines = linesOf({ ...PRODUCTION, HOLDFAST_MODE: 'production', HOLDFAST_PUBLIC_URL: url });
      expect(lines).toEqual([expect.stringContaining('must begin with https://')]);
    }
  });

  it('makes no secrets of its own', () => {
    const empty = mkdtempSync(join(tmpdir(), 'holdfast-config-'));
    load({ ...PRODUCTION, HOLDFAST_DATA_DIR: empty });
    expect(readdirSync(empty)).toEqual([]);
    rmSync(empty, { recursive: true });
  });
});

describe('names', () => {
  it('that are unknown are refused with the nearest known one', () => {
    expect(linesOf({ HOLDFAST_PUBLIC_ULR: 'x' })).toEqual([
      'HOLDFAST_PUBLIC_ULR is not a setting. Did you mean HOLDFAST_PUBLIC_URL?',
    ]);
    expect(linesOf({ HOLDFAST_QQQQQQQQQQQQQQQQQQQQ: 'x' })[0]).not.toContain('Did you mean');
  });

  it('of other programs are none of ours', () => {
    expect(linesOf({ PORT: 'x', NODE_ENV: 'production', MY_HOLDFAST_PORT: 'x' })).toEqual([]);
  });

  it('count as not set when they are empty', () => {
    expect(load({ HOLDFAST_PORT: '', HOLDFAST_PUBLIC_URL: ' ', HOLDFAST_CONFIG_FILE: '' }).config.port).toBe(8400);
  });

  it('are the same in the file, where the environment wins', () => {
    const file = JSON.stringify({
      HOLDFAST_PORT: 9000,
      HOLDFAST_PLATFORM_NAME: 'Acme',
      HOLDFAST_TRUSTED_PROXIES: ['::1'],
    });
    const { config } = load({ HOLDFAST_CONFIG_FILE: '/c.json', HOLDFAST_PORT: '9100' }, { '/c.json': file });
    expect(config).toMatchObject({ port: 9100, platformName: 'Acme', trustedProxies: ['::1'] });
  });

  it('that are unknown in the file are refused alike', () => {
    const file = JSON.stringify({ HOLDFAST_PROT: 9000, port: 1, HOLDFAST_CONFIG_FILE: '/d.json' });
    const lines = linesOf({ HOLDFAST_CONFIG_FILE: '/c.json' }, { '/c.json': file });
    expect(lines).toHaveLength(3);
    expect(lines[0]).toBe('HOLDFAST_PROT is not a setting (in /c.json). Did you mean HOLDFAST_PORT?');
  });

  it('cannot come from a file that is missing or no JSON object', () => {
    const env = { HOLDFAST_CONFIG_FILE: '/c.json' };
    expect(linesOf(env)).toEqual(['HOLDFAST_CONFIG_FILE: /c.json cannot be read.']);
    for (const text of ['{', '[]', '1', 'null', '']) {
      expect(linesOf(env, { '/c.json': text })).toEqual([expect.stringContaining('HOLDFAST_CONFIG_FILE: /c.json')]);
    }
  });
});

describe('values', () => {
  it.each([
    ['HOLDFAST_PORT', '80a'],
    ['HOLDFAST_PORT', '65536'],
    ['HOLDFAST_PORT', '-1'],
    ['HOLDFAST_PORT', '8401'],
    ['HOLDFAST_SIGN_UP', 'maybe'],
    ['HOLDFAST_MANAGEMENT_NAMES', 'http://holdfast.internal'],
    ['HOLDFAST_MANAGEMENT_NAMES', 'holdfast.internal:8401'],
    ['HOLDFAST_MODE', 'test'],
    ['HOLDFAST_LOG_LEVEL', 'loud'],
    ['HOLDFAST_DEFAULT_TIER', 'hardware'],
    ['HOLDFAST_PLATFORM_NAME', 'x'.repeat(65)],
    ['HOLDFAST_PUBLIC_URL', 'localhost'],
    ['HOLDFAST_PUBLIC_URL', 'ftp://localhost'],
    ['HOLDFAST_PUBLIC_URL', 'http://localhost:8400/app'],
    ['HOLDFAST_PUBLIC_URL', 'http://localhost:8400/?a'],
    ['HOLDFAST_PUBLIC_URL', 'http://u:p@localhost:8400'],
    ['HOLDFAST_PUBLIC_URL', 'http://127.0.0.1:8400'],
    ['HOLDFAST_PUBLIC_URL', 'http://[::1]:8400'],
    ['HOLDFAST_DATABASE_URL', 'mysql://localhost/x'],
    ['HOLDFAST_DATABASE_URL', 'postgres'],
    ['HOLDFAST_DATABASE_CONNECTIONS_MAX', '0'],
    ['HOLDFAST_SMTP_URL', 'mail.example.com'],
    ['HOLDFAST_MAIL_FROM', 'nobody'],
    ['HOLDFAST_MAIL_FROM', 'a@x.example, b@x.example'],
    ['HOLDFAST_TRUSTED_PROXIES', '10.0.0.0/8, proxy'],
    ['HOLDFAST_TRUSTED_PROXIES', '10.0.0.0/33'],
    ['HOLDFAST_HELP_URL', 'javascript:alert(1)'],
    ['HOLDFAST_HELP_URL', 'help'],
    ['HOLDFAST_RP_ID', 'example.com'],
    ['HOLDFAST_RELATED_ORIGINS', 'https://example.org/path'],
    ['HOLDFAST_RELATED_ORIGINS', 'http://example.org'],
    ['HOLDFAST_METADATA_BLOB', 'http://mds.example.org'],
    ['HOLDFAST_SECRETS_FILE', '/missing'],
  ])('that cannot be used are refused by name: %s=%s', (name, value) => {
    const lines = linesOf({ [name]: value });
    expect(lines.some((line) => line.includes(name) || line.includes('HOLDFAST_MANAGEMENT_PORT'))).toBe(true);
  });

  it('are all reported at once, each of them once', () => {
    const lines = linesOf({ HOLDFAST_PORT: 'x', HOLDFAST_SIGN_UP: 'x', HOLDFAST_MODE: 'x', HOLDFAST_PRT: '1' });
    expect(lines.map((line) => line.split(' ')[0]).sort()).toEqual([
      'HOLDFAST_MODE',
      'HOLDFAST_PORT',
      'HOLDFAST_PRT',
      'HOLDFAST_SIGN_UP',
    ]);
  });

  it('of a list are split at commas and trimmed', () => {
    const { config } = load({ HOLDFAST_TRUSTED_PROXIES: '10.0.0.0/8 , ::1,' });
    expect(config.trustedProxies).toEqual(['10.0.0.0/8', '::1']);
  });

  it('cannot be changed once they are loaded', () => {
    const { config } = load({});
    expect(() => Object.assign(config, { port: 1 })).toThrow();
    expect(() => Object.assign(config.policy.sessions.advanced, { idleSeconds: 1e9 })).toThrow();
  });

  it('name PostgreSQL by its URL, which is kept among the secrets', () => {
    const url = 'postgresql://holdfast:xyzzy@db.example.com:5432/holdfast';
    const { config, secrets } = load({ HOLDFAST_DATABASE_URL: url, HOLDFAST_DATABASE_CONNECTIONS_MAX: '4' });
    expect(config.database).toEqual({ kind: 'postgres', connectionsMax: 4 });
    expect(secrets.databaseUrl).toBe(url);
  });

  it('let the RP id be the host or a domain above it, and nothing beside it', () => {
    const rpId = (id: string) => ({ ...PRODUCTION, HOLDFAST_RP_ID: id });
    expect(load(rpId('example.com')).config.rpId).toBe('example.com');
    for (const id of ['com', 'ample.com', 'badexample.com', 'login.account.example.com', 'Example.com']) {
      expect(linesOf(rpId(id))).toEqual([expect.stringContaining('HOLDFAST_RP_ID')]);
    }
  });
});

describe('limits', () => {
  it("are product.md's when nothing is set", () => {
    expect(load({}).config.policy).toEqual({
      defaultTier: 'standard',
      sessions: {
        standard: { idleSeconds: 1_209_600, absoluteSeconds: 2_592_000 },
        advanced: { idleSeconds: 3600, absoluteSeconds: 86_400 },
        hardware: { idleSeconds: 900, absoluteSeconds: 43_200 },
      },
      stepUpSecondsMax: 300,
    });
  });

  it.each([
    ['HOLDFAST_SESSION_IDLE_SECONDS_STANDARD', 1_209_600],
    ['HOLDFAST_SESSION_ABSOLUTE_SECONDS_STANDARD', 2_592_000],
    ['HOLDFAST_SESSION_IDLE_SECONDS_ADVANCED', 3600],
    ['HOLDFAST_SESSION_ABSOLUTE_SECONDS_ADVANCED', 86_400],
    ['HOLDFAST_SESSION_IDLE_SECONDS_HARDWARE', 900],
    ['HOLDFAST_SESSION_ABSOLUTE_SECONDS_HARDWARE', 43_200],
    ['HOLDFAST_STEP_UP_SECONDS', 300],
  ])('are never loosened: %s is %i at most', (name, most) => {
    expect(linesOf({ [name]: String(most) })).toEqual([]);
    expect(linesOf({ [name]: String(most - 1) })).toEqual([]);
    const lines = linesOf({ [name]: String(most + 1) });
    expect(lines).toEqual([expect.stringMatching(new RegExp(`^${name} may be ${most} at most .*never looser`))]);
  });

  it('of a stronger tier follow a stricter one below, and may not exceed it', () => {
    const strict = { HOLDFAST_SESSION_IDLE_SECONDS_STANDARD: '600' };
    const { sessions } = load(strict).config.policy;
    expect([sessions.advanced.idleSeconds, sessions.hardware.idleSeconds]).toEqual([600, 600]);
    expect(linesOf({ ...strict, HOLDFAST_SESSION_IDLE_SECONDS_ADVANCED: '601' })).toEqual([
      expect.stringContaining('HOLDFAST_SESSION_IDLE_SECONDS_ADVANCED may be 600 at most'),
    ]);
  });
});

describe('secrets', () => {
  const OTHER = SECRET.replace('1:', '2:');

  it('come in versions, the current one first', () => {
    const { secrets } = load({ ...PRODUCTION, HOLDFAST_SECRETS: `${OTHER}, ${SECRET}` });
    expect(secrets.keyRing.map(({ version }) => version)).toEqual(['2', '1']);
  });

  it('may come from a file, one a line', () => {
    const env = { ...without('HOLDFAST_SECRETS'), HOLDFAST_SECRETS_FILE: '/run/s' };
    expect(load(env, { '/run/s': `${OTHER}\n${SECRET}\n` }).secrets.keyRing).toHaveLength(2);
    expect(linesOf(env, { '/run/s': '\n' })).toEqual(['HOLDFAST_SECRETS_FILE holds no secret.']);
    expect(linesOf({ ...env, HOLDFAST_SECRETS: SECRET }, { '/run/s': OTHER }).join()).toContain('keep one');
  });

  it.each([
    ['shorter than 32 bytes', `1:${Buffer.from(Array.from({ length: 31 }, (_, i) => i * 7)).toString('base64url')}`],
    ['not random', `1:${'A'.repeat(43)}`],
    ['without a version', SECRET.slice(2)],
    ['of one version twice', `${SECRET},${SECRET}`],
    ['not base64url', `1:${'+/+/'.repeat(12)}`],
    ['of a long version', SECRET.replace('1:', '10:')],
  ])('are refused when they are %s, and never quoted', (_what, text) => {
    const lines = linesOf({ ...PRODUCTION, HOLDFAST_SECRETS: text });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^HOLDFAST_SECRETS:/);
    expect(lines[0]).not.toContain(text.slice(2, 20));
  });

  it('are never quoted when something else is wrong with them', () => {
    const env = {
      HOLDFAST_SMTP_URL: 'http://u:xyzzy@h',
      HOLDFAST_DATABASE_URL: 'mysql://u:xyzzy@h/d',
      HOLDFAST_MAIL_FROM: 'a@b.c',
    };
    expect(linesOf(env)).toHaveLength(2);
    expect(linesOf(env).join()).not.toContain('xyzzy');
    expect(linesOf({ HOLDFAST_CONFIG_FILE: '/c' }, { '/c': '{"HOLDFAST_SMTP_URL": xyzzy' }).join()).not.toContain(
      'xyzzy',
    );
  });

  it('are shown by no way of printing, and are not in the config', () => {
    const loaded = load({ ...PRODUCTION, HOLDFAST_DATABASE_URL: 'postgres://u:xyzzy@h/d' });
    const { secrets } = loaded;
    const printed = [
      JSON.stringify(loaded),
      String(secrets),
      `${secrets}`,
      inspect(loaded, { depth: 9, showHidden: true }),
      inspect({ ...secrets }),
      JSON.stringify(Object.entries(secrets)),
    ].join();
    expect(printed).not.toContain('xyzzy');
    expect(printed).not.toContain(SECRET.slice(2));
    expect(printed).toContain('[secrets]');
  });
});

describe('witnesses', () => {
  const key = 'witness.example.org/w1+8d9a7b5c+BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
  const line = formatCosignerKey(
    sha256,
    {
      encode: (text) => Buffer.from(text),
      base64: (bytes) => Buffer.from(bytes).toString('base64'),
      bytes: (base64) => Buffer.from(base64, 'base64'),
    },
    {
      name: 'w.example/w1',
      algorithm: 'ed25519',
      publicKey: new Uint8Array(32),
    },
  );

  it('are a key and an address each, by https alone in production', () => {
    const { config } = load({ ...PRODUCTION, HOLDFAST_LOG_WITNESSES: `${line} https://w.example/` });
    expect(config.witnesses).toEqual([{ name: 'w.example/w1', key: line, url: 'https://w.example' }]);
    expect(load({ HOLDFAST_LOG_WITNESSES: `${line} http://localhost:1` }).config.witnesses).toHaveLength(1);
    const http = { ...PRODUCTION, HOLDFAST_LOG_WITNESSES: `${line} http://localhost:1` };
    expect(linesOf(http).join()).toMatch(/comes a space and its https/);
  });

  it.each([
    ['a key with another’s id', `${key} https://w.example`, /not a witness’s key/],
    ['no address', line, /comes a space and its https/],
    ['the same name twice', `${line} https://a.example,${line} https://b.example`, /there twice/],
  ])('with %s stop the server', (_, text, sentence) => {
    expect(linesOf({ HOLDFAST_LOG_WITNESSES: text }).join()).toMatch(sentence);
  });
});
