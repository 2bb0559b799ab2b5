// The sign-in page weighs little, and works before the rest of the app has come.

import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { prepareBrowserTests } from './browser-tests.ts';
import { go, press, statement } from './on-page.ts';
import { settleWithKey } from './settled-people.ts';
import type { Visitor } from './visitor.ts';

const SCRIPT_BYTES_MAX = 110_000;

const tests = prepareBrowserTests();

/** Paths of the scripts that a page asks for from now on. */
function notedScripts({ page }: Visitor): string[] {
  const paths: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') paths.push(new URL(request.url()).pathname);
  });
  return paths;
}

async function openSignIn(visitor: Visitor): Promise<readonly string[]> {
  const paths = notedScripts(visitor);
  await visitor.page.goto('/sign-in');
  await statement(visitor.page, 'Sign in to Skerry');
  await visitor.page.waitForLoadState('networkidle');
  return [...paths];
}

/** What the server sends of it to a browser that takes gzip alone. */
async function gzippedBytes(path: string): Promise<number> {
  const answer = await tests.server.running.server.inject({ url: path, headers: { 'accept-encoding': 'gzip' } });
  expect(answer.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(answer.rawPayload).byteLength).toBeGreaterThan(0);
  return answer.rawPayload.byteLength;
}

describe('the sign-in page', () => {
  it(`loads at most ${SCRIPT_BYTES_MAX / 1000} kB of script by itself`, async () => {
    const paths = await openSignIn(await tests.visit());
    expect(paths.length).toBeGreaterThan(0);
    const sizes = await Promise.all(paths.map(gzippedBytes));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(SCRIPT_BYTES_MAX);
  });

  it('opens an account while no other script of the app arrives', async () => {
    const needed = new Set(await openSignIn(await tests.visit()));
    const visitor = await tests.visit();
    const { page, context } = visitor;
    await settleWithKey(visitor, tests.server, 'slow-line@example.org');
    await context.clearCookies();
    const held: string[] = [];
    await page.route('**/assets/*.js', (route) => {
      const { pathname } = new URL(route.request().url());
      if (needed.has(pathname)) return route.continue();
      held.push(pathname);
      return new Promise(() => {});
    });
    await page.goto('/sign-in');
    const opened = page.waitForResponse('**/api/v1/sign-in/key');
    await press(page, 'Sign in with a key');
    expect((await opened).status()).toBe(200);
    expect(held.length).toBeGreaterThan(0);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.goto('/');
    await statement(page, 'Your account opens with your keys.');
  });
});

describe('a page whose script does not arrive', () => {
  it('says so, and is there when it is loaded again', async () => {
    const visitor = await tests.visit();
    const { page } = visitor;
    await settleWithKey(visitor, tests.server, 'broken-line@example.org');
    await page.goto('/');
    await statement(page, 'Your account opens with your keys.');
    await page.route('**/assets/*.js', (route) => route.abort());
    await go(page, 'Sessions');
    await page.getByText('This page did not load.').waitFor();
    // The browser and React say on the console what the page says to the person.
    expect(visitor.faults.splice(0)).not.toEqual([]);
    await page.unrouteAll();
    await press(page, 'Load it again');
    await statement(page, /can act for you right now\.$/);
  });
});
