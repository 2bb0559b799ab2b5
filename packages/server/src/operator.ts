// What an operator does at the machine itself, without a server running: a second composition root, for the command line.

import { type EventsAsked, type ExportedStretch, exportEvents } from './app/audit/export-events.ts';
import { type AddedClient, addClient, removeClient } from './app/client/manage.ts';
import { startIsBelieved } from './app/clock/believed.ts';
import { type EntryProof, proveEntry } from './app/log/prove-entry.ts';
import { type ReadEntry, readEntries } from './app/log/read-entries.ts';
import { type LogState, readLog } from './app/log/read-log.ts';
import { type Decided, decideRestore } from './app/restore/decide.ts';
import { tellHolders } from './app/restore/tell-holders.ts';
import { planRetention, type RetentionLine, runRetention } from './app/retention/run.ts';
import { makeSetupLink, reissueSetupLink } from './app/setup/setup.ts';
import { EVENT_FORMATS, type EventFormat, formatEventsHead } from './domain/audit/event-formats.ts';
import type { EventId } from './domain/id.ts';
import type { RestoreDecision } from './domain/restore/void-rule.ts';
import { openFromEnvironment } from './open-from-environment.ts';
import { systemClock, WatchedClock } from './platform/clock.ts';
import { createGeo } from './platform/geo.ts';
import { createKeyRing } from './platform/key-ring.ts';
import { systemRandom } from './platform/random.ts';
import { createDescribeUserAgent } from './platform/user-agent.ts';
import { findAccountByEmail } from './storage/account.ts';
import { findEventById } from './storage/audit.ts';
import { listClients } from './storage/client.ts';
import { listCheckpoints, listStrayEvents } from './storage/log.ts';
import { requireCurrentSchema } from './storage/migrate.ts';

export type { AddedClient, EntryProof, EventFormat, EventsAsked, ExportedStretch, LogState, ReadEntry };
export { EVENT_FORMATS, formatEventsHead };

export interface ClientSeen {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly endedAt: number | null;
}

export interface Operator {
  /** Null before anything was sealed. */
  readLog(): Promise<LogState | null>;
  readEntries(range: { readonly from: number; readonly to: number }): AsyncGenerator<ReadEntry>;
  /** Events of a log that has `log.size` entries, in a format; behind the event `after`, where one is given. */
  exportEvents(
    asked: EventsAsked,
    log: Pick<LogState, 'origin' | 'size'>,
    after: string | null,
  ): AsyncGenerator<ExportedStretch>;
  /** Null where no account has the address. */
  findAccountId(email: string): Promise<string | null>;
  /** Every head that was signed, the oldest first. */
  readCheckpoints(): AsyncGenerator<{ readonly size: number; readonly note: string }>;
  /** Ids of events that claim a place in the log which is not theirs; at most ten. */
  findStrayEvents(): Promise<readonly string[]>;
  /** Undefined where there is no such event, null where it is not sealed yet. */
  proveEvent(eventId: string): Promise<EntryProof | null | undefined>;
  addClient(name: string): Promise<AddedClient>;
  listClients(): Promise<readonly ClientSeen[]>;
  /** The name of the program that was shut out, or null where there is none. */
  endClient(id: string): Promise<string | null>;
  /** Null where the server is set up already, and `again` was not asked for. */
  makeSetupLink(again: boolean): Promise<string | null>;
  /** Tells every holder of the newest restore; how many were told, or null where there was none. */
  tellHolders(onProgress: (accounts: number) => void): Promise<number | null>;
  /** Null where no restore waits for a decision. */
  decideRestore(decision: RestoreDecision): Promise<Decided | null>;
  /** What is past its time: only counted, or removed, which is recorded. Null where nothing was, as the clock is not believed. */
  retain(how: 'count' | 'remove'): Promise<readonly RetentionLine[] | null>;
  close(): Promise<void>;
}

const STRAYS_SHOWN = 10;
const PAGE = 1000;

/** Opens the database that the environment names; opening changes nothing. @throws ConfigError, SchemaNotCurrent, StorageUnavailable */
export async function openOperator(): Promise<Operator> {
  const { store, secrets, config } = await openFromEnvironment();
  try {
    await requireCurrentSchema(store);
  } catch (error) {
    await store.close();
    throw error;
  }
  const deps = {
    store,
    clock: new WatchedClock(systemClock),
    random: systemRandom,
    keyRing: createKeyRing(secrets.keyRing, systemRandom),
    geo: createGeo(),
    describeUserAgent: createDescribeUserAgent(),
    platform: { publicUrl: config.publicUrl },
  };
  return {
    async readLog() {
      const state = await readLog({ store, witnesses: config.witnesses });
      return state.allowed ? state.facts : null;
    },
    readEntries: (range) => readEntries({ store }, range),
    exportEvents: (asked, log, after) => exportEvents({ store }, asked, log, after as EventId | null),
    async findAccountId(email) {
      return (await store.read((tx) => findAccountByEmail(tx, email)))?.id ?? null;
    },
    async *readCheckpoints() {
      for (let size = 0; ; ) {
        const page = await store.read((tx) => listCheckpoints(tx, size, PAGE));
        yield* page;
        const last = page.at(-1);
        if (!last) return;
        size = last.size;
      }
    },
    async findStrayEvents() {
      const strays = await store.read((tx) => listStrayEvents(tx, STRAYS_SHOWN));
      return strays.map(({ id }) => id);
    },
    proveEvent: (eventId) =>
      store.read(async (tx) => {
        const event = await findEventById(tx, eventId);
        return event ? proveEntry(tx, event, config.witnesses) : undefined;
      }),
    addClient: (name) => addClient(deps, name, systemClock.now()),
    async listClients() {
      const rows = await store.read(listClients);
      return rows.map(({ id, name, created_at, ended_at }) => ({ id, name, createdAt: created_at, endedAt: ended_at }));
    },
    async endClient(id) {
      const ended = await removeClient(deps, id, systemClock.now());
      return ended.allowed ? ended.facts.name : null;
    },
    makeSetupLink: (again) =>
      again ? reissueSetupLink(deps, systemClock.now()) : makeSetupLink(deps, systemClock.now()),
    tellHolders: (onProgress) => tellHolders(deps, systemClock.now(), onProgress),
    async decideRestore(decision) {
      const decided = await decideRestore(deps, decision, systemClock.now());
      return decided.allowed ? decided.facts : null;
    },
    async retain(how) {
      if (how === 'count') return planRetention(deps, config.retention, systemClock.now());
      if (!(await store.read((tx) => startIsBelieved(deps, tx)))) return null;
      return runRetention(deps, config.retention, systemClock.now());
    },
    close: () => store.close(),
  };
}
