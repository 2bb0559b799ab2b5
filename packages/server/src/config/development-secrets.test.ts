import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from './config-error.ts';
import { openDevelopmentSecrets } from './development-secrets.ts';

let parent = '';
let dataDir = '';
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'holdfast-secrets-'));
  dataDir = join(parent, 'data', 'deep');
});
afterEach(() => rmSync(parent, { recursive: true }));

/** Opens the secrets in a thread of its own and tells what it read. */
function openElsewhere(): Promise<string> {
  const code = `import(process.argv[2]).then(({ openDevelopmentSecrets }) => {
    const { secrets } = openDevelopmentSecrets(process.argv[3]);
    require('node:worker_threads').parentPort.postMessage(Buffer.from(secrets[0].secret).toString('hex'));
  })`;
  const module = new URL('./development-secrets.ts', import.meta.url).href;
  return new Promise((resolve, reject) => {
    const worker = new Worker(code, { eval: true, argv: [module, dataDir] });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

describe("development's secrets", () => {
  it('are made once and found again', () => {
    const first = openDevelopmentSecrets(dataDir);
    const second = openDevelopmentSecrets(dataDir);
    expect([first.made, second.made]).toEqual([true, false]);
    expect(first.secrets[0]?.secret).toHaveLength(32);
    expect(second.secrets).toEqual(first.secrets);
  });

  it('are readable by their owner alone, and leave no draft behind', () => {
    const { path } = openDevelopmentSecrets(dataDir);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dataDir).mode & 0o077).toBe(0);
    expect(readdirSync(dataDir)).toEqual(['secrets.json']);
  });

  it('are the same for servers that start for the first time together', async () => {
    const read = await Promise.all(Array.from({ length: 4 }, openElsewhere));
    expect(new Set(read).size).toBe(1);
    expect(readdirSync(dataDir)).toEqual(['secrets.json']);
  });

  it('stop the server when they are damaged, and are not replaced', () => {
    const { path } = openDevelopmentSecrets(dataDir);
    for (const text of ['', '{', '{}', '{"secrets":"1:short"}', 'null']) {
      writeFileSync(path, text);
      expect(() => openDevelopmentSecrets(dataDir)).toThrow(ConfigError);
      expect(readFileSync(path, 'utf8')).toBe(text);
    }
  });
});
