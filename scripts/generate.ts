// Writes the generated pages of docs/ from their sources; with --check it only says which are stale.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedFiles } from './generate/generated-files.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const onlyCheck = process.argv.includes('--check');

const stale = [...(await generatedFiles())].filter(([path, text]) => {
  const file = join(root, path);
  return !existsSync(file) || readFileSync(file, 'utf8') !== text;
});

for (const [path, text] of stale) {
  if (!onlyCheck) writeFileSync(join(root, path), text);
  console.log(onlyCheck ? `${path} is stale: run "npm run generate"` : `wrote ${path}`);
}
if (stale.length === 0) console.log('Everything generated is up to date.');
if (onlyCheck && stale.length > 0) process.exitCode = 1;
