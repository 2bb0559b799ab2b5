// A Tx that stops working when its transaction is over, whichever way it is used.

import type { Kysely } from 'kysely';
import type { Dialect, Tx } from './store.ts';
import type { Tables } from './tables.ts';

/** The Tx, and the function that spends it. */
export function openTx(
  dialect: Dialect,
  q: Kysely<Tables>,
  run: Pick<Tx, 'all' | 'run'>,
): { readonly tx: Tx; readonly spend: () => void } {
  let spent = false;
  const check = () => {
    if (spent) throw new Error('this transaction is over');
  };
  const tx: Tx = {
    dialect,
    get q() {
      check();
      return q;
    },
    all: (statement, values) => {
      check();
      return run.all(statement, values);
    },
    run: (statement, values) => {
      check();
      return run.run(statement, values);
    },
  };
  return {
    tx,
    spend: () => {
      spent = true;
    },
  };
}
