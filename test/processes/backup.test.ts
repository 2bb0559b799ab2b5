// An operator's backup: taken while people work, whole or not there, for its owner alone.

import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkBackup } from '../../packages/server/src/storage/backup/read-backup.ts';
import { holdfast } from '../support/command-line.ts';
import { readMailbox } from '../support/mailbox.ts';
import { type Person, personWithKey } from '../support/people.ts';
import { ServerProcess } from '../support/server-process.ts';
import { newPostgresUrl } from '../support/stores.ts';
import { inPieces } from '../support/written-backup.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-backups-'));
const at = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(['sqlite', 'postgres'] as const)('a backup on %s', (dialect) => {
  let server: ServerProcess;
  let env: Record<string, string>;
  let person: Person;

  beforeAll(async () => {
    const where: Record<string, string> =
      dialect === 'postgres' ? { HOLDFAST_DATABASE_URL: await newPostgresUrl() } : {};
    server = await ServerProcess.prepare(where);
    env = { HOLDFAST_DATA_DIR: server.dataDir, ...where };
    await server.start();
    person = await personWithKey({ url: server.url, ...readMailbox(server.url) }, 'ada@example.org');
  });
  afterAll(() => server.dispose());

  it('is taken while the server takes writes, and stops none of them', async () => {
    const out = at(`${dialect}.backup`);
    let isOver = false;
    let renamed = 0;
    const work = async (): Promise<void> => {
      while (!isOver) await person.browser.call('account.rename', { displayName: `Ada ${++renamed}` });
    };
    const working = work();
    const said = await holdfast(['backup', '--out', out, '--json'], env);
    isOver = true;
    await working;
    expect(said).toMatchObject({ status: 0, err: '' });
    expect(renamed).toBeGreaterThan(3);
    const checked = await checkBackup(inPieces(readFileSync(out)));
    expect(JSON.parse(said.out)).toMatchObject({ file: out, rows: checked.rows, bytes: statSync(out).size });
    expect(checked.log?.checkpoint).toContain(`/log\n${checked.log?.size}\n`);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(existsSync(`${out}.part`)).toBe(false);
  });

  it('goes to standard output too, byte for byte, so that it can be encrypted on its way', async () => {
    const said = await holdfast(['backup', '--out', '-'], env);
    expect(said.status).toBe(0);
    expect(said.err).toMatch(/^Wrote [\d,]+ rows of \d+ tables/);
    await checkBackup(inPieces(Buffer.from(said.out)));
  });
});

describe('what cannot be done', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = await ServerProcess.prepare();
    await server.start();
    await server.end('SIGTERM');
  });
  afterAll(() => server.dispose());
  const env = (): Record<string, string> => ({ HOLDFAST_DATA_DIR: server.dataDir });

  it('takes no other file’s place', async () => {
    writeFileSync(at('there'), 'already');
    const said = await holdfast(['backup', '--out', at('there')], env());
    expect(said).toMatchObject({ status: 2, out: '' });
    expect(readFileSync(at('there'), 'utf8')).toBe('already');
  });

  it('leaves nothing behind where it cannot write', async () => {
    expect((await holdfast(['backup', '--out', at('no/folder')], env())).status).toBe(1);
    expect(existsSync(at('no'))).toBe(false);
  });

  it('makes no database where there is none', async () => {
    const said = await holdfast(['backup', '--out', at('none')], { HOLDFAST_DATA_DIR: at('nowhere') });
    expect(said).toMatchObject({ status: 78, out: '' });
    expect(existsSync(at('none'))).toBe(false);
    expect(existsSync(at('none.part'))).toBe(false);
  });

  it('says what it needs', async () => {
    expect((await holdfast(['backup'], env())).status).toBe(2);
  });
});
