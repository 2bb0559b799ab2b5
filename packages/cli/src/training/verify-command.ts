// `holdfast training verify`: a receipt of the training ledger, checked with nothing but the keys that were kept.

import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type AnswerOptions, answer, CommandFailure, EXIT } from '../answer.ts';

interface VerifyOptions extends AnswerOptions {
  readonly keys: string;
  readonly answers?: string;
  readonly client?: string;
}

type Fields = Readonly<Record<string, unknown>>;

function readText(path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch {
    throw new CommandFailure(`${path} cannot be read.`, EXIT.usage);
  }
}

function parse(text: string, what: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Fields;
  } catch {
    // Said below.
  }
  throw new CommandFailure(`${what} is not JSON.`);
}

const decoded = (part: string): string => Buffer.from(part, 'base64url').toString('utf8');

/** The claims of a receipt that one of the keys signed. @throws CommandFailure */
function openReceipt(receipt: string, keys: Fields): Fields {
  const [head = '', body = '', signature = '', ...more] = receipt.trim().split('.');
  if (signature === '' || more.length > 0) throw new CommandFailure('That is no receipt: it has not three parts.');
  const { alg, typ, kid } = parse(decoded(head), 'The head of the receipt');
  if (alg !== 'EdDSA' || typ !== 'training-receipt+jwt') throw new CommandFailure('That is no receipt of this ledger.');
  const known = (Array.isArray(keys.keys) ? keys.keys : []) as Fields[];
  const jwk = known.find((key) => key.kid === kid);
  if (!jwk) throw new CommandFailure('NOT PROVED. None of the keys is the one that it names.');
  const key = createPublicKey({ key: jwk as never, format: 'jwk' });
  const bytes = Buffer.from(signature, 'base64url');
  if (bytes.toString('base64url') !== signature || !verify(null, Buffer.from(`${head}.${body}`), key, bytes)) {
    throw new CommandFailure('NOT PROVED. The signature does not fit: it was changed, or signed by somebody else.');
  }
  return parse(decoded(body), 'The body of the receipt');
}

/** The answers as they were sent: the whole answer that came, or its list alone. */
function digestOf(text: string): string {
  const given = parse(text, 'The file of answers');
  const answers = Array.isArray(given) ? given : given.answers;
  return createHash('sha256').update(JSON.stringify(answers), 'utf8').digest('base64url');
}

function verifyReceipt(file: string, options: VerifyOptions): void {
  const claims = openReceipt(readText(file), parse(readText(options.keys), 'The file of keys'));
  if (options.client !== undefined && claims.aud !== options.client) {
    throw new CommandFailure(`NOT PROVED. It was given to another program: ${String(claims.aud)}.`);
  }
  if (options.answers !== undefined && digestOf(readText(options.answers)) !== claims.answers) {
    throw new CommandFailure('NOT PROVED. Those are not the answers that were given.');
  }
  const when = new Date(Number(claims.iat) * 1000).toISOString();
  const what =
    claims.content === undefined
      ? `${String(claims.count)} ${claims.count === 1 ? 'answer' : 'answers'}${options.answers === undefined ? ' (give them with --answers to check them)' : ', all as given'}`
      : `content ${JSON.stringify(claims.content)} is ${claims.excluded === true ? 'excluded' : 'not excluded'}`;
  answer(options, `Proved: ${String(claims.iss)} told ${String(claims.aud)} at ${when}: ${what}.`, {
    proved: true,
    claims,
  });
}

export function addTrainingCommands(program: Command): void {
  const training = program.command('training').description('the training ledger');
  training
    .command('verify')
    .summary('verify a receipt, anywhere and without the server')
    .description(
      'Verifies a receipt of the training ledger with the keys that were kept from /api/v1/training/keys; no server is asked. With --answers it also verifies that those are the answers that the receipt is about.',
    )
    .argument('<receipt>', 'a file with the receipt; - for standard input')
    .requiredOption('--keys <file>', 'the keys, as /api/v1/training/keys answered them')
    .option('--answers <file>', 'what a batch was answered with, the whole answer or the list')
    .option('--client <id>', 'the program that it must have been given to: clnt_…')
    .option('--json', 'answer with one JSON object')
    .action(verifyReceipt);
}
