// What any program that speaks HTTP can try before it has an account: odd addresses, odd hosts, and what answers say.

import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/running-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** One request exactly as written: clients tidy addresses up and refuse to lie about the host. */
async function exchange(target: string, headers: readonly string[] = [], site = server.url): Promise<string> {
  const socket = connect(Number(new URL(site).port), '127.0.0.1');
  const lines = [`GET ${target} HTTP/1.1`, 'connection: close', ...headers];
  if (!headers.some((line) => line.startsWith('host:'))) lines.push(`host: ${new URL(site).host}`);
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text;
  });
  await once(socket, 'close');
  return answer;
}

const statusOf = (answer: string): number => Number(answer.split(' ', 2)[1]);

describe('an address that leads out of the built files', () => {
  it.each([
    '/assets/../index.html',
    '/assets/%2e%2e/index.html',
    '/assets/..%2f..%2fpackage.json',
    '/assets//etc/passwd',
    '/assets/x%00',
  ])('is not found, and no fault of the server: %s', async (target) => {
    const answer = await exchange(target);
    expect(statusOf(answer)).toBe(404);
    expect(answer).toContain('request.unknown-route');
  });
});

it('an address that cannot be decoded is a problem like any other, and is not repeated', async () => {
  const answer = await exchange('/%zz<script>');
  expect(statusOf(answer)).toBe(400);
  expect(answer).toContain('request.invalid');
  expect(answer).not.toContain('script>');
});

describe('every answer', () => {
  it.each([
    '/',
    '/api/v1/session',
    '/api/v1/platform',
    '/openapi.json',
    '/.well-known/webauthn',
    '/nothing',
    '/favicon.svg',
  ])('is what it says it is, and is for this site alone: %s', async (path) => {
    const { headers } = await fetch(`${server.url}${path}`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('development’s mailbox', () => {
  it.each(['/dev/mailbox', '/dev/mailbox.json'])('opens under its own name only: %s', async (path) => {
    expect(statusOf(await exchange(path))).toBe(200);
    expect(statusOf(await exchange(path, ['host: rebound.example']))).toBe(404);
  });
});

describe('health and metrics', () => {
  const MANAGED = ['/health/live', '/health/ready', '/metrics', '/nothing'];

  it.each(MANAGED)('are refused under any name that a web page could give this machine: %s', async (path) => {
    const answer = await exchange(path, ['host: rebound.example'], server.managementUrl);
    expect(statusOf(answer)).toBe(421);
    expect(answer).not.toContain('http_requests_total');
  });

  it('open by address, under localhost, and under the names that the operator gave', async () => {
    const named = await startTestServer({ env: { HOLDFAST_MANAGEMENT_NAMES: 'holdfast.monitoring.svc' } });
    try {
      for (const host of ['10.42.0.7:8401', '[::1]:8401', 'localhost', 'holdfast.monitoring.svc:8401']) {
        const answer = await exchange('/metrics', [`host: ${host}`], named.managementUrl);
        expect([host, statusOf(answer)]).toEqual([host, 200]);
      }
    } finally {
      await named.stop();
    }
  });
});

it('the database is for this user alone, whoever made its folder', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-open-'));
  chmodSync(dataDir, 0o755);
  const other = await startTestServer({ env: { HOLDFAST_DATA_DIR: dataDir } });
  try {
    for (const file of ['holdfast.db', 'holdfast.db-wal', 'secrets.json']) {
      expect([file, statSync(join(dataDir, file)).mode & 0o077]).toEqual([file, 0]);
    }
  } finally {
    await other.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
