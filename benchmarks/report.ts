// Tables of what was measured, and the verdict on each target.

import { figure, type Rounds, ratio, type Spread } from './statistics.ts';
import type { Target } from './targets.ts';

const digits = (value: number): string =>
  value >= 1000
    ? Math.round(value).toLocaleString('en')
    : value >= 100
      ? value.toFixed(0)
      : value.toFixed(value >= 10 ? 1 : 2);

const show = (spread: Spread | null): string => {
  if (!spread) return '';
  const { median, low, high } = spread;
  return low === high ? digits(median) : `${digits(median)} (${digits(low)}–${digits(high)})`;
};

export const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export function targetsTable(rounds: Rounds, targets: readonly Target[]): string {
  const rows = targets.map(({ what, of, over, bound, limit }) => {
    const spread = over ? ratio(rounds, of, over) : figure(rounds, of);
    const isMet = spread && (bound === 'at least' ? spread.median >= limit : spread.median <= limit);
    return [what, `${bound} ${limit}`, show(spread), spread === null ? 'not measured' : isMet ? 'met' : '**short**'];
  });
  return table(['target', 'aim', 'measured', ''], rows);
}

export function scenariosTable(rounds: Rounds): string {
  const names = new Map<string, Set<string>>();
  for (const [contender, figures] of rounds.flatMap((round) => Object.entries(round))) {
    const scenarios = names.get(contender) ?? new Set();
    for (const scenario of Object.keys(figures)) if (scenario !== 'process') scenarios.add(scenario);
    names.set(contender, scenarios);
  }
  const columns = [
    'concurrency',
    'perSecond',
    'p50Ms',
    'p99Ms',
    'p50AloneMs',
    'p99AloneMs',
    'serverCore',
    'loadCore',
    'peakMb',
    'pauseMs',
  ];
  const rows = [...names].flatMap(([contender, scenarios]) =>
    [...scenarios].map((scenario) => [
      contender,
      scenario,
      ...columns.map((column) => show(figure(rounds, [contender, scenario, column]))),
    ]),
  );
  const head = ['contender', 'operation', 'clients', 'per second', 'p50 ms', 'p99 ms', 'p50 alone', 'p99 alone'];
  return table([...head, 'server core', 'load core', 'peak MB', 'worst pause ms'], rows);
}

export function processesTable(rounds: Rounds): string {
  const contenders = new Set(rounds.flatMap((round) => Object.keys(round)));
  const rows = [...contenders].map((contender) => [
    contender,
    ...['startMs', 'idleMb', 'loadedMb'].map((column) => show(figure(rounds, [contender, 'process', column]))),
  ]);
  return table(['contender', 'start ms', 'memory idle MB', 'memory after load MB'], rows);
}
