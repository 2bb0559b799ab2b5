// A store that counts what its snapshots read, and whether others had a turn between two of them.

import type { KyselyPlugin } from 'kysely';
import type { Store, Tx } from '../../packages/server/src/storage/store.ts';

export interface Snapshot {
  statements: number;
  rows: number;
  /** Whatever else waited in the process had its turn since the snapshot before. */
  readonly gaveWay: boolean;
}

class CountResults implements KyselyPlugin {
  readonly #into: Snapshot;

  constructor(into: Snapshot) {
    this.#into = into;
  }

  transformQuery({ node }: Parameters<KyselyPlugin['transformQuery']>[0]) {
    return node;
  }

  async transformResult({ result }: Parameters<KyselyPlugin['transformResult']>[0]) {
    this.#into.statements++;
    this.#into.rows += result.rows.length;
    return result;
  }
}

const counted = (tx: Tx, into: Snapshot): Tx => ({
  dialect: tx.dialect,
  q: tx.q.withPlugin(new CountResults(into)),
  all: async (statement, values) => {
    const rows = await tx.all(statement, values);
    into.statements++;
    into.rows += rows.length;
    return rows;
  },
  run: (statement, values) => tx.run(statement, values),
  send: (statement, values) => tx.send(statement, values),
  queued: (channel) => tx.queued(channel),
});

/** The same store, and what was read through it so far. */
export function countReads(store: Store): { readonly store: Store; readonly snapshots: Snapshot[] } {
  const snapshots: Snapshot[] = [];
  let gaveWay = true;
  const read: Store['read'] = (work) =>
    store.read(async (tx) => {
      const snapshot = { statements: 0, rows: 0, gaveWay };
      snapshots.push(snapshot);
      try {
        return await work(counted(tx, snapshot));
      } finally {
        gaveWay = false;
        setImmediate(() => {
          gaveWay = true;
        });
      }
    });
  return { store: { ...store, read }, snapshots };
}
