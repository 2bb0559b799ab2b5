// A whole server in this process, on ports of its own, with a clock that tests move and mail that tests read.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../packages/server/src/config/load-config.ts';
import { createLog } from '../../packages/server/src/platform/log.ts';
import { systemRandom } from '../../packages/server/src/platform/random.ts';
import { type Running, start } from '../../packages/server/src/start.ts';
import { MovableClock } from './clock.ts';
import { letDatabaseFollow } from './database-clock.ts';
import { freePort } from './free-port.ts';
import { type Mailbox, readMailbox } from './mailbox.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface TestServer extends Mailbox {
  readonly url: string;
  readonly managementUrl: string;
  readonly clock: MovableClock;
  readonly running: Running;
  readonly dataDir: string;
  /** Nobody is served; the data stays. */
  switchOff(): Promise<void>;
  /** Serves again, on the same data and ports, with further HOLDFAST_… settings. */
  switchOn(env?: Readonly<Record<string, string>>): Promise<void>;
  stop(): Promise<void>;
}

export interface TestServerOptions {
  /** Further HOLDFAST_… settings. */
  readonly env?: Readonly<Record<string, string>>;
  readonly webDir?: string;
  readonly clock?: MovableClock;
  /** By which clock the database goes, where it has one of its own. Default: the server's. */
  readonly databaseClock?: MovableClock;
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
  const clock = options.clock ?? new MovableClock();
  const databaseUrl = options.env?.HOLDFAST_DATABASE_URL;
  if (databaseUrl) await letDatabaseFollow(databaseUrl, options.databaseClock ?? clock);
  const open = (further: Readonly<Record<string, string>>): Promise<Running> => {
    const { config, secrets } = loadConfig({ ...env, ...further }, (path) => readFileSync(path, 'utf8'));
    return start({
      config,
      secrets,
      clock,
      random: systemRandom,
      log: createLog('silent'),
      webDir: options.webDir ?? join(root, 'packages/web/dist'),
      openApiFile: join(root, 'docs/openapi.json'),
    });
  };
  let running: Running | null = await open({});
  const switchOff = async (): Promise<void> => {
    await running?.stop();
    running = null;
  };
  const mailbox = readMailbox(url);
  return {
    url,
    managementUrl: `http://127.0.0.1:${managementPort}`,
    clock,
    get running() {
      if (!running) throw new Error('the server is switched off');
      return running;
    },
    dataDir,
    ...mailbox,
    switchOff,
    switchOn: async (further = {}) => {
      await switchOff();
      running = await open(further);
    },
    stop: async () => {
      await switchOff();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
