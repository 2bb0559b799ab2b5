// What an operator does at the machine, as real processes: each command, and each exit status that its manual names.

import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdfast, holdfastUntil } from '../support/command-line.ts';
import { freePort } from '../support/free-port.ts';
import { readMailbox } from '../support/mailbox.ts';
import { type Person, personWithKey } from '../support/people.ts';
import { ServerProcess } from '../support/server-process.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';
import { newPostgresUrl } from '../support/stores.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-commands-'));
const at = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One row of a query over the file in a data folder. */
function row<Row>(dataDir: string, query: string): Row | undefined {
  const database = new Database(join(dataDir, 'holdfast.db'), { readonly: true });
  try {
    return database.prepare<[], Row>(query).get();
  } finally {
    database.close();
  }
}
function change(dataDir: string, statement: string): void {
  const database = new Database(join(dataDir, 'holdfast.db'));
  database.exec(statement);
  database.close();
}
const newestEvent = (dataDir: string) =>
  row<{ operation: string; subject: string | null }>(dataDir, 'select * from audit_event order by rowid desc limit 1');

describe('migrate', () => {
  const env = { HOLDFAST_DATA_DIR: at('migrated') };

  it('says what it would do, and does nothing', async () => {
    const said = await holdfast(['migrate', '--dry-run'], env);
    expect(said).toMatchObject({ status: 1, err: '' });
    expect(said.out).toMatch(/has schema 0; \d+ would take:\n {2}0001 {2}protected-account\n/);
    expect(existsSync(join(env.HOLDFAST_DATA_DIR, 'holdfast.db'))).toBe(false);
  });

  it('makes the database, brings it up, and finds it so afterwards', async () => {
    const said = await holdfast(['migrate', '--json'], env);
    expect(said).toMatchObject({ status: 0, err: '' });
    const { newest } = JSON.parse(said.out);
    expect(JSON.parse(said.out)).toMatchObject({ found: 0, applied: true });
    const again = await holdfast(['migrate', '--dry-run', '--json'], env);
    expect(again.status).toBe(0);
    expect(JSON.parse(again.out)).toEqual({ found: newest, newest, missing: [], applied: false });
  });

  it('leaves a newer schema alone', async () => {
    const dataDir = at('newer');
    await holdfast(['migrate'], { HOLDFAST_DATA_DIR: dataDir });
    change(dataDir, "insert into schema_migration (number, name, applied_at) values (999, 'of the future', 0)");
    for (const words of [['migrate'], ['migrate', '--dry-run']]) {
      const said = await holdfast(words, { HOLDFAST_DATA_DIR: dataDir });
      expect(said.status).toBe(78);
      expect(said.err).toMatch(/has schema 999; this program knows/);
    }
  });

  it('takes no argument', async () => {
    expect((await holdfast(['migrate', 'everything'], env)).status).toBe(2);
  });
});

describe('setup', () => {
  const env = { HOLDFAST_DATA_DIR: at('set-up') };
  beforeAll(() => holdfast(['migrate'], env));

  it('prints a one-time link, a new one each time', async () => {
    const first = await holdfast(['setup'], env);
    expect(first).toMatchObject({ status: 0, err: '' });
    expect(first.out).toMatch(/^http:\/\/localhost:8400\/setup#hfl_\S+\n$/);
    const second = JSON.parse((await holdfast(['setup', '--json'], env)).out);
    expect(second).toMatchObject({ again: false });
    expect(`${second.link}\n`).not.toBe(first.out);
  });

  it('prints none where the server is set up, but for one more operator, confirmed and on record', async () => {
    change(env.HOLDFAST_DATA_DIR, "insert into fact (name, value) values ('setup.done-at', '1')");
    const said = await holdfast(['setup'], env);
    expect(said).toMatchObject({ status: 1, out: '' });
    expect(said.err).toMatch(/setup --again/);
    expect(await holdfast(['setup', '--again'], env)).toMatchObject({ status: 2, out: '' });
    expect((await holdfast(['setup', '--again', '--yes'], env)).out).toMatch(/#hfl_/);
    expect(newestEvent(env.HOLDFAST_DATA_DIR)).toMatchObject({ operation: 'setup.reissue' });
  });

  it('makes no database', async () => {
    expect((await holdfast(['setup'], { HOLDFAST_DATA_DIR: at('nowhere') })).status).toBe(78);
  });
});

describe('keys rotate', () => {
  let server: ServerProcess;
  let person: Person;
  const env = { HOLDFAST_DATA_DIR: '' };
  const versions = (): string[] =>
    (JSON.parse(readFileSync(join(server.dataDir, 'secrets.json'), 'utf8')) as { secrets: string }).secrets
      .split(',')
      .map((secret) => secret.charAt(0));

  beforeAll(async () => {
    server = await ServerProcess.prepare();
    env.HOLDFAST_DATA_DIR = server.dataDir;
    await server.start();
    person = await personWithKey({ url: server.url, ...readMailbox(server.url) }, 'ada@example.org');
    await server.end('SIGTERM');
  });
  afterAll(() => server.dispose());

  it('puts a new version in front, on record, and signs nobody out', async () => {
    const said = await holdfast(['keys', 'rotate', '--json'], env);
    expect(said).toMatchObject({ status: 0, err: '' });
    expect(JSON.parse(said.out)).toEqual({
      version: '2',
      versions: ['2', '1'],
      file: join(server.dataDir, 'secrets.json'),
    });
    expect(versions()).toEqual(['2', '1']);
    expect(newestEvent(server.dataDir)).toMatchObject({ operation: 'secrets.rotate', subject: 'version 2' });
    await server.start();
    expect((await person.browser.call('account.read')).email).toBe('ada@example.org');
    await server.end('SIGTERM');
  });

  it('hands the new list out to standard output alone, and writes no file', async () => {
    const said = await holdfast(['keys', 'rotate', '--print'], env);
    expect(said.status).toBe(0);
    expect(said.out).toMatch(/^3:[\w-]{43},2:[\w-]{43},1:[\w-]{43}\n$/);
    expect(said.err).not.toContain(said.out.slice(2, 20));
    expect(versions()).toEqual(['2', '1']);
  });

  it('rotates nothing that the environment holds', async () => {
    const HOLDFAST_SECRETS = `a:${randomBytes(32).toString('base64url')}`;
    const said = await holdfast(['keys', 'rotate'], { ...env, HOLDFAST_SECRETS });
    expect(said).toMatchObject({ status: 78, out: '' });
    expect(said.err).toMatch(/HOLDFAST_SECRETS_FILE, or --print/);
  });

  it('rotates nothing where it cannot be put on record', async () => {
    const dataDir = at('no-database');
    const secrets = at('kept-secrets');
    const text = `a:${randomBytes(32).toString('base64url')}\n`;
    writeFileSync(secrets, text, { mode: 0o600 });
    const said = await holdfast(['keys', 'rotate'], { HOLDFAST_DATA_DIR: dataDir, HOLDFAST_SECRETS_FILE: secrets });
    expect(said.status).toBe(78);
    expect(readFileSync(secrets, 'utf8')).toBe(text);
  });
});

interface Examined {
  readonly healthy: boolean;
  readonly findings: readonly {
    readonly check: string;
    readonly state: string;
    readonly says: string;
    readonly remedy: string | null;
  }[];
}

describe('doctor', () => {
  let server: ServerProcess;
  let env: Record<string, string>;
  const examine = async (more: Record<string, string> = {}) => {
    const said = await holdfast(['doctor', '--json'], { ...env, ...more });
    const examined = JSON.parse(said.out) as Examined;
    const of = (check: string) => examined.findings.find((finding) => finding.check === check);
    return { status: said.status, examined, of };
  };

  beforeAll(async () => {
    const sink = await startSmtpSink();
    const where = {
      HOLDFAST_DATABASE_URL: await newPostgresUrl(),
      HOLDFAST_SMTP_URL: sink.url,
      HOLDFAST_MAIL_FROM: 'holdfast@example.org',
    };
    server = await ServerProcess.prepare(where);
    await server.start();
    env = {
      ...where,
      HOLDFAST_DATA_DIR: server.dataDir,
      HOLDFAST_PUBLIC_URL: server.url,
      HOLDFAST_PORT: new URL(server.url).port,
      HOLDFAST_MANAGEMENT_PORT: new URL(server.managementUrl).port,
    };
    return () => sink.close();
  });
  afterAll(() => server.dispose());

  it('finds nothing that fails where all is well, and says each thing that it looked at', async () => {
    const { status, examined } = await examine();
    expect(examined.findings.filter(({ state }) => state === 'fail')).toEqual([]);
    expect(examined.findings.map(({ check }) => check)).toEqual([
      'settings',
      'secrets-file',
      'secrets',
      'anchor',
      'disk',
      'server',
      'database',
      'clock',
      'record',
      'sealing',
      'outbox',
      'set-up',
      'clock-believed',
      'address',
      'clock-outside',
      'mail',
    ]);
    expect(status).toBe(0);
  });

  it('says it in lines, for people', async () => {
    const said = await holdfast(['doctor'], env);
    expect(said.out).toMatch(/^ok {3}settings {7}The settings can be used; mode: development\.\n/);
    expect(said.out).toMatch(/^warn set-up {9}Nobody has set the server up yet\.\n {20}→ npx holdfast setup\n/m);
  });

  it('finds secrets that others can read', async () => {
    const secrets = join(server.dataDir, 'secrets.json');
    chmodSync(secrets, 0o644);
    const { status, of } = await examine();
    chmodSync(secrets, 0o600);
    expect(of('secrets-file')).toMatchObject({ state: 'fail', remedy: `chmod go= ${secrets}` });
    expect(status).toBe(1);
  });

  it('finds a mail server that takes no mail, and a database that does not answer', async () => {
    const nowhere = await freePort();
    const { status, of } = await examine({
      HOLDFAST_SMTP_URL: `smtp://127.0.0.1:${nowhere}`,
      HOLDFAST_DATABASE_URL: `postgres://nobody@127.0.0.1:${nowhere}/none`,
    });
    expect(of('mail')?.state).toBe('fail');
    expect(of('database')?.state).toBe('fail');
    expect(status).toBe(1);
  });

  it('names every setting that cannot be used', async () => {
    const { status, examined } = await examine({ HOLDFAST_PORT: 'many', HOLDFAST_LOG_LEVEL: 'loud' });
    expect(examined.findings).toHaveLength(2);
    expect(examined.findings[0]?.says).toMatch(/HOLDFAST_PORT/);
    expect(status).toBe(78);
  });
});

describe('serve', () => {
  const settings = async (): Promise<Record<string, string>> => {
    const port = await freePort();
    return {
      HOLDFAST_DATA_DIR: at('served'),
      HOLDFAST_PORT: String(port),
      HOLDFAST_MANAGEMENT_PORT: String(await freePort()),
      HOLDFAST_LOG_LEVEL: 'silent',
    };
  };

  it('runs the server, says where it is, and drains it when asked to stop', async () => {
    const env = await settings();
    const running = await holdfastUntil(['serve', '--json'], env, '"publicUrl"');
    const { publicUrl, setupLink } = JSON.parse(running.said());
    expect((await fetch(`${publicUrl}/api/v1/platform`)).status).toBe(200);
    expect(setupLink).toMatch(/#hfl_/);
    expect(await running.end('SIGTERM')).toBe(0);
  });

  it('says it in lines, for people', async () => {
    const running = await holdfastUntil(['serve'], await settings(), 'Holdfast is at');
    expect(running.said()).toMatch(/Set up the operator’s account, once: http/);
    await running.end('SIGTERM');
  });

  it('does not start with settings that cannot be used, nor on a port that is taken', async () => {
    expect((await holdfast(['serve'], { HOLDFAST_PORT: 'many' })).status).toBe(78);
    const env = await settings();
    const running = await holdfastUntil(['serve'], env, 'Holdfast is at');
    const second = await holdfast(['serve'], { ...env, HOLDFAST_MANAGEMENT_PORT: String(await freePort()) });
    expect(second.status).toBe(78);
    expect(second.err).toContain(`HOLDFAST_PORT is ${env.HOLDFAST_PORT}, which another program`);
    await running.end('SIGTERM');
  });
});

describe('help', () => {
  it('is of the command that was asked about, and no fault', async () => {
    const said = await holdfast(['keys', 'rotate', '--help']);
    expect(said).toMatchObject({ status: 0, err: '' });
    for (const part of ['Usage: holdfast keys rotate', 'Exit status:', 'Examples:', 'Environment:']) {
      expect(said.out).toContain(part);
    }
  });
});
