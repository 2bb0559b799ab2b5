// PostgreSQL for many nodes: a pool, read-committed writes that lock the account they are about, bounded retry.

import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { OutboxChannel } from '../domain/alert/channel.ts';
import { openTx } from './open-tx.ts';
import type { Statement } from './statement.ts';
import { type OnQueued, StorageUnavailable, type Store, type Tx, type Value } from './store.ts';
import type { Tables } from './tables.ts';

export interface PostgresOptions {
  /** postgres://user:password@host:port/database */
  readonly url: string;
  readonly connectionsMax?: number;
  /** What the connections are called in the server's own lists. */
  readonly name?: string;
  /** Told when an idle connection breaks; the pool replaces it. */
  readonly onError?: (error: Error) => void;
  readonly onQueued?: OnQueued;
}

const BIGINT_OID = 20;
const TRIES_MAX = 4;
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
/** What was free when it was looked at has been taken since; looked at again, it is seen and refused. */
const UNIQUE_VIOLATION = '23505';
const AGAIN: ReadonlySet<string> = new Set([SERIALIZATION_FAILURE, DEADLOCK, UNIQUE_VIOLATION]);
const READ_ONLY = '25006';
const RETRY_MS = 10;

// bigint and count(*) arrive as text; all of ours are milliseconds or counts, below 2⁵³.
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === BIGINT_OID ? (text: string) => Number(text) : pg.types.getTypeParser(oid, format as 'text'),
};

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');

/** A write on a server that takes none: a standby, or one that was made read-only because its disk is full. */
const translateWrite = (error: unknown): unknown =>
  codeOf(error) === READ_ONLY ? new StorageUnavailable('PostgreSQL only reads', { cause: error }) : error;

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
function transactionsOf(pool: pg.Pool, onQueued: OnQueued): Transact {
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
    const query = ({ name, postgres: text }: Statement<unknown>, values: readonly Value[]) =>
      client.query({ name, text, values: values as Value[] });
    // What went wrong first: PostgreSQL refuses whatever follows in the transaction, and says no more than that.
    let unheard: unknown;
    const queued = new Set<OutboxChannel>();
    const { tx, spend } = openTx('postgres', builderOf(client), {
      all: async (statement, values) => (await query(statement, values)).rows,
      run: async (statement, values) => (await query(statement, values)).rowCount ?? 0,
      send: (statement, values) => {
        query(statement, values).catch((error: unknown) => {
          unheard ??= error;
        });
      },
      queued: (channel) => void queued.add(channel),
    });
    let broken: Error | undefined;
    // The pool listens to idle clients only; unheard, a connection lost in here would end the process.
    const onBreak = (error: Error) => {
      broken = error;
    };
    client.on('error', onBreak);
    try {
      // Sent along with the first statement of `work`.
      const begun = client.query(begin);
      begun.catch(onBreak);
      const value = await work(tx).finally(spend);
      await begun;
      // After an error that `work` swallowed, PostgreSQL answers a commit with a rollback.
      const { command } = await client.query('commit');
      if (command !== 'COMMIT')
        throw unheard ?? new Error('an error inside the transaction was swallowed; it was rolled back');
      for (const channel of queued) onQueued(channel);
      return value;
    } catch (error) {
      await client.query('rollback').catch(onBreak);
      throw broken
        ? new StorageUnavailable('PostgreSQL was lost in a transaction', { cause: error })
        : (unheard ?? error);
    } finally {
      client.off('error', onBreak);
      client.release(broken);
    }
  };
}

/** How many others are connected to this database, as far as the server tells. */
export async function countOthers(tx: Tx): Promise<number> {
  // Else a transaction goes on seeing what it saw first (PostgreSQL 18 §27.2.2).
  await sql`select pg_stat_clear_snapshot()`.execute(tx.q);
  const { rows } = await sql<{ readonly count: number }>`select count(*) as count from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`.execute(tx.q);
  return Number(rows[0]?.count ?? 0);
}

/** All of ours, by their quoted names. */
async function personalTables(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query(
    'select quote_ident(tablename) as name from pg_tables where schemaname = current_schema()',
  );
  return rows.map(({ name }: { readonly name: string }) => name);
}

/** Opens the pool; it connects on first use. */
export function openPostgres(options: PostgresOptions): Store {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connectionsMax ?? 16,
    connectionTimeoutMillis: 5000,
    application_name: options.name ?? 'holdfast',
    idleTimeoutMillis: 60_000,
    types,
    options: '-c synchronous_commit=on',
    // Statements that do not wait for each other share a round trip.
    pipeline: true,
  });
  pool.on('error', options.onError ?? (() => {}));
  const transact = transactionsOf(pool, options.onQueued ?? (() => {}));
  const attempt = async <T>(begin: string, work: (tx: Tx) => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries++) {
      try {
        return await transact(begin, work);
      } catch (error) {
        if (!AGAIN.has(codeOf(error)) || tries === TRIES_MAX) throw translate(error);
        // Whoever won the deadlock needs a moment to take what was let go.
        await new Promise((turn) => setTimeout(turn, RETRY_MS * tries));
      }
    }
  };

  return {
    dialect: 'postgres',
    read: (work) => attempt('begin isolation level repeatable read read only', work),
    write: (work) => attempt('begin', work).catch((error) => Promise.reject(translateWrite(error))),
    one: async <Row>(statement: Statement<Row>, values: readonly Value[]) => {
      try {
        const result = await pool.query({ name: statement.name, text: statement.postgres, values: values as Value[] });
        return result.rows[0] as Row | undefined;
      } catch (error) {
        throw translate(error);
      }
    },
    overwriteDeleted: async () => {
      try {
        for (const table of await personalTables(pool)) await pool.query(`vacuum ${table}`);
        return true;
      } catch (error) {
        throw translate(error);
      }
    },
    ping: async () => {
      try {
        const { rows } = await pool.query("select current_setting('transaction_read_only') as reads_only");
        if (rows[0]?.reads_only !== 'off') throw new Error('it only reads');
      } catch (error) {
        throw new StorageUnavailable('PostgreSQL does not answer', { cause: error });
      }
    },
    close: () => pool.end(),
  };
}
