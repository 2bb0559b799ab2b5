#!/usr/bin/env node
// `holdfast`: what an operator or an auditor does from a command line.

import { EXIT } from './answer.ts';
import { createProgram } from './program.ts';

/** Errors that are an answer, by the name they carry over package borders. */
const STATUS: Readonly<Record<string, number>> = {
  ConfigError: EXIT.configuration,
  SchemaNotCurrent: EXIT.configuration,
  SchemaTooNew: EXIT.configuration,
  StorageUnavailable: EXIT.no,
  BackupFault: EXIT.no,
  DatabaseInUse: EXIT.no,
};

try {
  await createProgram().parseAsync();
} catch (error) {
  const { name, message, code, syscall, status, exitCode } = error as NodeJS.ErrnoException & {
    status?: number;
    exitCode?: number;
  };
  // Commander has said what it had to say by then; --help and --version end here too.
  if (code?.startsWith('commander.')) {
    process.exitCode = exitCode === 0 ? 0 : EXIT.usage;
  } else {
    // A file or a disk that does not do as it should has a sentence of its own.
    const known = status ?? STATUS[name] ?? (syscall === undefined ? undefined : EXIT.no);
    process.stderr.write(`${known === undefined ? ((error as Error).stack ?? message) : message}\n`);
    process.exitCode = known ?? EXIT.no;
  }
}
