// The sealed log under load: how many events a second get their place in it, and how soon an event can be proved.

import { setTimeout as wait } from 'node:timers/promises';
import { checkHistory } from '@holdfast/contract/log';
import { sha256, verifySignature } from '../../packages/cli/src/audit/node-crypto.ts';
import type { Scenario } from '../contender.ts';
import { type Connection, jsonOf } from '../load/connection.ts';
import { API, CLIENTS_MAX, pick, rename, type State, signedInHeaders } from './holdfast-state.ts';

/** How often a client asks again whether its event is proved: the times are exact to that. */
const AGAIN_MS = 50;
/** A client begins its next event at any time within so long of its last. */
const SPREAD_MS = 250;
/** Of all clients, those that wait for a proof. */
const WAITING = 8;

interface LogRead {
  readonly key: string;
  readonly size: number;
  readonly signedAt: number;
}

interface Listed {
  readonly events: readonly { readonly id: string; readonly operation: string }[];
}

interface Proved {
  readonly sealed: {
    readonly entry: string;
    readonly index: number;
    readonly size: number;
    readonly proof: readonly string[];
    readonly checkpoint: string;
    readonly opening: { readonly salt: string; readonly particulars: Readonly<Record<string, string | null>> } | null;
  } | null;
}

const readLog = async (connection: Connection): Promise<LogRead> => jsonOf(await connection.get(`${API}/log`));

/** Checks it as anybody can who knows the log's key: entry, inclusion, and the checkpoint's signature. */
async function expectProof(log: string, eventId: string, { checkpoint, ...entry }: NonNullable<Proved['sealed']>) {
  const proof = { holdfast: 'history', v: 1, log, witnesses: [], heads: [checkpoint], growth: [], keys: [] } as const;
  const { fault, entries } = await checkHistory({ sha256, verify: verifySignature }, { ...proof, entries: [entry] });
  const [checked] = entries;
  if (fault !== null || checked?.fault !== null || checked.id !== eventId) {
    throw new Error(`the proof of ${eventId} is not one: ${fault ?? checked?.fault ?? checked?.id}`);
  }
}

/** Commits one event after the other, and waits for none to be sealed. */
const commits: Scenario<State> = {
  name: 'events committed',
  concurrency: CLIENTS_MAX - WAITING,
  prepare: (state, client) => (connection) => rename(connection, state, pick(state, client + WAITING, 0)),
};

/** From the answer that tells of the event to its proof under a signed checkpoint, while others commit beside. */
export const eventsSealed: Scenario<State> = {
  name: 'events sealed',
  concurrency: WAITING,
  beside: commits,
  counter: async (connection) => {
    const { size, signedAt } = await readLog(connection);
    return { count: size, atMs: signedAt };
  },
  prepare: (state, client) => {
    let key: string | null = null;
    return async (connection, restart) => {
      const number = pick(state, client, 0);
      const headers = signedInHeaders(state.origin, number);
      // Or everybody would begin when a batch was sealed, and wait for all of the next.
      await wait(Math.random() * SPREAD_MS);
      const since = Date.now();
      await rename(connection, state, number);
      restart();
      const { events } = jsonOf<Listed>(await connection.get(`${API}/activity?from=${since}`, headers));
      const [event] = events;
      if (events.length !== 1 || event?.operation !== 'account.rename') throw new Error('the rename is not on record');
      for (;;) {
        const { sealed } = jsonOf<Proved>(await connection.get(`${API}/activity/${event.id}/proof`, headers));
        if (sealed) {
          // Not before the first proof: a log has no key until something is sealed.
          key ??= (await readLog(connection)).key;
          return expectProof(key, event.id, sealed);
        }
        await wait(AGAIN_MS);
      }
    };
  },
};
