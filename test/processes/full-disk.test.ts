// A disk that is full, under a server and under an export: it is said, nothing is there by half, and with room it goes on.

import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../support/browser-like.ts';
import { holdfast } from '../support/command-line.ts';
import { readMailbox } from '../support/mailbox.ts';
import { type Person, personWithKey } from '../support/people.ts';
import { ServerProcess } from '../support/server-process.ts';
import { waitUntil } from '../support/wait-until.ts';

/** In blocks of 512 bytes: the database fits, its write-ahead log soon does not. */
const BLOCKS = 4000;
const NAMES_MAX = 5000;
const AT_ONCE = 8;

let server: ServerProcess;
let person: Person;
beforeAll(async () => {
  server = await ServerProcess.prepare({}, { fileBlocksMax: BLOCKS });
  await server.start();
  person = await personWithKey({ url: server.url, ...readMailbox(server.url) }, 'full@example.org');
});
afterAll(() => server.dispose());

const readiness = async (): Promise<number> => (await fetch(`${server.managementUrl}/health/ready`)).status;
const checkpoint = async (): Promise<string> => (await fetch(`${server.url}/log/checkpoint`)).text();
const sealerSaid = (): string[] => server.output.split('\n').filter((line) => /\bjob=sealer\b/.test(line));

/**
 * Renames until neither a request nor the sealer has room.
 * @returns the names that were acknowledged, and how the others were refused
 */
async function fill(): Promise<{ readonly names: readonly string[]; readonly problems: readonly Problem[] }> {
  const names: string[] = [];
  const problems: Problem[] = [];
  const isFull = (): boolean => problems.length > 0 && sealerSaid().length > 0;
  const rename = async (from: number): Promise<void> => {
    for (let number = from; number < NAMES_MAX && !isFull(); number += AT_ONCE) {
      const displayName = `Mara ${number}`;
      const answer = await person.browser.send('account.rename', { body: { displayName } });
      if (answer.status === 200) names.push(displayName);
      else problems.push((await answer.json()) as Problem);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, from) => rename(from)));
  return { names, problems };
}

it('keeps what it acknowledged, reads on, says why it cannot write, seals the rest once it can', async () => {
  const { names, problems } = await fill();
  expect(names.length).toBeGreaterThan(20);
  expect(problems.length).toBeGreaterThan(0);
  for (const problem of problems) {
    expect(problem).toMatchObject({ status: 503, code: 'server.unavailable', retryAfterSeconds: 5 });
  }

  expect(sealerSaid()[0]).toMatch(/ error +a job failed and will run again job=sealer/);
  // What is left over has room for little things, and the looks at the clock take it.
  await waitUntil(async () => expect(await readiness()).toBe(503));
  expect((await person.browser.call('session.read')).email).toBe('full@example.org');
  const before = await checkpoint();

  // Room comes back: the write-ahead log goes into the database, as an operator's clearing up would have it.
  const database = new Database(join(server.dataDir, 'holdfast.db'));
  database.pragma('wal_checkpoint(TRUNCATE)');
  const waiting = database.prepare<[], { id: string }>('select id from audit_event where position is null').all();
  expect(waiting.length).toBeGreaterThan(0);
  await waitUntil(async () => expect(await readiness()).toBe(200));
  await waitUntil(() =>
    expect(database.prepare('select id from audit_event where position is null').all()).toEqual([]),
  );
  const sealed = database
    .prepare<[], { subject: string }>("select subject from audit_event where operation = 'account.rename'")
    .all();
  database.close();
  expect(sealed.map(({ subject }) => subject).sort()).toEqual([...names].sort());
  await person.browser.call('account.rename', { displayName: 'Mara' });

  await waitUntil(() => expect(sealerSaid().at(-1)).toMatch(/ warn +a job that failed runs again job=sealer/));
  const since = join(server.dataDir, 'before.note');
  writeFileSync(since, before);
  const said = await holdfast(['audit', 'verify', '--since', since], { HOLDFAST_DATA_DIR: server.dataDir });
  expect(said).toMatchObject({ status: 0, err: '' });
});

describe('an export', () => {
  const data = () => ({ HOLDFAST_DATA_DIR: server.dataDir });
  const folder = () => join(server.dataDir, 'exports');
  /** Half of what is needed, and no less than SQLite's own files. */
  const tooFew = (whole: string): number => Math.max(70, Math.floor(statSync(whole).size / 1024));
  beforeAll(() => mkdirSync(folder()));

  it('of the log says that it was not written, and leaves what was there', async () => {
    const [whole, out] = [join(folder(), 'whole'), join(folder(), 'log')];
    writeFileSync(out, 'an older one');
    expect(await holdfast(['audit', 'export', '--out', whole], data())).toMatchObject({ status: 0, err: '' });
    const said = await holdfast(['audit', 'export', '--out', out], data(), undefined, tooFew(whole));
    expect(said).toMatchObject({ status: 1, out: '' });
    expect(said.err).toMatch(/^\S+\/log was not written: EFBIG: file too large, write\.\n$/);
    expect(readFileSync(out, 'utf8')).toBe('an older one');
    expect(existsSync(`${out}.part`)).toBe(false);
  });

  it('of events says so too, and goes on when there is room', async () => {
    const [whole, out] = [join(folder(), 'whole.ndjson'), join(folder(), 'events')];
    const words = ['audit', 'export', '--format', 'ndjson', '--to', new Date().toISOString(), '--out'];
    expect(await holdfast([...words, whole], data())).toMatchObject({ status: 0, err: '' });
    const said = await holdfast([...words, out], data(), undefined, tooFew(whole));
    expect(said).toMatchObject({ status: 1, out: '' });
    expect(said.err).toMatch(
      /^\S+\/events was not written to its end: EFBIG: file too large, write\. When that is mended, go on with --resume\.\n$/,
    );
    expect(existsSync(out)).toBe(false);
    expect(await holdfast([...words, out, '--resume'], data())).toMatchObject({ status: 0, err: '' });
    expect(readFileSync(out, 'utf8')).toBe(readFileSync(whole, 'utf8'));
  });
});

it('is no place for a backup either, and no half of one is left', async () => {
  const data = { HOLDFAST_DATA_DIR: server.dataDir };
  const [whole, out] = [join(server.dataDir, 'whole.backup'), join(server.dataDir, 'half.backup')];
  expect(await holdfast(['backup', '--out', whole], data)).toMatchObject({ status: 0 });
  const blocks = Math.max(70, Math.floor(statSync(whole).size / 1024));
  const said = await holdfast(['backup', '--out', out], data, undefined, blocks);
  expect(said).toMatchObject({ status: 1, out: '' });
  expect(said.err).toMatch(/half\.backup was not written: EFBIG: file too large, write\.\n$/);
  expect([out, `${out}.part`].filter((path) => existsSync(path))).toEqual([]);
});
