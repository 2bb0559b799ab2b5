// Starts the server from the environment, says where it is, and drains it on SIGTERM.

import { ConfigError } from './config/config-error.ts';
import { sayServing, serve } from './serve.ts';

try {
  for (const line of sayServing(await serve())) process.stdout.write(`${line}\n`);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(78);
}
