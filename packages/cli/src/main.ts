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
  const { name, message, code, status, exitCode } = error as Error & {
    code?: string;
    status?: number;
    exitCode?: number;
  };
  // Commander has said what it had to say by then; --help and --version end here too.
  if (code?.startsWith('commander.')) {
    process.exitCode = exitCode === 0 ? 0 : EXIT.usage;
  } else {
    const known = status ?? STATUS[name];
    process.stderr.write(`${known === undefined ? ((error as Error).stack ?? message) : message}\n`);
    process.exitCode = known ?? EXIT.no;
  }
}
