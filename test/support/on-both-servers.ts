// Runs a story over HTTP on a whole server with SQLite, and again with PostgreSQL: what an attack finds holds on both.

import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import type { DatabaseAddress } from './open-store.ts';
import { startTestServer, type TestServer } from './running-server.ts';
import { newPostgresUrl } from './stores.ts';

/** `server` and `address`, of its database, are there inside tests and hooks. */
export function describeOnBothServers(
  title: string,
  stories: (server: () => TestServer, address: () => DatabaseAddress) => void,
  { env = {} }: { readonly env?: Readonly<Record<string, string>> } = {},
): void {
  for (const database of ['SQLite', 'PostgreSQL']) {
    describe(`${title} (${database})`, () => {
      let made: { readonly server: TestServer; readonly address: DatabaseAddress } | null = null;
      const ready = () => {
        if (!made) throw new Error('the server is there inside tests and hooks only');
        return made;
      };
      beforeAll(async () => {
        const url = database === 'PostgreSQL' ? await newPostgresUrl() : null;
        const server = await startTestServer({
          env: { ...env, ...(url === null ? {} : { HOLDFAST_DATABASE_URL: url }) },
        });
        const address: DatabaseAddress =
          url === null
            ? { dialect: 'sqlite', file: join(server.dataDir, 'holdfast.db') }
            : { dialect: 'postgres', url };
        made = { server, address };
      });
      afterAll(() => made?.server.stop());
      stories(
        () => ready().server,
        () => ready().address,
      );
    });
  }
}
