// A setting that an operator changes is in the sealed log from the next start on, with what it was.

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { holdfast } from '../support/command-line.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { waitUntil } from '../support/wait-until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** What the log says of changed settings, the oldest first; the newest may wait a moment to be sealed. */
async function changes(count: number): Promise<readonly string[]> {
  const out = join(server.dataDir, 'changes.ndjson');
  return waitUntil(async () => {
    const words = ['audit', 'export', '--format', 'ndjson', '--operation', 'configuration.*', '--out', out];
    rmSync(out, { force: true });
    const said = await holdfast(words, { HOLDFAST_DATA_DIR: server.dataDir, HOLDFAST_PUBLIC_URL: server.url });
    expect(said).toMatchObject({ status: 0 });
    const lines = readFileSync(out, 'utf8').trim().split('\n');
    const events = lines.map((line) => JSON.parse(line) as { operation?: string; actor?: string; subject?: string });
    const told = events.filter(({ operation }) => operation === 'configuration.changed');
    expect(told).toHaveLength(count);
    for (const { actor } of told) expect(actor).toBe('system');
    return told.map(({ subject }) => subject ?? '');
  });
}

it('a new related origin, which could use everybody’s keys, is on record and so is its end', async () => {
  const [first] = await changes(1);
  expect(first).toContain('first record\n');
  expect(first).toContain('HOLDFAST_RELATED_ORIGINS: none');
  await server.switchOn({ HOLDFAST_RELATED_ORIGINS: 'https://evil.example', HOLDFAST_STEP_UP_SECONDS: '60' });
  expect((await changes(3)).slice(1)).toEqual([
    'HOLDFAST_RELATED_ORIGINS: none → https://evil.example',
    'HOLDFAST_STEP_UP_SECONDS: 300 → 60',
  ]);
  await server.switchOn();
  expect((await changes(5)).slice(3)).toEqual([
    'HOLDFAST_RELATED_ORIGINS: https://evil.example → none',
    'HOLDFAST_STEP_UP_SECONDS: 60 → 300',
  ]);
  await server.switchOn();
  await server.switchOff();
  expect(await changes(5)).toHaveLength(5);
}, 120_000);
