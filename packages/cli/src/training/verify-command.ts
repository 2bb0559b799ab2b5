// `holdfast training verify`: a receipt of the training ledger, checked with nothing but the keys that were kept.

import { createHash } from 'node:crypto';
import type { Command } from 'commander';
import { type AnswerOptions, answer, CommandFailure } from '../answer.ts';
import { type OwnerOptions, provesOwner } from './open-commitment.ts';
import { type Fields, parseFields, type Receipt, readReceipt, readText } from './read-receipt.ts';

interface VerifyOptions extends AnswerOptions, OwnerOptions {
  readonly keys: string;
  readonly answers?: string;
  readonly client?: string;
}

/** The answers as they were sent: the whole answer that came, or its list alone. */
function digestOf(given: Fields): string {
  const answers = Array.isArray(given) ? given : given.answers;
  return createHash('sha256').update(JSON.stringify(answers), 'utf8').digest('base64url');
}

function sayWhat({ claims }: Receipt, answersGiven: boolean): string {
  if (claims.content !== undefined) {
    return `content ${JSON.stringify(claims.content)} is ${claims.excluded === true ? 'excluded' : 'not excluded'}`;
  }
  const count = `${String(claims.count)} ${claims.count === 1 ? 'answer' : 'answers'}`;
  return `${count}${answersGiven ? ', all as given' : ' (give them with --answers to check them)'}`;
}

function sayWhose({ form }: Receipt, owned: boolean, { account, madeAt, item }: OwnerOptions): string {
  if (form === 1) return ' This receipt is of the old form and binds no account.';
  if (!owned) return ' (Give --account, --made-at and the salt to check whose content it is.)';
  return ` ${item === undefined ? 'It' : JSON.stringify(item)} is content of ${account} from ${madeAt}.`;
}

function verifyReceipt(file: string, options: VerifyOptions): void {
  const receipt = readReceipt(readText(file), parseFields(readText(options.keys), 'The file of keys'));
  const { form, claims } = receipt;
  if (options.client !== undefined && claims.aud !== options.client) {
    throw new CommandFailure(`NOT PROVED. It was given to another program: ${String(claims.aud)}.`);
  }
  const given = options.answers === undefined ? null : parseFields(readText(options.answers), 'The file of answers');
  if (given && digestOf(given) !== claims.answers) {
    throw new CommandFailure('NOT PROVED. Those are not the answers that were given.');
  }
  const owned = provesOwner(receipt, given, options);
  const when = new Date(Number(claims.iat) * 1000).toISOString();
  const told = `Proved: ${String(claims.iss)} told ${String(claims.aud)} at ${when}: ${sayWhat(receipt, given !== null)}.`;
  answer(options, `${told}${sayWhose(receipt, owned, options)}`, {
    proved: true,
    form,
    bindsAccount: form !== 1,
    ownerProved: owned,
    claims,
  });
}

export function addTrainingCommands(program: Command): void {
  const training = program.command('training').description('the training ledger');
  training
    .command('verify')
    .summary('verify a receipt, anywhere and without the server')
    .description(
      'Verifies a receipt of the training ledger with the keys that were kept from /api/v1/training/keys; no server is asked. With --answers it also verifies that those are the answers that the receipt is about, and with --account and --made-at whose content it was and from when. A receipt of the old form binds no account, and the command says so.',
    )
    .argument('<receipt>', 'a file with the receipt; - for standard input')
    .requiredOption('--keys <file>', 'the keys, as /api/v1/training/keys answered them')
    .option('--answers <file>', 'what a batch was answered with, the whole answer or the list')
    .option('--client <id>', 'the program that it must have been given to: clnt_…')
    .option('--account <id>', 'the account whose content it must be about: acct_…')
    .option('--made-at <time>', 'when the content was made, as it was asked: milliseconds since 1970')
    .option('--salt <text>', 'the salt that came beside the receipt; a batch’s answer holds its own')
    .option('--item <id>', 'which one of a batch')
    .option('--json', 'answer with one JSON object')
    .action(verifyReceipt);
}
