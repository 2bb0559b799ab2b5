// What every file of browser tests starts with: one server and one Chromium, and visitors whose pages must not fault.

import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { startTestServer, type TestServer, type TestServerOptions } from '../support/running-server.ts';
import { startChromium } from './chromium-browser.ts';
import { RunningClock } from './running-clock.ts';
import { Visitor, type VisitorOptions } from './visitor.ts';

/** Kept after the run, as build artefacts. */
export const ARTIFACTS = fileURLToPath(new URL('../../artifacts/browser', import.meta.url));
const BUILT_PAGES = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
/** Ample for a machine that is busy with everything else; each test takes a few seconds. */
const TEST_MS_MAX = 60_000;
const FAILED = join(ARTIFACTS, 'failed');

export interface BrowserTests {
  readonly server: TestServer;
  visit(options?: Omit<VisitorOptions, 'url'>): Promise<Visitor>;
}

/** To be called once, at the top of a file, with further settings if need be. The server's clock runs with the browser's, and tests move it on. */
export function prepareBrowserTests(options: Pick<TestServerOptions, 'env'> = {}): BrowserTests {
  vi.setConfig({ testTimeout: TEST_MS_MAX });
  let server: TestServer | null = null;
  let browser: Browser | null = null;
  const visitors: Visitor[] = [];
  // A copy, so that a build meanwhile does not pull the pages from under the browser.
  const webDir = mkdtempSync(join(tmpdir(), 'holdfast-pages-'));

  beforeAll(async () => {
    cpSync(BUILT_PAGES, webDir, { recursive: true });
    [server, browser] = await Promise.all([
      startTestServer({ ...options, clock: new RunningClock(), webDir }),
      startChromium(),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(webDir, { recursive: true, force: true });
  });
  afterEach(async ({ task }) => {
    const name = `${task.name.replace(/[^a-z0-9]+/gi, '-').slice(0, 60)}`;
    rmSync(join(FAILED, name), { recursive: true, force: true });
    const left = visitors.splice(0);
    if (task.result?.state === 'fail') {
      mkdirSync(join(FAILED, name), { recursive: true });
      for (const [index, { page }] of left.entries()) {
        await page.screenshot({ path: join(FAILED, name, `${index + 1}.png`), fullPage: true }).catch(() => {});
      }
    }
    for (const visitor of left) await visitor.leave();
    expect(left.flatMap(({ faults }) => faults)).toEqual([]);
  });

  return {
    get server() {
      if (!server) throw new Error('the server starts with the first test');
      return server;
    },
    async visit(options = {}) {
      if (!server || !browser) throw new Error('the browser starts with the first test');
      const visitor = await Visitor.enter(browser, { url: server.url, ...options });
      visitors.push(visitor);
      return visitor;
    },
  };
}
