// `holdfast migrate`: brings the database to this program's schema, or says what that would take.

import type { Command } from 'commander';
import { type AnswerOptions, answer, EXIT } from '../answer.ts';

async function run(options: AnswerOptions & { readonly dryRun?: boolean }): Promise<void> {
  const { bringUpSchema } = await import('@holdfast/server/schema');
  const { found, newest, missing, applied } = await bringUpSchema(!options.dryRun);
  const steps = missing.map(({ number, name }) => `  ${String(number).padStart(4, '0')}  ${name}`).join('\n');
  const sentence =
    missing.length === 0
      ? `The database has schema ${found}, and needs nothing.`
      : applied
        ? `Brought the database from schema ${found} to ${newest}:\n${steps}`
        : `The database has schema ${found}; ${newest} would take:\n${steps}`;
  answer(options, sentence, { found, newest, missing, applied });
  if (missing.length > 0 && !applied) process.exitCode = EXIT.no;
}

export function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .summary('bring the database to this program’s schema')
    .description(
      'Applies every step of the schema that the database lacks, all or none, and makes an empty database where there is none. A server that starts does the same. There is no way back but a backup: take one first.',
    )
    .option('--dry-run', 'list what would be applied, and change nothing')
    .option('--json', 'answer with one JSON object')
    .action(run);
}
