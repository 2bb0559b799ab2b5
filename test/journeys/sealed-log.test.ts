// The sealed log as a stranger sees it, over HTTP: a signed head, hashes, and that each head grew out of the last.

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromBase64, parseCheckpoint, parseNote, verifyConsistency } from '../../packages/contract/src/log.ts';
import { BrowserLike } from '../support/browser-like.ts';
import { type Person, personWithKey } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { waitUntil } from '../support/wait-until.ts';

let server: TestServer;
let person: Person;
beforeAll(async () => {
  server = await startTestServer();
  person = await personWithKey(server, 'sealed@example.org');
});
afterAll(() => server.stop());

const sha256 = (...parts: readonly Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();

async function head() {
  const text = await (await fetch(`${server.url}/log/checkpoint`)).text();
  const checkpoint = parseCheckpoint(parseNote(text)?.text ?? '');
  if (!checkpoint) throw new Error('no checkpoint yet');
  return checkpoint;
}

it('shows anybody a head that grew out of every earlier one', async () => {
  const first = await waitUntil(head);
  await person.browser.call('account.rename', { displayName: 'Sealed' });
  const second = await waitUntil(async () => {
    const now = await head();
    expect(now.size).toBeGreaterThan(first.size);
    return now;
  });
  const query = { from: String(first.size), to: String(second.size) };
  const { proof } = await new BrowserLike(server.url).call('log.prove-growth', undefined, undefined, query);
  const hashes = proof.map((hash) => fromBase64(hash) ?? new Uint8Array());
  expect(verifyConsistency(sha256, { first, second, proof: hashes })).toBe(true);
});

it('serves the hashes of what is sealed, for ever, and no entry', async () => {
  const { size } = await waitUntil(head);
  const tile = await fetch(`${server.url}/log/tile/0/000.p/${size}`);
  expect(tile.status).toBe(200);
  expect(tile.headers.get('cache-control')).toContain('immutable');
  expect((await tile.arrayBuffer()).byteLength).toBe(size * 32);
  for (const path of ['0/001', '0/0', 'entries/000', `0/000.p/${size + 100}`]) {
    expect((await fetch(`${server.url}/log/tile/${path}`)).status, path).toBe(404);
  }
});

it.each([
  [{ from: '0', to: '1' }, 'request.invalid'],
  [{ from: '1', to: '1e9' }, 'request.invalid'],
  [{ from: '1', to: '900000000000' }, 'not-found'],
  [{ from: '2', to: '1' }, 'not-found'],
])('refuses to prove the growth of %o', async (query, code) => {
  expect((await new BrowserLike(server.url).refused('log.prove-growth', { query })).code).toBe(code);
});
