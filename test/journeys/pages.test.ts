// Every address that the pages know is served as a page, and leads to one: what a mail or a button links to must not be lost.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { readText } from '../support/source-tree.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const routesIn = (file: string): string[] =>
  [...readText(file).matchAll(/<Route path="(\/[^"]*)"/g)].map(([, path = '']) => path);
const entry = readText('packages/web/src/app.tsx');
const places = [...(/const PLACES = \[([^\]]*)\]/.exec(entry)?.[1]?.matchAll(/'([^']+)'/g) ?? [])].map(
  ([, at]) => `/${at}`,
);

it('every place of the account has a page, and every page a place', () => {
  expect(places.length).toBeGreaterThan(10);
  expect(places.toSorted()).toEqual(routesIn('packages/web/src/account/routes.tsx').toSorted());
});

it('every address of a page is answered with it, and no other', async () => {
  const addresses = ['/', ...routesIn('packages/web/src/app.tsx'), ...places];
  for (const address of addresses) {
    const response = await fetch(`${server.url}${address}`);
    expect(`${address} ${response.status}`).toBe(`${address} 200`);
    expect(response.headers.get('content-type')).toContain('text/html');
  }
  expect((await fetch(`${server.url}/nothing-is-here`)).status).toBe(404);
});

it('a link whose “#” a mail gateway wrote as “%23” leads to its page with its token', async () => {
  const open = (path: string) =>
    fetch(`${server.url}${path}`, { redirect: 'manual', headers: { accept: 'text/html' } });
  for (const page of ['/not-me', '/not-them', '/contest', '/take-back', '/recover/link', '/setup']) {
    const moved = await open(`${page}%23hfn_a.b-c_1`);
    expect([moved.status, moved.headers.get('location')]).toEqual([302, `${page}#hfn_a.b-c_1`]);
    expect(moved.headers.get('cache-control')).toBe('no-store');
  }
  // To no other host, to no other page, and with nothing but a token.
  for (const other of [
    '//elsewhere.example%23x',
    '/nowhere%23x',
    '/not-me%23x%0d%0ay',
    '/not-me%23',
    '/not-me%23<b>',
  ]) {
    expect(`${other} ${(await open(other)).status}`).toBe(`${other} 404`);
  }
});
