// `holdfast retention`: lets go of what is past its time, or says what that would be.

import type { Command } from 'commander';
import { type AnswerOptions, answer, CommandFailure } from '../answer.ts';
import { withOperator } from '../with-operator.ts';

async function retain(options: AnswerOptions & { readonly dryRun?: boolean }): Promise<void> {
  const dryRun = options.dryRun ?? false;
  const lines = await withOperator((operator) => operator.retain(dryRun ? 'count' : 'remove'));
  if (!lines) {
    throw new CommandFailure(
      'Nothing was removed: the clock of this machine is not believed, or no server has looked at it within the hour. npx holdfast doctor says which.',
    );
  }
  const day = (at: number | null) => (at === null ? '' : `, the oldest of ${new Date(at).toISOString().slice(0, 10)}`);
  const text = lines.map(
    ({ rule, table, rows, oldest }) =>
      `${rule.padEnd(12)} ${String(rows).padStart(9)} in ${table}${rows > 0 ? day(oldest) : ''}`,
  );
  const said = dryRun ? 'Nothing was changed. This would go:' : 'This is gone, and on record:';
  answer(options, [said, ...text].join('\n'), { dryRun, lines });
}

export function addRetentionCommand(program: Command): void {
  program
    .command('retention')
    .summary('remove what is past its time, or say what that would be')
    .description(
      'Removes what is older than the settings HOLDFAST_RETENTION_… allow, in small batches, whether or not the server runs, and records how much went. The server does the same once a day. Nothing of an account goes while something of it waits. Entries of the sealed log stay for ever.',
    )
    .option('--dry-run', 'change nothing: say how much would go, from which table, and how old it is')
    .option('--json', 'answer with one JSON object')
    .action(retain);
}
