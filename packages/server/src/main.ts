// Starts the server from the environment, says where it is, and drains it on SIGTERM.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ConfigError } from './config/config-error.ts';
import { type Loaded, loadConfig } from './config/load-config.ts';
import { systemClock } from './platform/clock.ts';
import { createLog } from './platform/log.ts';
import { environment, onStopSignal } from './platform/process.ts';
import { systemRandom } from './platform/random.ts';
import { start } from './start.ts';

// From packages/server/src and from packages/server/dist alike.
const root = new URL('../../../', import.meta.url);
const inRoot = (path: string): string => fileURLToPath(new URL(path, root));

function configure(): Loaded {
  try {
    return loadConfig(environment(), (path) => readFileSync(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(78);
  }
}

const { config, secrets, notices } = configure();
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
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
for (const notice of notices) say(notice);
if (running.setupLink) say(`Set up the operator’s account, once: ${running.setupLink}`);
say(`Holdfast is at ${config.publicUrl}`);

onStopSignal(async () => {
  log.info('draining');
  await running.stop();
});
