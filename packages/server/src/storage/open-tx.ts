// A Tx that stops working when its transaction is over, whichever way it is used.

import { Kysely } from 'kysely';
import type { Dialect, Tx } from './store.ts';
import type { Tables } from './tables.ts';

/** A builder of this transaction alone: what it built before the end and runs afterwards is refused too. */
function builderOf(q: Kysely<Tables>, check: () => void): Kysely<Tables> {
  const executor = q.getExecutor();
  const guarded = executor.withConnectionProvider({
    provideConnection: (consumer, options) =>
      executor.provideConnection(async (connection) => {
        check();
        return consumer(connection);
      }, options),
  });
  // Only the executor is used: connections come from it, and nobody may begin a transaction inside of one.
  return new Kysely<Tables>({ config: {} as never, driver: {} as never, dialect: {} as never, executor: guarded });
}

/** The Tx, and the function that spends it. */
export function openTx(
  dialect: Dialect,
  q: Kysely<Tables>,
  run: Pick<Tx, 'all' | 'run' | 'send' | 'queued'>,
): { readonly tx: Tx; readonly spend: () => void } {
  let spent = false;
  const check = () => {
    if (spent) throw new Error('this transaction is over');
  };
  let builder: Kysely<Tables> | undefined;
  const tx: Tx = {
    dialect,
    get q() {
      check();
      builder ??= builderOf(q, check);
      return builder;
    },
    all: (statement, values) => {
      check();
      return run.all(statement, values);
    },
    run: (statement, values) => {
      check();
      return run.run(statement, values);
    },
    send: (statement, values) => {
      check();
      run.send(statement, values);
    },
    queued: (channel) => {
      check();
      run.queued(channel);
    },
  };
  return {
    tx,
    spend: () => {
      spent = true;
    },
  };
}
