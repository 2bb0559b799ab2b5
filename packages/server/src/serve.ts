// Runs the server in this process, from the environment, until it is asked to stop: for `npm start` and `holdfast serve`.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadConfig } from './config/load-config.ts';
import { systemClock } from './platform/clock.ts';
import { createLog } from './platform/log.ts';
import { environment, onStopSignal } from './platform/process.ts';
import { systemRandom } from './platform/random.ts';
import { start } from './start.ts';

// From packages/server/src and from packages/server/dist alike.
const root = new URL('../../../', import.meta.url);
const inRoot = (path: string): string => fileURLToPath(new URL(path, root));

export interface Serving {
  readonly publicUrl: string;
  /** One-time address for the first start; null when set-up is done. */
  readonly setupLink: string | null;
  /** Sentences for whoever starts it. */
  readonly notices: readonly string[];
}

/** Resolves when both ports answer; SIGTERM and SIGINT then drain it and end the process. @throws ConfigError */
export async function serve(): Promise<Serving> {
  const { config, secrets, notices } = loadConfig(environment(), (path) => readFileSync(path, 'utf8'));
  const log = createLog(config.logLevel, { pretty: config.mode === 'development' });
  const running = await start({
    config,
    secrets,
    clock: systemClock,
    random: systemRandom,
    log,
    webDir: inRoot('packages/web/dist'),
    openApiFile: inRoot('docs/openapi.json'),
  });
  onStopSignal(async () => {
    log.info('draining');
    await running.stop();
  });
  return { publicUrl: config.publicUrl, setupLink: running.setupLink, notices };
}

/** What is said of it, a line each. */
export const sayServing = ({ publicUrl, setupLink, notices }: Serving): readonly string[] => [
  ...notices,
  ...(setupLink === null ? [] : [`Set up the operator’s account, once: ${setupLink}`]),
  `Holdfast is at ${publicUrl}`,
];
