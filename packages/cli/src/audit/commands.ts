// `holdfast audit`: export the sealed log, verify it, prove one event.

import { once } from 'node:events';
import { createWriteStream, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { formatNoteKey, type NoteKey, parseNoteKey } from '@holdfast/contract/log';
import type { Command } from 'commander';
import { type AnswerOptions, answer, CommandFailure, EXIT } from '../answer.ts';
import { type Progress, showProgress } from '../progress.ts';
import { withOperator } from '../with-operator.ts';
import { checkDatabase } from './check-database.ts';
import { asksForEvents, type EventOptions, exportEvents } from './export-events.ts';
import { checkFile, formatEnd, formatHead, formatLine } from './export-file.ts';
import { LogFault } from './log-check.ts';
import { sha256 } from './node-crypto.ts';

interface VerifyOptions extends AnswerOptions {
  readonly key?: string;
  readonly since?: string;
}

function readKey(line: string | undefined): NoteKey | undefined {
  if (line === undefined) return undefined;
  const key = parseNoteKey(sha256, line.trim());
  if (!key)
    throw new CommandFailure('--key is not a log’s key: it looks like example.com/log+0123abcd+AbC…', EXIT.usage);
  return key;
}

function readFileOrSay(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new CommandFailure(`${path} cannot be read.`, EXIT.usage);
  }
}

const NOTHING = 'Nothing has been sealed yet.';
const counted = (entries: number): string => `${entries.toLocaleString('en')} ${entries === 1 ? 'entry' : 'entries'}`;

/** Writes beside the file first: what is there is a whole export or none. */
async function exportLog(options: AnswerOptions & { readonly out: string }): Promise<void> {
  const { out } = options;
  const size = await withOperator(async (operator) => {
    const log = await operator.readLog();
    if (!log) throw new CommandFailure(NOTHING);
    const part = `${out}.part`;
    const file = createWriteStream(part, { mode: 0o600 });
    const progress = showProgress('Exporting');
    try {
      const write = async (text: string): Promise<void> => {
        if (!file.write(text)) await once(file, 'drain');
      };
      await write(formatHead(log));
      for await (const entry of operator.readEntries({ from: 0, to: log.size })) {
        await write(formatLine(entry));
        if (entry.index % 1000 === 0) progress.at(entry.index);
      }
      await write(formatEnd(log.size, log.checkpoint));
      file.end();
      await finished(file);
    } catch (error) {
      file.destroy();
      rmSync(part, { force: true });
      throw error;
    } finally {
      progress.end();
    }
    renameSync(part, out);
    return log.size;
  });
  answer(options, `Wrote ${counted(size)} to ${out}.`, { file: out, entries: size });
}

async function verify(file: string | undefined, options: VerifyOptions): Promise<void> {
  const progress = showProgress('Verifying');
  const since = options.since === undefined ? undefined : readFileOrSay(options.since);
  const expected = { key: readKey(options.key), since, onProgress: progress.at };
  try {
    if (file === undefined) await verifyDatabase(options, expected, progress);
    else await verifyFile(file, options, expected, progress);
  } catch (error) {
    progress.end();
    if (!(error instanceof LogFault)) throw error;
    answer(options, `NOT AS SEALED. ${error.message}`, { verified: false, fault: error.message });
    process.exitCode = EXIT.no;
  }
}

type Expected = { key: NoteKey | undefined; since: string | undefined; onProgress: (entries: number) => void };

async function verifyDatabase(options: VerifyOptions, expected: Expected, progress: Progress): Promise<void> {
  const size = await withOperator((operator) => checkDatabase(operator, expected));
  progress.end();
  if (size === null) throw new CommandFailure(NOTHING);
  answer(options, `As sealed: ${counted(size)} in the database.`, { verified: true, entries: size });
}

async function verifyFile(file: string, options: VerifyOptions, expected: Expected, progress: Progress): Promise<void> {
  if (!existsSync(file)) throw new CommandFailure(`${file} is not there.`, EXIT.usage);
  const checked = await checkFile(file, expected);
  progress.end();
  const key = formatNoteKey(sha256, checked.key);
  const trust = expected.key
    ? ''
    : `\nThe file itself named the key that it is signed with. Compare it with what you know of this log:\n  ${key}`;
  answer(options, `As sealed: ${counted(checked.size)} of ${checked.origin}.${trust}`, {
    verified: true,
    entries: checked.size,
    origin: checked.origin,
    key,
    keyWasGiven: expected.key !== undefined,
  });
}

async function prove(eventId: string): Promise<void> {
  const proof = await withOperator((operator) => operator.proveEvent(eventId));
  if (proof === undefined) throw new CommandFailure(`There is no event ${eventId}.`);
  if (proof === null) throw new CommandFailure('That event is not sealed yet. It takes less than a second.');
  process.stdout.write(`${JSON.stringify(proof, null, 2)}\n`);
}

export function addAuditCommands(program: Command): void {
  const audit = program.command('audit').description('the sealed log: export it, verify it, prove an event');
  audit
    .command('export')
    .description(
      'write the whole log to a file that can be verified without this server; or, with any of the options below, copies of events in a form that other programs read',
    )
    .requiredOption('--out <file>', 'where to; it takes its name only when it is whole')
    .option(
      '--format <form>',
      'ndjson (the default), csv, or ocsf: events of the Open Cybersecurity Schema Framework 1.3',
    )
    .option('--from <moment>', 'events from this moment on: 2026-06-01 or 2026-06-01T12:00Z')
    .option('--to <moment>', 'events before this moment')
    .option('--actor <who>', 'of one account (address or acct_…), or by holder, stranger, system, client or staff')
    .option('--operation <name...>', 'of these operations: credential.add, or credential.* for a family')
    .option('--resume', 'go on with what was interrupted')
    .option('--json', 'answer with one JSON object')
    .action((options: EventOptions) => (asksForEvents(options) ? exportEvents(options) : exportLog(options)));
  audit
    .command('verify')
    .description(
      'verify an exported log, or without a file the log in the database; exit status 0 only when it is as sealed',
    )
    .argument('[file]', 'an exported log')
    .option('--key <key>', 'the log’s key as you know it: example.com/log+0123abcd+AbC…')
    .option('--since <file>', 'an older signed checkpoint that the log must have grown out of')
    .option('--json', 'answer with one JSON object')
    .action(verify);
  audit
    .command('prove')
    .description('print the proof that an event is in the log, as JSON')
    .argument('<event>', 'the event’s id: evnt_…')
    .action(prove);
}
