// `holdfast setup`: a new one-time link to set the server up, or to make one more operator.

import type { Command } from 'commander';
import { type AnswerOptions, answer, CommandFailure } from '../answer.ts';
import { confirm } from '../confirm.ts';
import { withOperator } from '../with-operator.ts';

const AGAIN = 'The link makes one more operator. It is put on record, and every operator is told.';

async function run(options: AnswerOptions & { readonly again?: boolean; readonly yes?: boolean }): Promise<void> {
  const { again = false } = options;
  if (again) await confirm(AGAIN, 'operator', options.yes);
  const link = await withOperator((operator) => operator.makeSetupLink(again));
  if (link === null) {
    throw new CommandFailure('The server is set up. If no operator can sign in any more: holdfast setup --again');
  }
  answer(options, link, { link, again });
}

export function addSetupCommand(program: Command): void {
  program
    .command('setup')
    .summary('print a new one-time link to set the server up')
    .description(
      'Prints a one-time link by which the operator’s account is made with two keys. It is valid for seven days, and earlier ones stop working. A server that is set up gives none, except with --again: for one more operator, valid for an hour. No link changes an existing account.',
    )
    .option('--again', 'on a server that is set up: for one more operator, on record, and every operator is told')
    .option('--yes', 'do not ask')
    .option('--json', 'answer with one JSON object')
    .action(run);
}
