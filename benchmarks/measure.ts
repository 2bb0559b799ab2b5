// One contender's turn: a database, a server on its core, its start, its memory and each of its scenarios.

import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Contender, Place, Scenario } from './contender.ts';
import { closedLoop } from './load/closed-loop.ts';
import { Connection } from './load/connection.ts';
import { type Spawned, spawnPinned } from './machine/pinned-process.ts';
import { startPostgres } from './machine/postgres.ts';
import { forgetPeakOf, peakMbOf, residentMbOf, worstPauseMs } from './machine/process-figures.ts';

export interface Settings {
  readonly warmSeconds: number;
  readonly measureSeconds: number;
}

/** Figures by name. A scenario's stand under its name, the process's own under `process`. */
export type Figures = Readonly<Record<string, Readonly<Record<string, number>>>>;

const START_MS_MAX = 60_000;
const PAUSE_MS_MAX = 3;
const ALONE = { warmSeconds: 0.3, measureSeconds: 1 };

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A place keeps its port over the rounds, because keys are bound to the origin. */
export interface Site {
  readonly folder: string;
  readonly port: number;
}

export async function measure(contender: Contender, site: Site, settings: Settings): Promise<Figures> {
  const { folder, port } = site;
  if (!contender.lasting) rmSync(folder, { recursive: true, force: true });
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir, { recursive: true });
  chmodSync(folder, 0o755);
  const postgres = contender.database === 'postgres' ? await startPostgres(join(folder, 'postgres'), port + 2) : null;
  try {
    const place = { port, managementPort: port + 1, dataDir, databaseUrl: postgres?.url ?? null };
    return await withServer(contender, place, settings);
  } finally {
    await postgres?.stop();
    if (!contender.lasting) rmSync(folder, { recursive: true, force: true });
  }
}

async function withServer(contender: Contender, place: Place, settings: Settings): Promise<Figures> {
  const seeded = await contender.seed?.(place);
  const { command, env } = contender.launch(place);
  const begun = performance.now();
  const server = spawnPinned(command, { env: { ...process.env, NODE_ENV: 'production', ...env } });
  try {
    await firstAnswer(server, place.port, contender.ready);
    const startMs = performance.now() - begun;
    await wait(1000);
    const idleMb = residentMbOf(server.pid);
    const state = contender.signUp ? await contender.signUp(place) : seeded;
    const figures: Record<string, Record<string, number>> = {};
    for (const scenario of contender.scenarios) {
      figures[scenario.name] = await load(scenario, state, place, server, settings);
    }
    return { ...figures, process: { startMs, idleMb, loadedMb: residentMbOf(server.pid) } };
  } catch (error) {
    throw new Error(`${contender.name}: ${(error as Error).message}\n${server.said()}`, { cause: error });
  } finally {
    await server.stop();
  }
}

async function firstAnswer(server: Spawned, port: number, path: string): Promise<void> {
  for (const until = performance.now() + START_MS_MAX; performance.now() < until; ) {
    if (server.child.exitCode !== null) throw new Error('the server ended before it answered');
    try {
      const connection = await Connection.open(port);
      const { status } = await connection.get(path);
      connection.close();
      if (status === 200) return;
    } catch {
      // It does not listen yet.
    }
    await wait(2);
  }
  throw new Error('the server did not answer');
}

async function load(
  scenario: Scenario<unknown>,
  state: unknown,
  place: Place,
  server: Spawned,
  settings: Settings,
): Promise<Record<string, number>> {
  for (let rests = 0; rests < 5 && worstPauseMs() > PAUSE_MS_MAX; rests++) await wait(2000);
  const clients = ({ concurrency, prepare }: Scenario<unknown>) =>
    Array.from({ length: concurrency }, (_none, client) => prepare(state, client, place));
  const target = { port: place.port, pid: server.pid, beside: scenario.beside ? clients(scenario.beside) : [] };
  const { counter, times, itemsEach = 1 } = scenario;
  forgetPeakOf(server.pid);
  const measured = await closedLoop({ ...target, ...settings, counter, times, operations: clients(scenario) });
  const peakMb = peakMbOf(server.pid);
  const pauseMs = worstPauseMs();
  const alone = await closedLoop({ ...target, ...ALONE, operations: [scenario.prepare(state, 0, place)] });
  return {
    ...measured,
    perSecond: measured.perSecond * itemsEach,
    peakMb,
    pauseMs,
    concurrency: scenario.concurrency,
    p50AloneMs: alone.p50Ms,
    p99AloneMs: alone.p99Ms,
  };
}
