// What is looked at on a machine is there, is not there, or does not answer.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { fileFacts, freeBytes, probe } from './machine.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-machine-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a file has its mode, and one that is not there has none', async () => {
  writeFileSync(join(folder, 'file'), '', { mode: 0o640 });
  expect(((await fileFacts(join(folder, 'file')))?.mode ?? 0) & 0o777).toBe(0o640);
  expect(await fileFacts(join(folder, 'none'))).toBeNull();
  expect(await freeBytes(folder)).toBeGreaterThan(0);
});

it('whoever answers is asked for the time too, and followed nowhere', async () => {
  const server = createServer((_request, response) => response.writeHead(302, { location: '/elsewhere' }).end());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const answered = await probe(url);
  expect(answered?.status).toBe(302);
  expect(Math.abs((answered?.date ?? 0) - Date.now())).toBeLessThan(60_000);
  await new Promise((closed) => server.close(closed));
  expect(await probe(url)).toBeNull();
});
