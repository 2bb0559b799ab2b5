// An auditor takes the whole log away and verifies it with the server switched off. Then it is tampered with, in the file and in
// the database, and each time the first bad place is named.

import { copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { go } from '../../test/browser/on-page.ts';
import { witnessedLog } from './read-log.ts';
import type { Tour } from './traveller.ts';

const EXPORT = 'log.ndjson';

const databaseOf = ({ server }: Tour): string => join(server.dataDir, 'holdfast.db');

/** Where the newest entry of this operation stands in the log. */
function placeOf(tour: Tour, operation: string): number {
  const db = new Database(databaseOf(tour), { readonly: true });
  const row = db
    .prepare<[string], { place: number }>('select max(position) as place from audit_event where operation = ?')
    .get(operation);
  db.close();
  return row?.place ?? -1;
}

/** With the database altered behind the product's back, the server switched off, and put back. */
async function altered(tour: Tour, sql: string, look: () => Promise<unknown>): Promise<void> {
  const kept = `${databaseOf(tour)}.kept`;
  copyFileSync(databaseOf(tour), kept);
  const db = new Database(databaseOf(tour));
  db.exec(sql);
  db.close();
  await look();
  renameSync(kept, databaseOf(tour));
}

export async function auditTheExport(tour: Tour): Promise<void> {
  const { server, terminal, witness } = tour;
  const { key } = await witnessedLog(server.url);
  await terminal.holdfast({
    name: 'log-exported',
    did: 'An auditor exports the whole log while the server runs.',
    words: ['audit', 'export', '--out', terminal.at(EXPORT)],
    says: /^Wrote \d+ entries to /,
  });
  await server.switchOff();
  const trusted = ['--key', key, '--witness', witness?.keys[0] ?? ''];
  await terminal.holdfast({
    name: 'export-verified',
    did: 'The server is switched off. The auditor verifies the file with the keys that were written down elsewhere.',
    words: ['audit', 'verify', terminal.at(EXPORT), ...trusted],
    says: /^As sealed: \d+ entries .* Witnesses: witness\.example\.org\/w1\./,
  });
  const lines = readFileSync(terminal.at(EXPORT), 'utf8').split('\n');
  const place = placeOf(tour, 'credential.add');
  // The first line names the log; entry 0 stands in the second.
  const flipped = lines.map((line, index) => (index === place + 1 ? line.replace('credential', 'cr`dential') : line));
  writeFileSync(terminal.at('flipped.ndjson'), flipped.join('\n'));
  await terminal.holdfast({
    name: 'flipped-byte-named',
    did: `In a copy, one byte of entry ${place} is flipped.`,
    words: ['audit', 'verify', terminal.at('flipped.ndjson'), ...trusted],
    status: 1,
    says: new RegExp(`^NOT AS SEALED\\. .*\\b${place}\\b`),
  });
}

export async function tamperWithTheDatabase(tour: Tour): Promise<void> {
  const { terminal } = tour;
  const words = ['audit', 'verify'];
  await terminal.holdfast({
    name: 'database-verified',
    did: 'The operator verifies the database itself, before anybody touches it.',
    words,
    says: /^As sealed: \d+ entries in the database\./,
  });
  const key = placeOf(tour, 'credential.add');
  await altered(tour, `update audit_event set operation = 'account.rename' where position = ${key}`, () =>
    terminal.holdfast({
      name: 'changed-row-named',
      did: 'Somebody with the database makes a new key look like a new name.',
      words,
      status: 1,
      says: new RegExp(`^NOT AS SEALED\\. The event of entry ${key} .* was changed: its operation `),
    }),
  );
  const ended = placeOf(tour, 'session.end');
  await altered(tour, `delete from audit_event where position = ${ended}`, () =>
    terminal.holdfast({
      name: 'dropped-row-named',
      did: 'Put back; and then the end of a session is taken out.',
      words,
      status: 1,
      says: new RegExp(`^NOT AS SEALED\\. The event of entry ${ended} .* was dropped from the database`),
    }),
  );
  await terminal.holdfast({
    name: 'put-back',
    did: 'Put back again.',
    words,
    says: /^As sealed: /,
  });
}

/** The server runs, and its operator is the one who changes the past: the holder's browser finds it. */
export async function deceiveTheHolder(tour: Tour): Promise<void> {
  const { diary, server, desk } = tour;
  const { page } = desk;
  await server.switchOn(tour.terminal.env);
  const place = placeOf(tour, 'credential.add');
  const db = new Database(databaseOf(tour));
  const device = db
    .prepare<[number], { device: string }>('select device from audit_event where position = ?')
    .get(place)?.device;
  const set = db.prepare('update audit_event set device = ? where position = ?');
  set.run('Safari on iPhone', place);
  await page.goto('/activity');
  await page.getByText('The record does not hold.', { exact: true }).waitFor();
  await page.getByText(new RegExp(`Entry ${place + 1} \\(.*\\) was changed after it was sealed\\.`)).waitFor();
  await page.getByRole('button', { name: 'Check failed' }).waitFor();
  const did = 'While the server runs, somebody rewrites on which device the second key was added. The holder looks.';
  await diary.look({ name: 'holder-not-deceived', did, visitor: desk, onPhoneToo: true });
  set.run(device, place);
  db.close();
  await go(page, 'Overview');
  await go(page, 'Activity');
  await page.getByText('Nothing was changed, and nothing is missing.', { exact: true }).waitFor();
  await diary.look({ name: 'record-holds-again', did: 'What was sealed is put back.', visitor: desk });
}
