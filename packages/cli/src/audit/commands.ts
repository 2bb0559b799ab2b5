// `holdfast audit`: export the sealed log, verify it, prove one event.

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type Cosigner, formatNoteKey, type NoteKey, parseNoteKey } from '@holdfast/contract/log';
import type { LogState } from '@holdfast/server/operator';
import { type Command, InvalidArgumentError } from 'commander';
import { type AnswerOptions, answer, CommandFailure, EXIT } from '../answer.ts';
import { writeWholeFile } from '../backup/whole-file.ts';
import { type Progress, showProgress } from '../progress.ts';
import { withOperator } from '../with-operator.ts';
import { checkDatabase } from './check-database.ts';
import { checkOnline } from './check-online.ts';
import { asksForEvents, type EventOptions, exportEvents } from './export-events.ts';
import { checkFile, formatEnd, formatHead, formatLine } from './export-file.ts';
import { LogFault } from './log-check.ts';
import { sha256 } from './node-crypto.ts';
import { type CosignersAsked, signedByKnown } from './require-cosigners.ts';

interface VerifyOptions extends AnswerOptions {
  readonly url?: string;
  readonly key?: string;
  readonly secondKey?: string;
  readonly since?: string;
  readonly keep?: string;
  readonly witness: readonly string[];
  readonly quorum?: number;
}

function readKey(option: string, line: string | undefined): NoteKey | undefined {
  if (line === undefined) return undefined;
  const key = parseNoteKey(sha256, line.trim());
  if (!key) throw new CommandFailure(`${option} is not a key: it looks like example.com/log+0123abcd+AbC…`, EXIT.usage);
  return key;
}

/** Without --quorum, every witness that is named has to have signed. */
function readCosigners({ witness, quorum, secondKey }: VerifyOptions): CosignersAsked {
  const witnesses = witness.flatMap((line) => readKey('--witness', line) ?? []);
  if (witnesses.some(({ type }) => type === 'ed25519')) {
    throw new CommandFailure('--witness is the key of a log, not of a witness.', EXIT.usage);
  }
  const names = new Set(witnesses.map(({ name }) => name)).size;
  if (quorum !== undefined && (quorum < 1 || quorum > names)) {
    throw new CommandFailure(`--quorum is 1 to ${names}, the number of witnesses named.`, EXIT.usage);
  }
  return { witnesses, quorum: quorum ?? names, secondKey: readKey('--second-key', secondKey) ?? null };
}

function readCount(text: string): number {
  if (!/^[1-9][0-9]{0,2}$/.test(text)) throw new InvalidArgumentError('It is a whole number.');
  return Number(text);
}

const gather = (value: string, before: readonly string[]): readonly string[] => [...before, value];

function readFileOrSay(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new CommandFailure(`${path} cannot be read.`, EXIT.usage);
  }
}

const NOTHING = 'Nothing has been sealed yet.';
const counted = (entries: number): string => `${entries.toLocaleString('en')} ${entries === 1 ? 'entry' : 'entries'}`;

/** Where the file ends: at the newest head that witnesses signed, if there are any and not all is asked for. */
const endOf = (log: LogState, all: boolean): Pick<LogState, 'size' | 'checkpoint'> =>
  all ? log : (log.witnessed ?? log);

/** Some fifty kilobytes. */
const ENTRIES_A_WRITE = 100;

/** Writes beside the file first: what is there is a whole export or none. */
async function exportLog(options: AnswerOptions & { readonly out: string; readonly all?: boolean }): Promise<void> {
  const { out } = options;
  const { size, left } = await withOperator(async (operator) => {
    const log = await operator.readLog();
    if (!log) throw new CommandFailure(NOTHING);
    const end = endOf(log, options.all ?? false);
    const cosigners = [
      ...(log.secondKey === null ? [] : [log.secondKey]),
      ...log.witnesses.map((witness) => witness.key),
    ];
    const progress = showProgress('Exporting');
    await writeWholeFile(out, async (put) => {
      let text = formatHead({ ...log, cosigners });
      for await (const entry of operator.readEntries({ from: 0, to: end.size })) {
        text += formatLine(entry);
        if (entry.index % ENTRIES_A_WRITE !== 0) continue;
        await put(Buffer.from(text, 'utf8'));
        text = '';
        progress.at(entry.index);
      }
      text += formatEnd(end.size, signedByKnown(end.checkpoint, [log.key, ...cosigners]));
      await put(Buffer.from(text, 'utf8'));
    }).finally(progress.end);
    return { size: end.size, left: log.size - end.size };
  });
  const newer = left > 0 ? ` ${counted(left)} after them wait for the witnesses; --all takes them too.` : '';
  answer(options, `Wrote ${counted(size)} to ${out}.${newer}`, { file: out, entries: size, notYetWitnessed: left });
}

async function verify(file: string | undefined, options: VerifyOptions): Promise<void> {
  if (options.keep !== undefined && (options.url === undefined || options.since !== undefined)) {
    throw new CommandFailure('--keep goes with --url, and stands in for --since.', EXIT.usage);
  }
  const kept = options.keep !== undefined && existsSync(options.keep) ? options.keep : undefined;
  const since = options.since ?? kept;
  const progress = showProgress('Verifying');
  const expected = {
    key: readKey('--key', options.key),
    since: since === undefined ? undefined : readFileOrSay(since),
    cosigners: readCosigners(options),
    onProgress: progress.at,
  };
  try {
    if (file !== undefined) await verifyFile(file, options, expected, progress);
    else if (options.url === undefined) await verifyDatabase(options, expected, progress);
    if (options.url !== undefined) await verifyOnline(file, options.url, options, expected, progress);
  } catch (error) {
    progress.end();
    if (!(error instanceof LogFault)) throw error;
    answer(options, `NOT AS SEALED. ${error.message}`, { verified: false, fault: error.message });
    process.exitCode = EXIT.no;
  }
}

interface Expected {
  readonly key: NoteKey | undefined;
  readonly since: string | undefined;
  readonly cosigners: CosignersAsked;
  readonly onProgress: (entries: number) => void;
}

const named = (cosigners: readonly Cosigner[]): string[] => cosigners.map(({ name }) => name);
const sayErased = (erased: number): string => (erased === 0 ? '' : ` Erased: what is personal in ${counted(erased)}.`);
const witnessedBy = (cosigners: readonly Cosigner[]): string =>
  cosigners.length === 0 ? '' : ` Witnesses: ${named(cosigners).join(', ')}.`;

async function verifyDatabase(options: VerifyOptions, expected: Expected, progress: Progress): Promise<void> {
  const checked = await withOperator((operator) => checkDatabase(operator, expected));
  progress.end();
  if (checked === null) throw new CommandFailure(NOTHING);
  const { size, erased } = checked;
  answer(options, `As sealed: ${counted(size)} in the database.${sayErased(erased)}`, {
    verified: true,
    entries: size,
    erased,
  });
}

/** What is said where the log's key came from the very thing that was checked. */
function trustIn(key: NoteKey, expected: Expected, who: string): string {
  if (expected.key) return '';
  const line = formatNoteKey(sha256, key);
  return `\n${who} itself named the key that it is signed with. Compare it with what you know of this log:\n  ${line}`;
}

async function verifyFile(file: string, options: VerifyOptions, expected: Expected, progress: Progress): Promise<void> {
  if (!existsSync(file)) throw new CommandFailure(`${file} is not there.`, EXIT.usage);
  // What was kept may be newer than the file, which is then compared with what is served.
  const checked = await checkFile(file, options.url === undefined ? expected : { ...expected, since: undefined });
  progress.end();
  if (options.url !== undefined) return;
  const trust = trustIn(checked.key, expected, 'The file');
  const by = witnessedBy(checked.cosigners);
  answer(
    options,
    `As sealed: ${counted(checked.size)} of ${checked.origin}.${by}${sayErased(checked.erased)}${trust}`,
    {
      verified: true,
      entries: checked.size,
      erased: checked.erased,
      origin: checked.origin,
      key: formatNoteKey(sha256, checked.key),
      keyWasGiven: expected.key !== undefined,
      witnesses: named(checked.cosigners),
    },
  );
}

async function verifyOnline(
  file: string | undefined,
  url: string,
  options: VerifyOptions,
  expected: Expected,
  progress: Progress,
): Promise<void> {
  const checked = await checkOnline(url, { ...expected, file });
  progress.end();
  if (options.keep !== undefined) {
    writeFileSync(`${options.keep}.part`, checked.checkpoint);
    renameSync(`${options.keep}.part`, options.keep);
  }
  const trust = trustIn(checked.key, expected, 'The server');
  const by = witnessedBy(checked.cosigners);
  answer(options, `As sealed: ${counted(checked.size)} of ${checked.key.name}, as served.${by}${trust}`, {
    verified: true,
    entries: checked.size,
    origin: checked.key.name,
    key: formatNoteKey(sha256, checked.key),
    keyWasGiven: expected.key !== undefined,
    witnesses: named(checked.cosigners),
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
    .requiredOption('--out <file>', 'the file to write; it gets this name only once it is whole')
    .option('--all', 'include entries that the witnesses have not signed yet')
    .option(
      '--format <form>',
      'ndjson (the default), csv, or ocsf: events of the Open Cybersecurity Schema Framework 1.3',
    )
    .option('--from <moment>', 'events from this moment on: 2026-06-01 or 2026-06-01T12:00Z')
    .option('--to <moment>', 'events before this moment')
    .option('--actor <who>', 'of one account (address or acct_…), or by holder, stranger, system, client or staff')
    .option('--operation <name...>', 'of these operations: credential.add, or credential.* for a family')
    .option('--resume', 'continue an interrupted export')
    .option('--json', 'answer with one JSON object')
    .action((options: EventOptions) => (asksForEvents(options) ? exportEvents(options) : exportLog(options)));
  audit
    .command('verify')
    .description(
      'verify an exported log, the log that a server serves, or, with neither, the log in the database; the exit status is 0 only when it is as sealed',
    )
    .argument('[file]', 'an exported log')
    .option('--key <key>', 'the log’s key as you know it: example.com/log+0123abcd+AbC…')
    .option('--since <file>', 'an older signed checkpoint that the log must have grown out of')
    .option('--url <address>', 'the log served at this address; with a file: it must begin with the file’s entries')
    .option('--keep <file>', 'with --url: like --since if the file exists; the newest checkpoint is then stored in it')
    .option('--witness <key>', 'a witness that must have signed; may be given more than once', gather, [])
    .option('--quorum <number>', 'how many of the named witnesses must have signed; by default all', readCount)
    .option('--second-key <key>', 'the log’s ML-DSA-44 key, which must have cosigned')
    .option('--json', 'answer with one JSON object')
    .action(verify);
  audit
    .command('prove')
    .description('print the proof that an event is in the log, as JSON')
    .argument('<event>', 'the event’s id: evnt_…')
    .action(prove);
}
