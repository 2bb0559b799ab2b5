// Servers killed at any moment of their work: what they acknowledged is in the log, and every head that they ever showed
// is of one history.

import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { beforeAll, expect, it } from 'vitest';
import { sha256 } from '../../packages/cli/src/audit/node-crypto.ts';
import { formatNoteKey, fromBase64, parseNoteKey } from '../../packages/contract/src/log.ts';
import { OLDEST_UNSEALED } from '../../packages/server/src/storage/log.ts';
import type { Store } from '../../packages/server/src/storage/store.ts';
import { BrowserLike } from '../support/browser-like.ts';
import { BusyPerson, type Site } from '../support/busy-person.ts';
import { holdfast } from '../support/command-line.ts';
import { readKillRun } from '../support/kill-run.ts';
import { readMailbox } from '../support/mailbox.ts';
import { type DatabaseAddress, openStore } from '../support/open-store.ts';
import { personWithKey } from '../support/people.ts';
import { randomFrom } from '../support/random-from.ts';
import { SeenCheckpoints } from '../support/seen-checkpoints.ts';
import { ServerProcess } from '../support/server-process.ts';
import { newPostgresUrl } from '../support/stores.ts';
import { waitUntil } from '../support/wait-until.ts';

const { kills, seed } = readKillRun();
const PEOPLE = 4;
/** How long one that was picked lives on at most. */
const LIFE_MS_MAX = 450;
/** The sealer's turn comes so often, and is over in some milliseconds: half of the kills aim at one of the next two. */
const SEAL_MS = 250;
const AIM_MS = 60;
const TIMEOUT_MS = 120_000 + kills * 2500;

beforeAll(() => {
  // The built server is what operators run, and starts in half the time.
  const build = fileURLToPath(new URL('../../scripts/build.ts', import.meta.url));
  execFileSync(process.execPath, [build, '--if-stale'], { stdio: 'ignore' });
}, 120_000);

/** Servers of one site, on one database, some of them running. */
class Servers implements Site {
  readonly all: readonly ServerProcess[];
  readonly env: Readonly<Record<string, string>>;
  readonly url: string;
  readonly #runningSince = new Map<ServerProcess, number>();
  readonly #random: (below: number) => number;
  #change = Promise.withResolvers<void>();
  #isOver = false;

  constructor(all: readonly ServerProcess[], env: Readonly<Record<string, string>>, random: (below: number) => number) {
    this.all = all;
    this.env = env;
    this.url = all[0]?.url ?? '';
    this.#random = random;
  }

  isOver = (): boolean => this.#isOver;

  end(): void {
    this.#isOver = true;
  }

  async start(server: ServerProcess): Promise<void> {
    await server.start();
    this.#runningSince.set(server, performance.now());
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }

  async #anyRunning(): Promise<ServerProcess> {
    for (;;) {
      const running = [...this.#runningSince.keys()];
      const one = running[this.#random(running.length)];
      if (one) return one;
      await this.#change.promise;
    }
  }

  async anyServer(): Promise<string> {
    return (await this.#anyRunning()).reachableUrl;
  }

  /** Resolves when so many run. */
  async untilRunning(count: number): Promise<void> {
    while (this.#runningSince.size < count) await this.#change.promise;
  }

  /** Kills one at a random moment of its life, or about when it seals. @returns the one that is gone */
  async killOne(random: (below: number) => number): Promise<ServerProcess> {
    const server = await this.#anyRunning();
    const livedMs = performance.now() - (this.#runningSince.get(server) ?? 0);
    const untilItSealsMs = (SEAL_MS - (livedMs % SEAL_MS)) % SEAL_MS;
    const aimedMs = untilItSealsMs + random(2) * SEAL_MS + random(AIM_MS);
    await pause(random(2) === 0 ? random(LIFE_MS_MAX) : aimedMs);
    await server.end('SIGKILL');
    this.#runningSince.delete(server);
    return server;
  }
}

/** One on SQLite; three on PostgreSQL, of which two are left to seal when one is killed. */
async function prepare(
  dialect: 'sqlite' | 'postgres',
): Promise<{ servers: ServerProcess[]; env: Record<string, string>; address: DatabaseAddress }> {
  if (dialect === 'sqlite') {
    const server = await ServerProcess.prepare({});
    const file = join(server.dataDir, 'holdfast.db');
    const env = { HOLDFAST_DATA_DIR: server.dataDir, HOLDFAST_PUBLIC_URL: server.url };
    return { servers: [server], env, address: { dialect, file } };
  }
  const url = await newPostgresUrl();
  const shared = {
    HOLDFAST_DATABASE_URL: url,
    HOLDFAST_SECRETS: `1:${randomBytes(32).toString('base64url')}`,
  };
  const first = await ServerProcess.prepare(shared);
  const env = { ...shared, HOLDFAST_PUBLIC_URL: first.url };
  const others = [await ServerProcess.prepare(env), await ServerProcess.prepare(env)];
  const dataDir = { HOLDFAST_DATA_DIR: first.dataDir };
  return { servers: [first, ...others], env: { ...env, ...dataDir }, address: { dialect, url } };
}

/** What the database holds in the end of the people who were busy. */
async function readEnd(store: Store, people: readonly BusyPerson[]) {
  const accountIds = people.map(({ accountId }) => accountId as never);
  return store.read(async (tx) => ({
    events: await tx.q.selectFrom('audit_event').selectAll().where('account_id', 'in', accountIds).execute(),
    entries: await tx.q.selectFrom('log_entry').select(['event_id', 'entry']).orderBy('position').execute(),
    accounts: await tx.q.selectFrom('account').selectAll().where('id', 'in', accountIds).execute(),
    keys: await tx.q.selectFrom('credential').selectAll().where('account_id', 'in', accountIds).execute(),
    holds: await tx.q.selectFrom('hold').selectAll().where('account_id', 'in', accountIds).execute(),
    exclusions: await tx.q
      .selectFrom('training_exclusion')
      .selectAll()
      .where('account_id', 'in', accountIds)
      .where('until_at', 'is', null)
      .execute(),
  }));
}

/** What of somebody's doings is wrong in the log, and what their account has that the log does not say. */
function differences(person: BusyPerson, end: Awaited<ReturnType<typeof readEnd>>) {
  const { events, entries, accounts, keys, holds, exclusions } = end;
  const logged = new Map<string, number>();
  const sealed = new Set<string>(entries.map(({ event_id }) => event_id));
  for (const { id, operation, outcome, subject } of events.filter(
    ({ account_id }) => account_id === person.accountId,
  )) {
    const what = outcome === 'done' ? `${operation} ${outcome} ${subject}` : `${operation} ${outcome}`;
    if (sealed.has(id)) logged.set(what, (logged.get(what) ?? 0) + 1);
  }
  const times = (what: string): number => logged.get(what) ?? 0;
  const lost = [...person.acknowledged].flatMap(([what, count]) => (times(what) < count ? [what] : []));
  for (const id of person.shown) if (!sealed.has(id)) lost.push(`${id}, which was shown`);
  const tooMany = [...person.asked].flatMap(([what, count]) => (times(what) > count ? [what] : []));

  const done = [...person.asked.keys()].filter((what) => times(what) > 0);
  const wordsOf = (operation: string): string[] =>
    done.flatMap((what) => (what.startsWith(`${operation} done `) ? what.slice(operation.length + 6) : []));
  const isOwn = ({ account_id }: { readonly account_id: string }): boolean => account_id === person.accountId;
  const own = keys.filter(isOwn);
  const state = {
    name: accounts.find(({ id }) => id === person.accountId)?.display_name,
    keys: own.map(({ nickname }) => nickname).sort(),
    removing: holds
      .filter(isOwn)
      .map((hold) => own.find(({ id }) => id === hold.credential_id)?.nickname)
      .sort(),
    excluded: exclusions.filter(isOwn).length,
  };
  const told = {
    // The turns are numbered.
    name: wordsOf('account.rename').at(-1),
    keys: ['Desk key', ...wordsOf('credential.add')].sort(),
    removing: wordsOf('credential.remove').sort(),
    excluded: times('training.opt-out done null') - times('training.opt-in done null'),
  };
  return { lost, tooMany, state, told };
}

/** Signs people up, one after the other. */
async function signUp(servers: Servers): Promise<readonly BusyPerson[]> {
  const people: BusyPerson[] = [];
  for (let number = 0; number < PEOPLE; number++) {
    const reachable = { url: servers.url, ...readMailbox(servers.url) };
    people.push(await BusyPerson.of(servers, await personWithKey(reachable, `killed-${number}@example.org`)));
  }
  return people;
}

const acknowledgedBy = (people: readonly BusyPerson[]): number =>
  people.flatMap((person) => [...person.acknowledged.values()]).reduce((sum, count) => sum + count, 0);

/** Resolves when this life has done some work, however busy the machine is. */
const untilWorked = (people: readonly BusyPerson[], before: number): Promise<void> =>
  waitUntil(() => expect(acknowledgedBy(people)).toBeGreaterThan(before + 1));

/** Kills and starts while everybody works and somebody watches the log. */
async function killTimes(times: number, servers: Servers, people: readonly BusyPerson[], seen: SeenCheckpoints) {
  const random = randomFrom(seed);
  const watching = seen.watch(() => servers.anyServer(), servers.isOver);
  const working = people.map((person) => person.work());
  const starting: Promise<void>[] = [];
  for (let kill = 0; kill < times; kill++) {
    await servers.untilRunning(Math.min(servers.all.length, 2));
    await untilWorked(people, acknowledgedBy(people));
    starting.push(servers.start(await servers.killOne(random)));
  }
  await Promise.all(starting);
  servers.end();
  await Promise.all([...working, watching]);
}

/** Resolves when whoever is left has sealed the rest. */
async function untilSealed(store: Store): Promise<void> {
  await waitUntil(async () => expect(await store.one(OLDEST_UNSEALED, [])).toBeUndefined());
}

it.concurrent.each([
  ['sqlite', kills - Math.ceil(kills * 0.6)],
  ['postgres', Math.ceil(kills * 0.6)],
] as const)(
  'on %s, %i kills lose nothing that was acknowledged, and leave one history',
  async (dialect, times) => {
    process.stdout.write(`Kills on ${dialect}: ${times}, HOLDFAST_TEST_SEED=${seed}\n`);
    const { servers: all, env, address } = await prepare(dialect);
    const servers = new Servers(all, env, randomFrom(seed + 1));
    const store = openStore(address);
    try {
      await Promise.all(all.map((server) => servers.start(server)));
      const people = await signUp(servers);
      const reader = async (): Promise<BrowserLike> => new BrowserLike(await servers.anyServer());
      const key = await waitUntil(async () => {
        const line = (await (await reader()).call('log.read')).key;
        return parseNoteKey(sha256, line) ?? Promise.reject(new Error(line));
      });

      const seen = new SeenCheckpoints();
      await killTimes(times, servers, people, seen);
      await untilSealed(store);
      seen.add((await (await reader()).call('log.read')).checkpoint);
      const end = await readEnd(store, people);
      const judged = people.map((person) => differences(person, end));
      const lost = judged.flatMap((one) => one.lost);
      const contradictions = await seen.contradictions(
        key,
        end.entries.map(({ entry }) => entry),
        async (from, to) => {
          const query = { from: String(from), to: String(to) };
          const { proof } = await (await reader()).call('log.prove-growth', undefined, undefined, query);
          return proof.map((hash) => fromBase64(hash) ?? new Uint8Array());
        },
      );
      const acknowledged = acknowledgedBy(people);
      process.stdout.write(
        `Killed on ${dialect}: ${times} times. Events acknowledged: ${acknowledged}, lost: ${lost.length}. ` +
          `Checkpoints served: ${seen.count}, inconsistent: ${contradictions.length}.\n`,
      );

      expect(people.flatMap(({ complaints }) => complaints)).toEqual([]);
      expect(lost).toEqual([]);
      expect(judged.flatMap((one) => one.tooMany)).toEqual([]);
      expect(contradictions).toEqual([]);
      expect(judged.map(({ state }) => state)).toEqual(judged.map(({ told }) => told));
      // There was work in these lives, and sealing.
      expect(acknowledged).toBeGreaterThan(times);
      expect(seen.count).toBeGreaterThan(times / 4);

      const firstHead = join(all[0]?.dataDir ?? '', 'first.note');
      writeFileSync(firstHead, seen.oldest);
      const said = await holdfast(['audit', 'verify', '--since', firstHead, '--key', formatNoteKey(sha256, key)], env);
      expect(said).toMatchObject({ status: 0, err: '' });
      if (address.dialect !== 'sqlite') return;
      const file = new Database(address.file, { readonly: true });
      expect(file.pragma('integrity_check', { simple: true })).toBe('ok');
      file.close();
    } finally {
      servers.end();
      await store.close();
      await Promise.all(all.map((server) => server.dispose()));
    }
  },
  TIMEOUT_MS,
);
