// Lets a PostgreSQL database show the time of a test's clock, where Holdfast asks for its own.

import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { MovableClock } from './clock.ts';

/** The database reads a file that the clock writes whenever it moves. Good for connections that are opened afterwards. */
export async function letDatabaseFollow(url: string, clock: MovableClock): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-clock-'));
  // The database may run as another user.
  chmodSync(folder, 0o755);
  const file = join(folder, 'now');
  clock.follow((now) => writeFileSync(file, String(now)));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // A schema that is searched before the system's own: the name alone leads here.
    await client.query('create schema if not exists clocks');
    await client.query(`create or replace function clocks.clock_timestamp() returns timestamptz language sql volatile
      as $$ select to_timestamp(pg_read_file('${file}')::float8 / 1000) $$`);
    const { rows } = await client.query('select quote_ident(current_database()) as name');
    await client.query(`alter database ${rows[0].name} set search_path = public, clocks, pg_catalog`);
  } finally {
    await client.end();
  }
}
