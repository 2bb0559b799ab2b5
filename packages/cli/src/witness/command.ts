// `holdfast witness`: cosigns the heads of logs it watches, so that nobody is shown a past of their own.

import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { formatNoteKey, type NoteKey, parseNoteKey } from '@holdfast/contract/log';
import { type Command, InvalidArgumentError } from 'commander';
import { type AnswerOptions, answer, CommandFailure, EXIT } from '../answer.ts';
import { sha256 } from '../audit/node-crypto.ts';
import { openWitnessKeys } from './witness-key.ts';
import { createWitnessServer } from './witness-server.ts';
import { WitnessState } from './witness-state.ts';

interface WitnessOptions extends AnswerOptions {
  readonly data: string;
  readonly name?: string;
  readonly log: readonly string[];
  readonly logsFile?: string;
  readonly host: string;
  readonly port: number;
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^[0-9]{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is 0 to 65535.');
  return port;
}

/** One key a line; empty lines and those that begin with # say nothing. */
function readLogsFile(path: string): readonly string[] {
  try {
    const lines = readFileSync(path, 'utf8').split('\n');
    return lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  } catch {
    throw new CommandFailure(`${path} cannot be read.`, EXIT.usage);
  }
}

function readLogs({ log, logsFile }: WitnessOptions): Map<string, NoteKey[]> {
  const lines = [...log, ...(logsFile === undefined ? [] : readLogsFile(logsFile))];
  if (lines.length === 0) throw new CommandFailure('Name the logs to watch, with --log or --logs-file.', EXIT.usage);
  const logs = new Map<string, NoteKey[]>();
  for (const line of lines) {
    const key = parseNoteKey(sha256, line);
    if (key?.type !== 'ed25519') {
      throw new CommandFailure(
        `Not a log’s key: ${line.slice(0, 100)}. It looks like example.com/log+0123abcd+AbC…`,
        EXIT.usage,
      );
    }
    logs.set(key.name, [...(logs.get(key.name) ?? []), key]);
  }
  return logs;
}

const stopped = (): Promise<unknown> => Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);

async function runWitness(options: WitnessOptions): Promise<void> {
  const logs = readLogs(options);
  const folder = resolve(options.data);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keyPath = join(folder, 'key.json');
  // Its memory is there before its keys are, so that keys without a memory are always a memory that was lost.
  const state = WitnessState.open(folder, !existsSync(keyPath));
  try {
    const keys = openWitnessKeys(keyPath, options.name);
    const witness = { logs, signers: keys.signers, state, now: () => Date.now() };
    const server = createWitnessServer(
      witness,
      () => {},
      (error) => process.stderr.write(`${(error as Error).stack}\n`),
    );
    server.listen(options.port, options.host);
    await once(server, 'listening');
    const { address, port } = server.address() as AddressInfo;
    const host = address.includes(':') ? `[${address}]` : address;
    const lines = keys.signers.map(({ key }) => formatNoteKey(sha256, key));
    const facts = { name: keys.name, keys: lines, url: `http://${host}:${port}`, logs: [...logs.keys()] };
    const place = `Witness ${facts.name} is at ${facts.url}, for ${facts.logs.join(', ')}`;
    answer(options, [...lines, place].join('\n'), facts);
    await stopped();
    server.close();
    server.closeIdleConnections();
    await once(server, 'close');
  } finally {
    state.close();
  }
}

const gather = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export function addWitnessCommand(program: Command): void {
  program
    .command('witness')
    .description(
      'cosign checkpoints of logs, following C2SP tlog-witness; prints its own keys, then runs until stopped',
    )
    .requiredOption('--data <folder>', 'where its keys and what it cosigned are kept; one process for a folder')
    .option('--name <name>', 'what it is called, such as witness.example.org/w1; at the first start only')
    .option(
      '--log <key>',
      'a log to watch, by its key: example.com/log+0123abcd+AbC…; more than once for more',
      gather,
      [],
    )
    .option('--logs-file <file>', 'the same keys in a file, one a line')
    .option(
      '--host <address>',
      'the address to listen on; put TLS in front before it is any but this machine',
      '127.0.0.1',
    )
    .option('--port <port>', 'the port to listen on; 0 takes any free one', readPort, 8410)
    .option('--json', 'say where it is with one JSON object')
    .action(runWitness);
}
