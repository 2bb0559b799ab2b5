// Runs the tests and says at the very end how many passed and failed. Further words go to vitest as they are.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What vitest's JSON reporter writes, as far as it is read here. */
interface Outcome {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'holdfast-test-run-'));
const report = join(folder, 'outcome.json');

function runVitest(): Promise<number> {
  const words = [
    'run',
    ...process.argv.slice(2),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const vitest = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...words], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => vitest.kill(signal));
  return new Promise((resolve, reject) => {
    vitest.once('error', reject);
    vitest.once('exit', (code) => resolve(code ?? 1));
  });
}

function readOutcome(): Outcome | null {
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as Outcome;
  } catch {
    return null;
  }
}

const code = await runVitest();
const outcome = readOutcome();
rmSync(folder, { recursive: true, force: true });

const passed = outcome?.numPassedTests ?? 0;
const skipped = (outcome?.numPendingTests ?? 0) + (outcome?.numTodoTests ?? 0);
// A file that could not be loaded has no tests to count: it is one failure.
const unloaded = outcome?.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
const counted = (outcome?.numFailedTests ?? 0) + (unloaded?.length ?? 0);
// Errors outside of any test, or a run that never came to its end, must not read as success.
const failed = counted === 0 && code !== 0 ? 1 : counted;
if (skipped > 0) console.log(`${skipped} skipped`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
