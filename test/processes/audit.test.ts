// An auditor at the command line: a log that is as sealed verifies with the server switched off, and whatever was done to
// it afterwards is named.

import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFile } from '../../packages/cli/src/audit/export-file.ts';
import { holdfast } from '../support/command-line.ts';
import { readMailbox } from '../support/mailbox.ts';
import { type Person, personWithKey } from '../support/people.ts';
import { ServerProcess } from '../support/server-process.ts';
import { waitUntil } from '../support/wait-until.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-audit-'));
const at = (name: string): string => join(folder, name);
let server: ServerProcess;
let person: Person;
let early: string;
let key: string;

/** Resolves when everything that happened is sealed: the last of it shows its proof. */
async function sealed(): Promise<void> {
  await waitUntil(async () => {
    const { events } = await person.browser.call('activity.list');
    const eventId = events[0]?.id ?? '';
    expect((await person.browser.call('activity.prove', undefined, { eventId })).sealed).not.toBeNull();
  });
}

const inDatabase = { HOLDFAST_DATA_DIR: '' };
const database = (): string => join(server.dataDir, 'holdfast.db');

beforeAll(async () => {
  server = await ServerProcess.prepare();
  await server.start();
  inDatabase.HOLDFAST_DATA_DIR = server.dataDir;
  person = await personWithKey({ url: server.url, ...readMailbox(server.url) }, 'auditor@example.org');
  await sealed();
  early = (await person.browser.call('log.read')).checkpoint;
  writeFileSync(at('early.note'), early);
  for (let index = 0; index < 8; index++) await person.browser.call('account.rename', { displayName: `Mara ${index}` });
  await sealed();
  key = (await person.browser.call('log.read')).key;
  await server.end('SIGTERM');
});
afterAll(async () => {
  await server.dispose();
  rmSync(folder, { recursive: true, force: true });
});

describe('an exported log', () => {
  beforeAll(async () => {
    const said = await holdfast(['audit', 'export', '--out', at('log')], inDatabase);
    expect(said).toMatchObject({ status: 0, err: '' });
  });

  it('verifies with the server off, under the auditor’s key, and grew from what a witness kept', async () => {
    const said = await holdfast(['audit', 'verify', at('log'), '--key', key, '--since', at('early.note'), '--json']);
    expect(said).toMatchObject({ status: 0, err: '' });
    expect(JSON.parse(said.out)).toMatchObject({ verified: true, key, keyWasGiven: true });
  });

  it('says which key it took the file’s own word for', async () => {
    const said = await holdfast(['audit', 'verify', at('log')]);
    expect(said.status).toBe(0);
    expect(said.out).toContain(key);
  });

  it('does not verify with any byte flipped', async () => {
    const bytes = readFileSync(at('log'));
    const missed: number[] = [];
    // Every byte of the last entries and of the end, and each eleventh of the rest.
    const start = bytes.length - 1500;
    for (let place = 0; place < bytes.length - 1; place += place < start ? 11 : 1) {
      const altered = Buffer.from(bytes);
      altered[place] = (altered[place] ?? 0) ^ 1;
      writeFileSync(at('altered'), altered);
      const fault = await checkFile(at('altered')).then(
        () => null,
        (error: Error) => error.name,
      );
      if (fault !== 'LogFault') missed.push(place);
    }
    expect(missed).toEqual([]);
  });

  const lines = (): string[] => readFileSync(at('log'), 'utf8').split('\n').slice(0, -1);
  const write = (changed: readonly string[]): string => {
    writeFileSync(at('changed'), `${changed.join('\n')}\n`);
    return at('changed');
  };

  it.each<[string, (all: string[]) => string[], RegExp]>([
    ['without an entry', (all) => all.filter((_, index) => index !== 4), /Entry 3 is missing/],
    ['with two entries exchanged', ([a = '', b = '', c = '', ...rest]) => [a, c, b, ...rest], /Entry 0 is missing/],
    [
      'with an entry twice',
      (all) => all.flatMap((line, index) => (index === 3 ? [line, line] : [line])),
      /stands where/,
    ],
    ['cut off midway', (all) => all.slice(0, 6), /cut off/],
    ['that goes on after its end', (all) => [...all, all[1] ?? ''], /after the checkpoint/],
    ['without its last entry', (all) => all.toSpliced(-2, 1), /checkpoint is of another size/],
    ['that is empty', () => [], /Line 1/],
  ])('%s is refused, and the place is named', async (_, change, fault) => {
    const said = await holdfast(['audit', 'verify', write(change(lines())), '--key', key]);
    expect(said.status).toBe(1);
    expect(said.out).toMatch(/^NOT AS SEALED\./);
    expect(said.out).toMatch(fault);
  });

  it('re-signed by another key is refused by whoever knows the log’s own', async () => {
    const other = await ServerProcess.prepare({
      HOLDFAST_PUBLIC_URL: server.url,
      HOLDFAST_PORT: new URL(server.url).port,
    });
    try {
      await other.start();
      const stranger = await personWithKey({ url: other.url, ...readMailbox(other.url) }, 'other@example.org');
      await waitUntil(async () => expect((await fetch(`${other.url}/log/checkpoint`)).status).toBe(200));
      expect((await stranger.browser.call('log.read')).origin).toBe(new URL(server.url).host.concat('/log'));
      await other.end('SIGTERM');
      await holdfast(['audit', 'export', '--out', at('other')], { HOLDFAST_DATA_DIR: other.dataDir });
      expect((await holdfast(['audit', 'verify', at('other')])).status).toBe(0);
      const said = await holdfast(['audit', 'verify', at('other'), '--key', key]);
      expect(said.status).toBe(1);
      expect(said.out).toMatch(/not signed by the log’s key/);
    } finally {
      await other.dispose();
    }
  });
});

describe('the log in the database', () => {
  /** Runs with the database altered, and puts it back. */
  async function altered(change: (db: Database.Database) => void): Promise<{ status: number | null; out: string }> {
    copyFileSync(database(), at('kept.db'));
    const db = new Database(database());
    change(db);
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    try {
      return await holdfast(['audit', 'verify', '--since', at('early.note')], inDatabase);
    } finally {
      copyFileSync(at('kept.db'), database());
    }
  }

  it('verifies as it is', async () => {
    const said = await holdfast(['audit', 'verify', '--key', key, '--since', at('early.note')], inDatabase);
    expect(said).toMatchObject({ status: 0, err: '' });
    expect(said.out).toMatch(/^As sealed: \d+ entries in the database\./);
  });

  it.each<[string, string, RegExp]>([
    [
      'a changed row',
      "update audit_event set operation = 'account.lock' where position = 5",
      /event of entry 5 .* changed: its operation/,
    ],
    ['a changed address', "update audit_event set ip = '192.0.2.1' where position = 6", /particulars of entry 6/],
    ['a dropped row', 'delete from audit_event where position = 3', /event of entry 3 .* was dropped/],
    ['a dropped entry', 'delete from log_entry where position = 4', /Entry 4 is missing/],
    [
      'a changed entry',
      `update log_entry set entry = replace(entry, 'done', 'refused') where position = 2`,
      /Entry 2 was changed/,
    ],
    [
      'an added row',
      `insert into audit_event (id, account_id, at, operation, outcome, actor, position)
       select 'evnt_00000000000000000000000000', account_id, at, operation, outcome, actor, 1 from audit_event where position = 1`,
      /evnt_00000000000000000000000000 was added/,
    ],
    [
      'two rows exchanged',
      'update audit_event set position = 13 - position where position in (6, 7)',
      /event of entry 6 .* claims another place: 7/,
    ],
    [
      'entries dropped from the end',
      'delete from log_entry where position > 5; delete from audit_event where position > 5',
      /there are 6/,
    ],
  ])('%s is found and named', async (_, sql, fault) => {
    const said = await altered((db) => db.exec(sql));
    expect(said.out).toMatch(fault);
    expect(said.status).toBe(1);
  });

  it('put back to an older state is found by whoever kept a newer checkpoint', async () => {
    copyFileSync(database(), at('kept.db'));
    const db = new Database(database());
    const { size, note } = db
      .prepare<[], { size: number; note: string }>('select size, note from log_checkpoint order by size desc limit 1')
      .get() ?? { size: 0, note: '' };
    writeFileSync(at('newest.note'), note);
    const older = (db: Database.Database): void => {
      const { kept } = db.prepare<[], { kept: number }>('select min(size) as kept from log_checkpoint').get() ?? {
        kept: 0,
      };
      db.exec(`delete from log_entry where position >= ${kept}; delete from audit_event where position >= ${kept};
        delete from log_checkpoint where size > ${kept}; update log_head set size = ${kept}`);
    };
    older(db);
    db.close();
    const said = await holdfast(['audit', 'verify', '--since', at('newest.note')], inDatabase);
    copyFileSync(at('kept.db'), database());
    expect(said.out).toMatch(new RegExp(`and had ${size}: the database was put back`));
    expect(said.status).toBe(1);
  });

  it('proves one event, and says so where there is none', async () => {
    const db = new Database(database(), { readonly: true });
    const { id } = db.prepare<[], { id: string }>('select id from audit_event where position = 3').get() ?? { id: '' };
    db.close();
    const said = await holdfast(['audit', 'prove', id], inDatabase);
    expect(JSON.parse(said.out)).toMatchObject({ index: 3, entry: expect.stringContaining(id) });
    const none = await holdfast(['audit', 'prove', 'evnt_none'], inDatabase);
    expect(none).toMatchObject({ status: 1, out: '' });
  });
});

describe('the command line', () => {
  it('opens no database that is not there, and makes none', async () => {
    const said = await holdfast(['audit', 'verify'], { HOLDFAST_DATA_DIR: at('nowhere') });
    expect(said).toMatchObject({ status: 78, out: '' });
    expect(said.err).toMatch(/There is no database/);
  });

  it('says that it cannot write an export where there is no such folder', async () => {
    const said = await holdfast(['audit', 'export', '--out', at('no/such/folder/log')], inDatabase);
    expect(said).toMatchObject({ status: 1, out: '' });
    expect(said.err).toMatch(/^\S+folder\/log was not written: ENOENT: no such file or directory[^\n]*\n$/);
  });

  it.each([
    [['audit', 'verify', 'nowhere']],
    [['audit', 'verify', '--key', 'none']],
    [['audit', 'export']],
    [['audit', 'unseal']],
  ])('%j is not understood', async (words) => {
    expect((await holdfast(words, inDatabase)).status).toBe(2);
  });
});
