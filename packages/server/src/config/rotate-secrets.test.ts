// Rotating: a new secret in front, every old one kept, the file whole and closed to others at every moment.

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openDevelopmentSecrets } from './development-secrets.ts';
import { parseSecrets } from './parse-secrets.ts';
import { rotateSecretsFile, withNewSecret } from './rotate-secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-rotate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const one = `1:${Buffer.from(Array.from({ length: 32 }, (_, at) => at)).toString('base64url')}`;
const read = (text: string) => {
  const problems: string[] = [];
  const secrets = parseSecrets('x', text, problems);
  expect(problems).toEqual([]);
  return secrets;
};

describe('a list of secrets', () => {
  it('gets a new one in front, random, under a version that no other has', () => {
    const first = withNewSecret('x', one);
    expect(first).toMatchObject({ version: '2', versions: ['2', '1'] });
    const second = withNewSecret('x', first.text);
    expect(second.versions).toEqual(['3', '2', '1']);
    expect(read(second.text).slice(1)).toEqual(read(first.text));
    expect(withNewSecret('x', one).text).not.toBe(first.text);
  });

  it('runs out of versions after 36, and says so', () => {
    let text = one;
    for (let count = 1; count < 36; count++) ({ text } = withNewSecret('x', text));
    expect(() => withNewSecret('x', text)).toThrow(/36/);
  });

  it('that is damaged is refused', () => {
    expect(() => withNewSecret('x', 'nothing')).toThrow(/secret 1/);
  });
});

describe('a file of secrets', () => {
  it('is rewritten as a whole, with the mode that it had', () => {
    const path = join(folder, 'secrets.txt');
    writeFileSync(path, `${one}\n`, { mode: 0o600 });
    const { version } = rotateSecretsFile(path);
    expect(read(readFileSync(path, 'utf8')).map((secret) => secret.version)).toEqual([version, '1']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['secrets.txt']);
  });

  it('of development goes on being read by it', () => {
    const dir = join(folder, 'development');
    const { path, secrets } = openDevelopmentSecrets(dir);
    rotateSecretsFile(path);
    const again = openDevelopmentSecrets(dir);
    expect(again.made).toBe(false);
    expect(again.secrets.slice(1)).toEqual(secrets);
  });
});
