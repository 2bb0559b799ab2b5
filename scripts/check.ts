// Runs all that CI runs, one step after the other, and ends with one line: what failed, or that nothing did.
// With --static it leaves out what needs a build: CI runs those by the README's own command.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Lines of a failed step that are shown: its end, where tools say what is wrong. */
const SHOWN_LINES_MAX = 60;
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;

interface Step {
  readonly name: string;
  /** Given to this Node: a script, or a tool of node_modules/.bin, with its arguments. */
  readonly runs: readonly string[];
}

const tool = (name: string): string => join('node_modules', '.bin', name);

const STATIC: readonly Step[] = [
  { name: 'types', runs: [tool('tsc'), '-b'] },
  { name: 'lint', runs: [tool('biome'), 'check', '.'] },
  { name: 'dead code', runs: [tool('knip')] },
  { name: 'generated files', runs: ['scripts/generate.ts', '--check'] },
];
const BUILT: readonly Step[] = [
  { name: 'build', runs: ['scripts/build.ts'] },
  { name: 'test tools', runs: ['scripts/prepare-tests.ts'] },
  { name: 'tests', runs: ['scripts/test.ts'] },
];

interface Outcome {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
  /** The last line that the step said: for the tests, how many passed and failed. */
  readonly lastLine: string;
}

function run({ name, runs }: Step): Outcome {
  const [program = '', ...rest] = runs;
  const startedAt = performance.now();
  const env = {
    ...process.env,
    PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`,
    NO_COLOR: '1',
  };
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [program, ...rest], {
    cwd: root,
    env,
    encoding: 'utf8',
    maxBuffer: OUTPUT_BYTES_MAX,
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const lines = stripVTControlCharacters(`${stdout}\n${stderr}${error ? `\n${error.message}` : ''}`)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const ok = status === 0;
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)`);
  if (!ok) {
    if (lines.length > SHOWN_LINES_MAX) console.log(`  … ${lines.length - SHOWN_LINES_MAX} lines before`);
    for (const line of lines.slice(-SHOWN_LINES_MAX)) console.log(`  ${line}`);
  }
  return { name, ok, seconds, lastLine: stdout.trim().split('\n').at(-1) ?? '' };
}

if (!existsSync(join(root, 'node_modules'))) throw new Error('Run "npm ci" first.');
const isStatic = process.argv.includes('--static');
const outcomes = (isStatic ? STATIC : [...STATIC, ...BUILT]).map(run);
const failed = outcomes.filter(({ ok }) => !ok).map(({ name }) => name);
const total = outcomes.reduce((sum, { seconds }) => sum + seconds, 0);
const tests = isStatic ? '' : ` · tests: ${outcomes.at(-1)?.lastLine ?? ''}`;
const verdict = failed.length === 0 ? `all ${outcomes.length} steps passed` : `failed: ${failed.join(', ')}`;
console.log(`check: ${verdict}${tests} · ${total.toFixed(0)} s`);
process.exitCode = failed.length === 0 ? 0 : 1;
