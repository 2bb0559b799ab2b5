// An auditor exports events in forms that other programs read: what was asked for and nothing else, in constant memory,
// and whatever was interrupted never looks whole and can be resumed.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeOrderedId } from '../../packages/server/src/domain/id.ts';
import { systemRandom } from '../../packages/server/src/platform/random.ts';
import { bareEnvironment } from '../support/bare-environment.ts';
import { holdfast } from '../support/command-line.ts';
import { readMailbox } from '../support/mailbox.ts';
import { type Person, personWithKey } from '../support/people.ts';
import { ServerProcess } from '../support/server-process.ts';
import { waitUntil } from '../support/wait-until.ts';

const MAIN = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));
const SCHEMA = new URL('../vectors/ocsf/ocsf-1.3.0.schema.json', import.meta.url);
const MANY = 240_000;
/** A quarter at most of what the events are, written out; with room for a collector that a busy machine keeps waiting. */
const HEAP_MB = 64;
/** Long after everything that really happened. */
const LATER = Date.UTC(2090, 0, 1);

const folder = mkdtempSync(join(tmpdir(), 'holdfast-export-'));
const at = (name: string): string => join(folder, name);
let server: ServerProcess;
let person: Person;
const env = { HOLDFAST_DATA_DIR: '' };

const linesOf = (name: string): Record<string, unknown>[] =>
  readFileSync(at(name), 'utf8')
    .trimEnd()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const run = async (name: string, ...words: string[]) => holdfast(['audit', 'export', '--out', at(name), ...words], env);

/** As if they had happened and been sealed; only what reads them is tested here. */
function addMany(): void {
  const db = new Database(join(server.dataDir, 'holdfast.db'));
  const insert = db.prepare(
    `insert into audit_event (id, at, operation, outcome, actor, ip, user_agent, subject, position)
     values (?, ?, 'session.end', 'done', 'system', '192.0.2.7', ?, 'Blå nøkkel', 0)`,
  );
  db.transaction(() => {
    for (let number = 0; number < MANY; number++) {
      const time = LATER + number;
      insert.run(makeOrderedId('evnt', time, systemRandom.bytes(16)), time, 'Mozilla/5.0 '.repeat(30));
    }
  })();
  db.close();
}

beforeAll(async () => {
  server = await ServerProcess.prepare();
  await server.start();
  env.HOLDFAST_DATA_DIR = server.dataDir;
  person = await personWithKey({ url: server.url, ...readMailbox(server.url) }, 'auditor@example.org');
  await personWithKey({ url: server.url, ...readMailbox(server.url) }, 'other@example.org');
  await person.browser.call('account.rename', { displayName: '=Mara' });
  await person.browser.refused('webhook.add', { body: { name: 'x', url: 'http://10.0.0.1/' } });
  await waitUntil(async () => {
    const { events } = await person.browser.call('activity.list');
    const eventId = events[0]?.id ?? '';
    expect((await person.browser.call('activity.prove', undefined, { eventId })).sealed).not.toBeNull();
  });
  await server.end('SIGTERM');
  addMany();
}, 120_000);
afterAll(async () => {
  await server.dispose();
  rmSync(folder, { recursive: true, force: true });
});

describe('an export of events', () => {
  const before = ['--to', new Date(LATER).toISOString()];

  it('has every one, oldest first, and says that it is not the log that can be verified', async () => {
    const said = await run('all', '--format', 'ndjson', ...before, '--json');
    expect(said).toMatchObject({ status: 0, err: '' });
    const events = linesOf('all');
    expect(JSON.parse(said.out)).toMatchObject({ events: events.length, verifiable: false });
    expect(events.map(({ operation }) => operation)).toEqual(
      expect.arrayContaining(['sign-up.complete', 'account.rename', 'webhook.add']),
    );
    const ids = events.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
    expect((await holdfast(['audit', 'verify', at('all')])).status).toBe(1);
  });

  it('is of the account, the actor, the operations and the time that were asked for', async () => {
    const accountId = linesOf('all').find(({ subject }) => subject === '=Mara')?.account;
    await run('account', '--actor', 'Auditor@example.org', ...before);
    expect(new Set(linesOf('account').map(({ account }) => account))).toEqual(new Set([accountId]));
    expect(linesOf('account')).toHaveLength(linesOf('all').filter(({ account }) => account === accountId).length);
    await run('family', '--operation', 'webhook.*', 'account.rename', ...before);
    expect(linesOf('family').map(({ operation }) => operation)).toEqual(['account.rename', 'webhook.add']);
    await run('system', '--actor', 'system', '--from', '2090-01-01', '--to', '2090-01-01T00:00:00.003Z');
    expect(linesOf('system').map((event) => event.at)).toEqual(
      [0, 1, 2].map((ms) => new Date(LATER + ms).toISOString()),
    );
    await run('none', '--to', '2001-01-01');
    expect(readFileSync(at('none'), 'utf8')).toBe('');
  });

  it('in OCSF has nothing but valid events, of everything that happened', async () => {
    expect(await run('ocsf', '--format', 'ocsf', ...before)).toMatchObject({ status: 0 });
    const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));
    const events = linesOf('ocsf');
    expect(events).toHaveLength(linesOf('all').length);
    for (const event of events) expect(validate(event) ? null : [event, validate.errors]).toBeNull();
  });

  it('as a table keeps what would be a formula from being one', async () => {
    expect(await run('table', '--format', 'csv', ...before)).toMatchObject({ status: 0 });
    const text = readFileSync(at('table'), 'utf8');
    expect(text.startsWith('\ufeffid,position,at,')).toBe(true);
    expect(text).toContain(`"'=Mara"`);
  });

  it.each([
    [['--format', 'xml']],
    [['--from', 'yesterday']],
    [['--to', '2026-13-01']],
    [['--actor', 'nobody']],
    [['--operation', 'a%']],
    [['--resume']],
  ])('%j is not understood', async (words) => {
    expect(await run('wrong', ...words)).toMatchObject({ status: 2, out: '' });
    expect(existsSync(at('wrong'))).toBe(false);
  });

  it('of somebody who is not there says so', async () => {
    expect(await run('wrong', '--actor', 'nobody@example.org')).toMatchObject({ status: 1, out: '' });
  });
});

describe('an export of 240,000 events', () => {
  it('needs no more memory than one of a few, in the longest of the forms', async () => {
    const limited = { ...env, NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}` };
    const said = await holdfast(['audit', 'export', '--out', at('many'), '--format', 'ocsf'], limited);
    expect(said).toMatchObject({ status: 0, err: '' });
    expect(statSync(at('many')).size).toBeGreaterThan(4 * HEAP_MB * 1024 * 1024);
  }, 120_000);

  it('that is killed leaves nothing that looks whole, and goes on from there to the same file', async () => {
    const some = ['--format', 'ndjson', '--to', new Date(LATER + 60_000).toISOString()];
    await run('whole', ...some);
    const words = [MAIN, 'audit', 'export', '--out', at('cut'), ...some];
    const child = spawn(process.execPath, words, { env: { ...bareEnvironment(), ...env }, stdio: 'ignore' });
    const exit = once(child, 'exit');
    const marked = (): number => (JSON.parse(readFileSync(at('cut.mark'), 'utf8')) as { bytes: number }).bytes;
    await waitUntil(() => expect(marked()).toBeGreaterThan(0));
    child.kill('SIGKILL');
    await exit;
    expect(existsSync(at('cut'))).toBe(false);
    expect(await run('cut', '--format', 'csv', '--resume')).toMatchObject({ status: 2 });
    expect(marked()).toBeLessThan(statSync(at('whole')).size);
    expect(await run('cut', ...some, '--resume')).toMatchObject({ status: 0, err: '' });
    expect(readFileSync(at('cut')).equals(readFileSync(at('whole')))).toBe(true);
    expect([existsSync(at('cut.part')), existsSync(at('cut.mark'))]).toEqual([false, false]);
  }, 120_000);
});
