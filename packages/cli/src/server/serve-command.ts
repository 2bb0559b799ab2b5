// `holdfast serve`: the server, in the foreground.

import type { Command } from 'commander';
import type { AnswerOptions } from '../answer.ts';

async function run(options: AnswerOptions): Promise<void> {
  const { sayServing, serve } = await import('@holdfast/server/serve');
  const serving = await serve();
  const lines = options.json ? [JSON.stringify(serving)] : sayServing(serving);
  for (const line of lines) process.stdout.write(`${line}\n`);
}

export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .summary('run the server')
    .description(
      'Runs the server in the foreground until SIGTERM or SIGINT, which drain it. Everything is set by the environment, or by the file that HOLDFAST_CONFIG_FILE names. Says where it is when both ports answer.',
    )
    .option('--json', 'say where it is with one JSON object')
    .action(run);
}
