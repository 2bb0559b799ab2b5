// `holdfast backup`: the whole database in one file, while the server runs.

import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type BackupWritten, takeBackup } from '@holdfast/server/backup';
import type { Command } from 'commander';
import { type AnswerOptions, answer, CommandFailure, EXIT } from '../answer.ts';
import { showProgress } from '../progress.ts';
import { type Put, writeWholeFile } from './whole-file.ts';

const STANDARD_OUTPUT = '-';

const toStandardOutput: Put = async (chunk) => {
  if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
};

const say = ({ rows, tables, bytes, log }: BackupWritten, out: string): string =>
  `Wrote ${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'} of ${tables} tables (${Math.ceil(bytes / 1e6)} MB) to ${out}. ${
    log ? `The log in it has ${log.size.toLocaleString('en')} entries.` : 'Nothing was sealed in it yet.'
  }`;

async function backup(options: AnswerOptions & { readonly out: string }): Promise<void> {
  const { out } = options;
  const isPiped = out === STANDARD_OUTPUT;
  if (!isPiped && existsSync(out)) {
    throw new CommandFailure(`${out} is there already. A backup takes no other’s place.`, EXIT.usage);
  }
  const progress = showProgress('Rows written');
  const take = async (put: Put): Promise<BackupWritten> => {
    const written = await takeBackup(put, progress.at);
    if (!written) throw new CommandFailure('The database is empty: there is nothing to back up.');
    return written;
  };
  const written = await (isPiped ? take(toStandardOutput) : writeWholeFile(out, take)).finally(progress.end);
  if (isPiped) {
    process.stderr.write(`${say(written, 'standard output')}\n`);
    return;
  }
  answer(options, say(written, out), { file: out, ...written });
}

export function addBackupCommand(program: Command): void {
  program
    .command('backup')
    .summary('write the whole database to one file, while the server runs')
    .description(
      'Writes every table of the database, as it is at one moment, to one file: SQLite or PostgreSQL, of this schema or an older one, while the server runs. The file itself shows whether it is whole. It holds personal data and no secret in the clear; the server’s secrets are not in it, and have to be kept apart from it.',
    )
    .requiredOption('--out <file>', 'the file to write, all of it or nothing; - is standard output')
    .option('--json', 'answer with one JSON object')
    .action(backup);
}
