// `holdfast client`: programs that may ask the training ledger, let in and shut out at the machine.

import type { Command } from 'commander';
import { type AnswerOptions, answer, CommandFailure, EXIT } from './answer.ts';
import { withOperator } from './with-operator.ts';

const NAME_CHARACTERS_MAX = 80;

/** The token goes to standard output and nowhere else; what is said about it, to standard error. */
async function add(name: string, options: AnswerOptions): Promise<void> {
  const named = name.trim();
  if (named === '' || named.length > NAME_CHARACTERS_MAX) {
    throw new CommandFailure(`A program's name has 1 to ${NAME_CHARACTERS_MAX} characters.`, EXIT.usage);
  }
  const { id, token } = await withOperator((operator) => operator.addClient(named));
  if (!options.json) process.stderr.write(`${named} is ${id}. Its token is shown once:\n`);
  answer(options, token, { id, name: named, token });
}

async function list(options: AnswerOptions): Promise<void> {
  const clients = await withOperator((operator) => operator.listClients());
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const lines = clients.map(
    ({ id, name, createdAt, endedAt }) =>
      `${id}  ${day(createdAt)}  ${endedAt === null ? 'live            ' : `ended ${day(endedAt)}`}  ${name}`,
  );
  answer(options, lines.length > 0 ? lines.join('\n') : 'There are no programs.', { clients });
}

async function end(id: string, options: AnswerOptions): Promise<void> {
  const name = await withOperator((operator) => operator.endClient(id));
  if (name === null) throw new CommandFailure(`There is no live program ${id}.`);
  answer(options, `${name} is out: its token opens nothing from now on.`, { id, name, ended: true });
}

export function addClientCommands(program: Command): void {
  const client = program.command('client').description('programs that may ask the training ledger in their own name');
  client
    .command('add')
    .description('let a program in; prints its token, once')
    .argument('<name>', 'what it is called in the record')
    .option('--json', 'answer with one JSON object')
    .action(add);
  client
    .command('list')
    .description('list programs, including those that were shut out')
    .option('--json', 'answer with one JSON object')
    .action(list);
  client
    .command('end')
    .description('shut a program out, at once')
    .argument('<id>', 'clnt_…')
    .option('--json', 'answer with one JSON object')
    .action(end);
}
