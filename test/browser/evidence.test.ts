// The activity page checks what it shows: in a real browser, against a log that is witnessed and one that was tampered with.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { waitUntil } from '../support/wait-until.ts';
import { startWitnessHere } from '../support/witness-here.ts';
import { ARTIFACTS, prepareBrowserTests } from './browser-tests.ts';
import { press } from './on-page.ts';
import { portray } from './portraits.ts';
import { settleProtected } from './settled-people.ts';
import type { Visitor } from './visitor.ts';

const WHOLE = 'Nothing was changed, and nothing is missing.';
const BROKEN = 'The record does not hold.';
const CHECKER = fileURLToPath(new URL('../../packages/web/dist/checker.mjs', import.meta.url));

const witness = await startWitnessHere('witness.example.org/w1');
const tests = prepareBrowserTests({ env: { HOLDFAST_LOG_WITNESSES: `${witness.keys[0]} ${witness.url}` } });
const folder = mkdtempSync(join(tmpdir(), 'holdfast-proof-'));
afterAll(async () => {
  await witness.close();
  rmSync(folder, { recursive: true, force: true });
});

const picture = (name: string): [string, string] => [join(ARTIFACTS, 'activity'), name];
const point = (page: Page, text: string) => page.getByText(text, { exact: true }).waitFor({ timeout: 20_000 });
const log = async (): Promise<{ size: number; key: string; witnessed: { size: number } | null }> =>
  (await fetch(`${tests.server.url}/api/v1/log`)).json() as never;
/** Resolves when everything that happened is sealed and the witness has signed it. */
const witnessed = () =>
  waitUntil(async () => {
    const { size, key, witnessed: head } = await log();
    witness.watch(key);
    expect(head?.size).toBe(size);
  });

async function settled(name: string): Promise<Visitor> {
  const visitor = await tests.visit();
  await settleProtected(visitor, tests.server, `${name}@example.org`);
  await visitor.page.waitForTimeout(600);
  await witnessed();
  return visitor;
}

/** With the database altered while the server runs, and put back. */
async function altered(statements: readonly string[], undo: readonly string[], look: () => Promise<void>) {
  const db = new Database(join(tests.server.dataDir, 'holdfast.db'));
  try {
    for (const sql of statements) db.exec(sql);
    await look();
  } finally {
    for (const sql of undo) db.exec(sql);
    db.close();
  }
}

/** The number of the newest entry of this operation, of the newest account. */
function placeOf(operation: string): number {
  const db = new Database(join(tests.server.dataDir, 'holdfast.db'), { readonly: true });
  const row = db
    .prepare<[string], { position: number }>('select max(position) as position from audit_event where operation = ?')
    .get(operation);
  db.close();
  return row?.position ?? -1;
}

describe('the activity page', () => {
  it('says that nothing is missing and how it knows, and hands on the proof to check elsewhere', async () => {
    const { page } = await settled('whole');
    await page.goto('/activity');
    await point(page, WHOLE);
    await page.getByText(/checked all \d+ entries about your account, from the first to the newest\./).waitFor();
    await page.getByText(/For each of your 2 keys an entry says how it was added\./).waitFor();
    await page.getByText(/The outside witness saw the same log\./).waitFor();
    const entry = page.getByRole('button', { name: 'Proof verified' }).first();
    await entry.click();
    await page.getByText('Checked in this browser.').first().waitFor();
    expect(await portray(page, ...picture('evidence'))).toEqual([]);
    await page.getByText('How this is known').click();
    await page.getByText('witness.example.org/w1', { exact: false }).first().waitFor();
    // What is read out is the verdict: fingerprints below it never are.
    const readOut = await page.getByRole('status').filter({ hasText: WHOLE }).innerText();
    expect(readOut).not.toContain('Fingerprint');
    expect(await portray(page, ...picture('evidence-how'))).toEqual([]);

    const saving = page.waitForEvent('download');
    await press(page, 'Save the proof');
    const saved = join(folder, 'proof.json');
    await (await saving).saveAs(saved);
    const served = await fetch(`${tests.server.url}/log/checker.mjs`);
    expect(await served.text()).toBe(readFileSync(CHECKER, 'utf8'));
    const { key } = await log();
    const run = (file: string, ...words: string[]) =>
      spawnSync(process.execPath, [CHECKER, file, ...words], { encoding: 'utf8' });
    const good = run(saved, '--key', key, '--witness', witness.keys[0]);
    expect(good.stdout).toMatch(/^As sealed: \d+ entries/);
    expect(good.stdout).toContain('None is missing, from the first to the newest.');
    expect(good.status).toBe(0);
    const text = readFileSync(saved, 'utf8');
    const other = join(folder, 'altered.json');
    writeFileSync(other, text.replace(/sign-up\.complete/, 'sign-up.complite'));
    const bad = run(other);
    expect(bad.stdout).toMatch(/^NOT AS SEALED\.\n {2}Entry \d+ is not in the log/);
    expect(bad.status).toBe(1);
    expect(run(saved, '--witness', witness.keys[1]).status).toBe(1);
    expect(run(join(folder, 'proof.json'), '--key', 'none').status).toBe(2);
  });

  it('names the entry whose row was changed in the database', async () => {
    const { page } = await settled('changed');
    const place = placeOf('sign-up.complete');
    const set = (device: string) => `update audit_event set device = ${device} where position = ${place}`;
    await altered([set("'Another browser'")], [], async () => {
      await page.goto('/activity');
      await point(page, BROKEN);
      await page.getByText(new RegExp(`Entry ${place + 1} \\(.*\\) was changed after it was sealed\\.`)).waitFor();
      await page.getByRole('button', { name: 'Check failed' }).waitFor();
      const saving = page.waitForEvent('download');
      await press(page, 'Save the proof');
      expect((await saving).suggestedFilename()).toBe('activity-proof.json');
      expect(await portray(page, ...picture('evidence-failed'))).toEqual([]);
    });
  });

  it('names the place from which an entry was taken out', async () => {
    const { page } = await settled('dropped');
    const place = placeOf('sign-up.complete');
    await altered([`delete from audit_event where position = ${place + 1}`], [], async () => {
      await page.goto('/activity');
      await point(page, BROKEN);
      await page.getByText(/What came before entry \d+ \(.*\) was taken out, or something was put in\./).waitFor();
    });
  });

  it('names a key that was put in behind its holder’s back', async () => {
    const { page } = await settled('key');
    const db = new Database(join(tests.server.dataDir, 'holdfast.db'));
    const columns = db.prepare<[], { name: string }>("select name from pragma_table_info('credential')").all();
    const row = db
      .prepare<[], Record<string, unknown>>('select * from credential order by created_at desc limit 1')
      .get() as Record<string, unknown>;
    const unique = {
      id: `${String(row.id).slice(0, -3)}zzz`,
      nickname: 'Nobody’s key',
      created_at: Number(row.created_at) + 5,
    };
    const put = { ...row, ...unique, external_id: 'YW5vdGhlcg' };
    const names = columns.map(({ name }) => name).filter((name) => name in put);
    db.prepare(`insert into credential (${names.join()}) values (${names.map(() => '?').join()})`).run(
      ...names.map((name) => (put as Record<string, unknown>)[name]),
    );
    db.close();
    await page.goto('/activity');
    await point(page, BROKEN);
    await page.getByText('Nobody’s key opens your account, and no entry says how it was added.').waitFor();
  });

  it('says that the witnesses are others than those it knew, and nothing where it knew of none', async () => {
    const { page } = await settled('witnesses');
    const warning = page.getByText('The witnesses are not those that this browser knew.', { exact: false });
    const knew = async (witnesses: readonly string[]) => {
      await page.evaluate((known) => {
        const kept = JSON.parse(localStorage.getItem('holdfast.log') ?? '{}');
        localStorage.setItem('holdfast.log', JSON.stringify({ ...kept, witnesses: known }));
      }, witnesses);
      await page.reload();
      await point(page, WHOLE);
    };
    await page.goto('/activity');
    await point(page, WHOLE);
    await knew(['witness.example.org/w0']);
    await warning.waitFor();
    await knew([]);
    expect(await warning.count()).toBe(0);
  });

  it('remembers the log, and says so when its key is another or it became shorter', async () => {
    const { page } = await settled('memory');
    await page.goto('/activity');
    await point(page, WHOLE);
    await page.reload();
    await page.getByText('How this is known').click();
    await page.getByText('The log grew out of what this browser saw the last time.').waitFor();
    await page.evaluate(() => {
      const kept = JSON.parse(localStorage.getItem('holdfast.log') ?? '{}');
      const [origin, , ...rest] = kept.note.split('\n');
      localStorage.setItem('holdfast.log', JSON.stringify({ ...kept, note: [origin, '999999', ...rest].join('\n') }));
    });
    await page.reload();
    await point(page, BROKEN);
    await page.getByText('The log is shorter than this browser has seen it: an older copy was put back.').waitFor();
    await page.getByText('How this is known').click();
    await page.getByText('This browser goes on keeping the head that it saw before.').waitFor();
    await press(page, 'Begin anew from what is shown now');
    await point(page, WHOLE);
    await page.evaluate(() => {
      const kept = JSON.parse(localStorage.getItem('holdfast.log') ?? '{}');
      localStorage.setItem('holdfast.log', JSON.stringify({ ...kept, key: `${kept.key}x` }));
    });
    await page.reload();
    await page.getByText('The log is signed by another key than the one that this browser knew.').waitFor();
  });
});
