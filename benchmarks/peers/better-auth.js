// Better Auth with its passkey plug-in, as its documentation sets it up, on SQLite with full durability or on PostgreSQL.

import { createServer } from 'node:http';
import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';

const { PORT, DATA_DIR, DATABASE_URL } = process.env;

async function openDatabase() {
  if (DATABASE_URL) {
    const { default: pg } = await import('pg');
    return new pg.Pool({ connectionString: DATABASE_URL, max: 16 });
  }
  const { default: Database } = await import('better-sqlite3');
  const database = new Database(`${DATA_DIR}/auth.db`);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  return database;
}

const origin = `http://localhost:${PORT}`;
const options = {
  baseURL: origin,
  secret: 'a secret of the benchmark, and of nothing else',
  database: await openDatabase(),
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  logger: { level: 'error' },
  // The session is read from the database each time, as Holdfast does.
  session: { cookieCache: { enabled: false } },
  plugins: [passkey({ rpID: 'localhost', rpName: 'benchmark', origin })],
};
await (await getMigrations(options)).runMigrations();
createServer(toNodeHandler(betterAuth(options))).listen(Number(PORT), '127.0.0.1');
