// `holdfast restore`: restores a backup, checked first, all of it or nothing; `restore decide`: what becomes of what it
// stopped.

import { createReadStream, existsSync } from 'node:fs';
import { type CheckedBackup, checkBackup, lookAtTarget, restoreBackup } from '@holdfast/server/backup';
import type { Command } from 'commander';
import { type AnswerOptions, answer, CommandFailure, EXIT } from '../answer.ts';
import { confirm } from '../confirm.ts';
import { showProgress } from '../progress.ts';
import { withOperator } from '../with-operator.ts';

const counted = (count: number, one: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : `${one}s`}`;
const logOf = ({ log }: CheckedBackup): string =>
  log ? `its log has ${log.size.toLocaleString('en')} entries` : 'nothing was sealed in it';

async function checkFile(file: string): Promise<CheckedBackup> {
  if (!existsSync(file)) throw new CommandFailure(`${file} is not there.`, EXIT.usage);
  const progress = showProgress('Rows checked');
  return checkBackup(createReadStream(file), progress.at).finally(progress.end);
}

interface RestoreOptions extends AnswerOptions {
  readonly replace?: boolean;
  readonly yes?: boolean;
  readonly check?: boolean;
}

const momentOf = ({ takenAt }: CheckedBackup): string => new Date(takenAt).toISOString();

async function check(file: string, options: AnswerOptions): Promise<void> {
  const checked = await checkFile(file);
  const whole = `${file} is a whole backup of ${momentOf(checked)}: ${counted(checked.rows, 'row')}; ${logOf(checked)}.`;
  answer(options, whole, { whole: true, ...checked });
}

/** What is piped in passes once: its digests are checked while it is loaded, and nothing of it stays where they fail. */
const STANDARD_INPUT = '-';

async function restore(file: string, options: RestoreOptions): Promise<void> {
  const isPiped = file === STANDARD_INPUT;
  if (options.check) {
    if (isPiped) throw new CommandFailure('Only a file can be checked without being restored.', EXIT.usage);
    await check(file, options);
    return;
  }
  const what = isPiped ? 'what is piped in' : `the backup of ${momentOf(await checkFile(file))}`;
  const target = await lookAtTarget();
  if (!target.isEmpty) {
    const there = `There is a database at ${target.place}: ${counted(target.tables, 'table')}, ${counted(target.logSize, 'log entry').replace('entrys', 'entries')}.`;
    if (!options.replace) throw new CommandFailure(`${there} Give --replace to put the backup in its place.`);
    await confirm(`${there} It will be replaced by ${what}.`, 'replace', options.yes);
  }
  const progress = showProgress('Rows restored');
  const { aside, ...restored } = await restoreBackup({
    open: () => (isPiped ? process.stdin : createReadStream(file)),
    replace: !target.isEmpty,
    onRows: progress.at,
  }).finally(progress.end);
  const kept = aside === null ? '' : `\nWhat was there is kept as ${aside}.`;
  answer(
    options,
    `Restored ${counted(restored.rows, 'row')} of ${momentOf(restored)}; ${logOf(restored)}.${kept}${restored.undecided ? AFTERWARDS : ''}`,
    {
      restored: true,
      aside,
      ...restored,
    },
  );
}

const AFTERWARDS =
  '\nThe log says that it was restored. Everybody is signed out; codes and links that were on their way lead nowhere.\n' +
  'What waited is stopped, and backup codes and recovery keys are void, until you decide: holdfast restore decide --help';

interface DecideOptions extends AnswerOptions {
  readonly resumeHolds?: boolean;
  readonly cancelHolds?: boolean;
  readonly keepCodes?: boolean;
  readonly voidCodes?: boolean;
  readonly forgiveGuesses?: boolean;
}

/** @throws CommandFailure where not exactly one of two was said. */
function one(first: boolean | undefined, second: boolean | undefined, names: string): boolean {
  if (Boolean(first) !== Boolean(second)) return Boolean(first);
  throw new CommandFailure(`Say one of ${names}.`, EXIT.usage);
}

async function decide(options: DecideOptions): Promise<void> {
  const holds = one(options.resumeHolds, options.cancelHolds, '--resume-holds and --cancel-holds')
    ? 'resume'
    : 'cancel';
  const codes = one(options.keepCodes, options.voidCodes, '--keep-codes and --void-codes') ? 'keep' : 'void';
  const guesses = options.forgiveGuesses ? 'forgive' : 'wait';
  const decided = await withOperator((operator) => operator.decideRestore({ holds, codes, guesses }));
  if (!decided) throw new CommandFailure('No restore waits for a decision.');
  answer(
    options,
    `Decided, and on record: ${counted(decided.resumed, 'change')} ${decided.resumed === 1 ? 'waits' : 'wait'} again, ${decided.cancelled} ${decided.cancelled === 1 ? 'is' : 'are'} over.`,
    { decided: true, holds, codes, guesses, ...decided },
  );
}

const TELLING = 'Every holder gets an alert: what they changed since the copy was taken is undone.';

async function tell(options: AnswerOptions & { readonly yes?: boolean }): Promise<void> {
  await confirm(TELLING, 'tell', options.yes);
  const progress = showProgress('Accounts');
  const told = await withOperator((operator) => operator.tellHolders(progress.at)).finally(progress.end);
  if (told === null) throw new CommandFailure('Nothing was put back.');
  answer(options, `Told ${counted(told, 'holder')}. Whoever was told before is not told twice.`, { told });
}

export function addRestoreCommand(program: Command): void {
  const command = program
    .command('restore')
    .summary('restore a backup, checked first, all of it or nothing')
    .description(
      'Checks a backup and restores it to the database that the environment names: all of it or nothing, brought up to this program’s schema. Every server must be stopped. The log records the restore; everybody is signed out, and nothing that is good once, that counts or that waits is valid again until `restore decide` says so. Refuses secrets that do not belong to the backup.',
    )
    .argument('<file>', 'what `holdfast backup` wrote; - is standard input')
    .option('--check', 'only check the file; the database is not touched')
    .option('--replace', 'replace a database that is not empty')
    .option('--yes', 'replace without asking')
    .option('--json', 'answer with one JSON object')
    .enablePositionalOptions()
    .action(restore);
  command
    .command('decide')
    .summary('decide what becomes of everything a restore stopped')
    .description(
      'Decides, once and on record, what becomes of everything that a restore stopped or made void, whether it was commanded or recognised. Give one of --resume-holds and --cancel-holds, and one of --keep-codes and --void-codes.',
    )
    .option('--resume-holds', 'changes and recoveries that waited wait again, from the start')
    .option('--cancel-holds', 'they are over')
    .option('--keep-codes', 'backup codes and recovery keys that the copy calls unused are good again')
    .option('--void-codes', 'they stay void: their holders make new ones')
    .option('--forgive-guesses', 'guesses count from nothing at once; otherwise their windows run out first')
    .option('--json', 'answer with one JSON object')
    .action(decide);
  command
    .command('tell')
    .summary('tell every holder that the platform went back')
    .description(
      'Tells every holder, on every alert channel, to which moment the platform went back, and that what they changed since is undone: keys they removed open their accounts again. Each is told once; if interrupted, it can be run again.',
    )
    .option('--yes', 'do not ask')
    .option('--json', 'answer with one JSON object')
    .action(tell);
}
