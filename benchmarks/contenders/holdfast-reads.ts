// One account that reads all it can: proofs of its history and searches, as fast as it is answered, on many connections. What
// everybody else's session check takes meanwhile is the figure.

import type { Operation, Scenario } from '../contender.ts';
import { type Connection, getRequest } from '../load/connection.ts';
import { API, pick, rename, type State, signedInHeaders } from './holdfast-state.ts';

const LANES = 16;
/** As long a history as a page of proofs has entries. */
const RENAMES = 120;

const made = new WeakMap<State, Promise<number>>();

/** The account, once it has a history. */
function readerOf(state: State, connection: Connection): Promise<number> {
  const making = async (): Promise<number> => {
    const number = pick(state, 0, 0);
    for (let count = 0; count < RENAMES; count++) await rename(connection, state, number);
    return number;
  };
  const known = made.get(state) ?? making();
  made.set(state, known);
  return known;
}

/** Answered, or told to wait, which it does not. */
function expectAnswer({ status, body }: { readonly status: number; readonly body: Buffer }): void {
  if (status !== 200 && status !== 429) throw new Error(`a read was answered ${status}: ${body}`);
}

const reads: Scenario<State> = {
  name: 'one account reads',
  concurrency: LANES,
  prepare: (state, client, { port }): Operation => {
    const path = client % 2 === 0 ? `${API}/activity/proof` : `${API}/activity?text=nothing%20has%20these%20words`;
    return async (connection) => {
      const headers = signedInHeaders(state.origin, await readerOf(state, connection));
      expectAnswer(await connection.send(getRequest(port, path, headers)));
    };
  },
};

export const whileReading = (sessionCheck: Scenario<State>): Scenario<State> => ({
  ...sessionCheck,
  name: 'session-check (one account reads)',
  beside: reads,
});
