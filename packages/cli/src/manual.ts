// The parts of a command's manual that follow its options: exit status, examples, files, environment, what else to read.

import type { Command } from 'commander';

export interface Manual {
  /** What each exit status means, beside those that every command has. */
  readonly exit: Readonly<Record<number, string>>;
  /** A command line, and what it does. */
  readonly examples: readonly (readonly [string, string])[];
  readonly files?: readonly (readonly [string, string])[];
  readonly environment?: readonly (readonly [string, string])[];
  readonly see?: string;
}

const SHARED_EXIT: Readonly<Record<number, string>> = {
  2: 'the command line was not understood',
  78: 'the settings cannot be used, or the database is not of this program’s schema',
};

type Lines = readonly (readonly [string, string])[];

function section(title: string, lines: Lines): string[] {
  if (lines.length === 0) return [];
  return ['', `${title}:`, ...lines.flatMap(([head, says]) => [`  ${head}`, `      ${says}`])];
}

export function formatManual({ exit, examples, files = [], environment = [], see }: Manual): string {
  const statuses = Object.entries({ ...SHARED_EXIT, ...exit })
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([status, says]): [string, string] => [status.padEnd(4), says]);
  return [
    '',
    'Exit status:',
    ...statuses.map(([status, says]) => `  ${status}${says}`),
    ...section('Examples', examples),
    ...section('Files', files),
    ...section('Environment', environment),
    ...(see ? ['', `More in ${see}.`] : []),
  ].join('\n');
}

/** The command that words lead to. @throws where there is none */
export function commandAt(program: Command, words: string): Command {
  return words.split(' ').reduce((command, word) => {
    const next = command.commands.find((sub) => sub.name() === word);
    if (!next) throw new Error(`there is no command ${words}`);
    return next;
  }, program);
}

/** Commands that do something themselves, with the words that lead to them. */
export function* doers(command: Command, words = ''): Generator<readonly [string, Command]> {
  for (const sub of [...command.commands].sort((a, b) => a.name().localeCompare(b.name()))) {
    const path = `${words} ${sub.name()}`.trim();
    if (sub.commands.length === 0 || sub.registeredArguments.length > 0) yield [path, sub];
    yield* doers(sub, path);
  }
}
