// PostgreSQL for many nodes: a pool, read-committed writes that lock the account they are about, bounded retry.

import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { openTx } from './open-tx.ts';
import type { Statement } from './statement.ts';
import { StorageUnavailable, type Store, type Tx, type Value } from './store.ts';
import type { Tables } from './tables.ts';

export interface PostgresOptions {
  /** postgres://user:password@host:port/database */
  readonly url: string;
  readonly connectionsMax?: number;
  /** Told when an idle connection breaks; the pool replaces it. */
  readonly onError?: (error: Error) => void;
}

const BIGINT_OID = 20;
const TRIES_MAX = 4;
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';

// bigint and count(*) arrive as text; all of ours are milliseconds or counts, below 2⁵³.
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === BIGINT_OID ? (text: string) => Number(text) : pg.types.getTypeParser(oid, format as 'text'),
};

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');

/** Lost connection (class 08), shutting down (57P), no disk, memory or connections left (class 53), or no route at all. */
const isUnavailable = (error: unknown): boolean =>
  /^(08|57P|53|E[A-Z]+$)/.test(codeOf(error)) ||
  /timeout|terminated|Connection/.test(String((error as Error)?.message));

const translate = (error: unknown): unknown =>
  isUnavailable(error) ? new StorageUnavailable('PostgreSQL cannot be reached', { cause: error }) : error;

/** A Kysely that speaks through one pool client and never returns it. */
const kyselyOver = (client: pg.PoolClient): Kysely<Tables> =>
  new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool: {
        connect: async () => ({ query: client.query.bind(client), release: () => {} }) as never,
        end: async () => {},
      } as never,
    }),
  });

type Transact = <T>(begin: string, work: (tx: Tx) => Promise<T>) => Promise<T>;

/** One transaction on a client of the pool; a client that cannot even roll back is thrown away. */
function transactionsOf(pool: pg.Pool): Transact {
  const builders = new WeakMap<pg.PoolClient, Kysely<Tables>>();
  const builderOf = (client: pg.PoolClient): Kysely<Tables> => {
    let builder = builders.get(client);
    if (!builder) {
      builder = kyselyOver(client);
      builders.set(client, builder);
    }
    return builder;
  };

  return async (begin, work) => {
    const client = await pool.connect();
    const { tx, spend } = openTx('postgres', builderOf(client), {
      all: async (statement, values) =>
        (await client.query({ name: statement.name, text: statement.postgres, values: values as Value[] })).rows,
      run: async (statement, values) =>
        (await client.query({ name: statement.name, text: statement.postgres, values: values as Value[] })).rowCount ??
        0,
    });
    let broken: Error | undefined;
    try {
      await client.query(begin);
      const value = await work(tx);
      await client.query('commit');
      return value;
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => {
        broken = failure;
      });
      throw error;
    } finally {
      spend();
      client.release(broken);
    }
  };
}

/** Opens the pool; it connects on first use. */
export function openPostgres(options: PostgresOptions): Store {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connectionsMax ?? 16,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 60_000,
    types,
    options: '-c synchronous_commit=on',
  });
  pool.on('error', options.onError ?? (() => {}));
  const transact = transactionsOf(pool);
  const attempt = async <T>(begin: string, work: (tx: Tx) => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries++) {
      try {
        return await transact(begin, work);
      } catch (error) {
        const again = codeOf(error) === SERIALIZATION_FAILURE || codeOf(error) === DEADLOCK;
        if (!again || tries === TRIES_MAX) throw translate(error);
      }
    }
  };

  return {
    dialect: 'postgres',
    read: (work) => attempt('begin isolation level repeatable read read only', work),
    write: (work) => attempt('begin', work),
    one: async <Row>(statement: Statement<Row>, values: readonly Value[]) => {
      try {
        const result = await pool.query({ name: statement.name, text: statement.postgres, values: values as Value[] });
        return result.rows[0] as Row | undefined;
      } catch (error) {
        throw translate(error);
      }
    },
    ping: async () => {
      try {
        await pool.query('select 1');
      } catch (error) {
        throw new StorageUnavailable('PostgreSQL does not answer', { cause: error });
      }
    },
    close: () => pool.end(),
  };
}
