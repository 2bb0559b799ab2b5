// A whole server in this process, on ports of its own, with a clock that tests move and mail that tests read.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../packages/server/src/config/load-config.ts';
import { createLog } from '../../packages/server/src/platform/log.ts';
import type { Mail } from '../../packages/server/src/platform/mail.ts';
import { systemRandom } from '../../packages/server/src/platform/random.ts';
import { type Running, start } from '../../packages/server/src/start.ts';
import { MovableClock } from './clock.ts';
import { freePort } from './free-port.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface TestServer {
  readonly url: string;
  readonly managementUrl: string;
  readonly clock: MovableClock;
  readonly running: Running;
  readonly dataDir: string;
  /** Mail sent so far, newest first. */
  mails(): Promise<readonly Mail[]>;
  /** The newest mail to `to` whose subject or text matches, waited for. */
  mailTo(to: string, match?: RegExp): Promise<Mail>;
  stop(): Promise<void>;
}

export interface TestServerOptions {
  /** Further HOLDFAST_… settings. */
  readonly env?: Readonly<Record<string, string>>;
  readonly webDir?: string;
  readonly clock?: MovableClock;
}

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-test-'));
  const [port, managementPort] = [await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  const env = {
    HOLDFAST_DATA_DIR: dataDir,
    HOLDFAST_PUBLIC_URL: url,
    HOLDFAST_PORT: String(port),
    HOLDFAST_MANAGEMENT_PORT: String(managementPort),
    HOLDFAST_PLATFORM_NAME: 'Skerry',
    ...options.env,
  };
  const { config, secrets } = loadConfig(env, (path) => readFileSync(path, 'utf8'));
  const clock = options.clock ?? new MovableClock();
  const running = await start({
    config,
    secrets,
    clock,
    random: systemRandom,
    log: createLog('silent'),
    webDir: options.webDir ?? join(root, 'packages/web/dist'),
    openApiFile: join(root, 'docs/openapi.json'),
  });
  const mails = async (): Promise<readonly Mail[]> => {
    const response = await fetch(`${url}/dev/mailbox.json`);
    return ((await response.json()) as { mails: Mail[] }).mails;
  };
  return {
    url,
    managementUrl: `http://127.0.0.1:${managementPort}`,
    clock,
    running,
    dataDir,
    mails,
    mailTo: async (to, match = /./) => {
      for (let tries = 0; tries < 300; tries++) {
        const found = (await mails()).find((mail) => mail.to === to && match.test(`${mail.subject}\n${mail.text}`));
        if (found) return found;
        await new Promise((turn) => setTimeout(turn, 10));
      }
      throw new Error(`no mail to ${to} matching ${match}`);
    },
    stop: async () => {
      await running.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
