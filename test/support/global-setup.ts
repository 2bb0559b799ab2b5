// Runs once for a whole test run: sees to it that the program as it ships is that of these sources, and keeps the one
// PostgreSQL of the run, started when the first test asks for a database, and the folder of what Node compiled.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { PostgresCluster } from './postgres.ts';

const BUILD = fileURLToPath(new URL('../../scripts/build.ts', import.meta.url));

declare module 'vitest' {
  export interface ProvidedContext {
    /** Answers POST with the URL of a new, empty PostgreSQL database. */
    databaseMaker: string;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  execFileSync(process.execPath, [BUILD, '--if-stale'], { stdio: 'inherit' });
  const compiled = mkdtempSync(join(tmpdir(), 'holdfast-compiled-'));
  process.env.NODE_COMPILE_CACHE = compiled;
  let cluster: Promise<PostgresCluster> | null = null;
  const maker = createServer(async (_request, response) => {
    try {
      cluster ??= PostgresCluster.start();
      response.end(await (await cluster).createDatabase());
    } catch (error) {
      const { message, cause } = error as Error;
      response.writeHead(500).end(cause instanceof Error ? `${message}: ${cause.message}` : message);
    }
  });
  await new Promise<void>((listening) => maker.listen(0, '127.0.0.1', listening));
  project.provide('databaseMaker', `http://127.0.0.1:${(maker.address() as AddressInfo).port}`);
  return async () => {
    maker.closeAllConnections();
    maker.close();
    await (await cluster?.catch(() => null))?.dispose();
    rmSync(compiled, { recursive: true, force: true });
  };
}
