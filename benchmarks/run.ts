// npm run bench: measures Holdfast beside its peers and its ceiling in interleaved rounds, and writes benchmarks/README.md.
//
//   --quick          one short round, and no README
//   --only a,b       contenders whose names begin so (a= for exactly this name)
//   --scenario a,b   of each contender only the operations whose names begin so
//   --rounds 3  --warm 6  --measure 3  --many 1000000

import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Contender } from './contender.ts';
import { betterAuth } from './contenders/better-auth.ts';
import { ceiling } from './contenders/ceiling.ts';
import { holdfast } from './contenders/holdfast.ts';
import { oidcProvider } from './contenders/oidc-provider.ts';
import { pinThisProcess } from './machine/pinned-process.ts';
import { type Figures, measure } from './measure.ts';
import { processesTable, scenariosTable, targetsTable } from './report.ts';
import { targets } from './targets.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    scenario: { type: 'string' },
    rounds: { type: 'string' },
    warm: { type: 'string' },
    measure: { type: 'string' },
    many: { type: 'string' },
  },
});
const { quick } = values;
const rounds = Number(values.rounds ?? (quick ? 1 : 3));
const many = Number(values.many ?? (quick ? 100_000 : 1_000_000));
const settings = {
  warmSeconds: Number(values.warm ?? (quick ? 1.5 : 6)),
  measureSeconds: Number(values.measure ?? (quick ? 1.5 : 3)),
};
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The peers are no part of the product: they are installed here, from their own lockfile, when they are first needed. */
function installPeers(): void {
  const installed = here('peers/node_modules/.package-lock.json');
  if (existsSync(installed)) return;
  process.stderr.write('installing the peers\n');
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: here('peers'), stdio: 'inherit' });
}

function chosen(): readonly Contender[] {
  const all = [ceiling, ...betterAuth, oidcProvider, ...holdfast(many)];
  const wanted = values.only?.split(',');
  const isWanted = (name: string): boolean =>
    wanted?.some((start) => (start.endsWith('=') ? name === start.slice(0, -1) : name.startsWith(start))) ?? true;
  const scenarios = values.scenario?.split(',');
  return all
    .filter(({ name }) => isWanted(name))
    .map((of) => ({
      ...of,
      scenarios: of.scenarios.filter(({ name }) => scenarios?.some((start) => name.startsWith(start)) ?? true),
    }));
}

function report(measured: readonly Record<string, Figures>[]): string {
  const conditions = `${new Date().toISOString().slice(0, 10)}, ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}, ${measured.length} round(s), ${settings.warmSeconds} s warm-up, ${settings.measureSeconds} s measured; median (lowest–highest).`;
  return [conditions, targetsTable(measured, targets(many)), scenariosTable(measured), processesTable(measured)].join(
    '\n\n',
  );
}

const BEGIN = '<!-- results:begin -->';
const END = '<!-- results:end -->';

function writeReadme(results: string): void {
  const file = here('README.md');
  const text = readFileSync(file, 'utf8');
  const [before, after] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (before < 0 || after < before) throw new Error('benchmarks/README.md has lost the markers of its results');
  writeFileSync(file, `${text.slice(0, before + BEGIN.length)}\n${results}\n${text.slice(after)}`);
}

const contenders = chosen();
if (contenders.some(({ name }) => /^(better-auth|oidc-provider)/.test(name))) installPeers();
pinThisProcess();
const root = mkdtempSync(join(process.env.BENCH_TMP ?? tmpdir(), 'holdfast-bench-'));
chmodSync(root, 0o755);
const failures: string[] = [];
const measured: Record<string, Figures>[] = [];
try {
  for (let round = 1; round <= rounds; round++) {
    const figures: Record<string, Figures> = {};
    measured.push(figures);
    for (const [at, contender] of contenders.entries()) {
      const folder = join(root, String(at));
      mkdirSync(folder, { recursive: true });
      try {
        figures[contender.name] = await measure(contender, { folder, port: 21_000 + at * 10 }, settings);
        process.stderr.write(`round ${round}: ${contender.name}\n`);
      } catch (error) {
        failures.push((error as Error).message);
        process.stderr.write(`round ${round}: ${contender.name} failed: ${(error as Error).message}\n`);
      }
    }
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
const results = report(measured);
process.stdout.write(`${results}\n`);
mkdirSync(here('../artifacts'), { recursive: true });
writeFileSync(here('../artifacts/bench.json'), JSON.stringify({ settings, measured }, null, 1));
if (failures.length > 0) process.exitCode = 1;
else if (!quick && !values.only && !values.scenario) writeReadme(results);
