// A store that is the real one and notes each statement that its transactions run.

import type { KyselyPlugin } from 'kysely';
import type { Store, Tx } from '../../packages/server/src/storage/store.ts';

export interface CountedStore {
  readonly store: Store;
  /** What ran since it was asked last: the names of prepared statements, and the kinds of built ones. */
  take(): readonly string[];
}

export function countStatements(store: Store): CountedStore {
  let ran: string[] = [];
  const noting: KyselyPlugin = {
    transformQuery: ({ node }) => {
      ran.push(node.kind);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const counted = (tx: Tx): Tx => ({
    dialect: tx.dialect,
    get q() {
      return tx.q.withPlugin(noting);
    },
    all: (statement, values) => {
      ran.push(statement.name);
      return tx.all(statement, values);
    },
    run: (statement, values) => {
      ran.push(statement.name);
      return tx.run(statement, values);
    },
    send: (statement, values) => {
      ran.push(statement.name);
      tx.send(statement, values);
    },
    queued: (channel) => {
      ran.push(`wakes ${channel}`);
      tx.queued(channel);
    },
  });
  return {
    store: {
      dialect: store.dialect,
      read: (work) => store.read((tx) => work(counted(tx))),
      write: (work) =>
        store.write((tx) => {
          ran.push('write');
          return work(counted(tx));
        }),
      one: (statement, values) => {
        ran.push(statement.name);
        return store.one(statement, values);
      },
      overwriteDeleted: () => store.overwriteDeleted(),
      ping: () => store.ping(),
      close: () => store.close(),
    },
    take: () => {
      const taken = ran;
      ran = [];
      return taken;
    },
  };
}
