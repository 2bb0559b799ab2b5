// Everything that `holdfast` can do, as one program: the list of commands, and the manual of each.

import { Command } from 'commander';
import { addAuditCommands } from './audit/commands.ts';
import { addBackupCommand } from './backup/backup-command.ts';
import { addRestoreCommand } from './backup/restore-command.ts';
import { addClientCommands } from './client-commands.ts';
import { commandAt, formatManual } from './manual.ts';
import { manuals } from './manuals.ts';
import { addRetentionCommand } from './retention/retention-command.ts';
import { addDoctorCommand } from './server/doctor-command.ts';
import { addKeysCommands } from './server/keys-command.ts';
import { addMigrateCommand } from './server/migrate-command.ts';
import { addServeCommand } from './server/serve-command.ts';
import { addSetupCommand } from './server/setup-command.ts';
import { addTrainingCommands } from './training/verify-command.ts';
import { addWitnessCommand } from './witness/command.ts';

const COMMANDS = [
  addAuditCommands,
  addBackupCommand,
  addClientCommands,
  addDoctorCommand,
  addKeysCommands,
  addMigrateCommand,
  addRestoreCommand,
  addRetentionCommand,
  addServeCommand,
  addSetupCommand,
  addTrainingCommands,
  addWitnessCommand,
];

/** Errors of the command line are thrown, not ended with. */
export function createProgram(): Command {
  const program = new Command('holdfast')
    .description('Holdfast from the command line')
    .showHelpAfterError('Run the command with --help to see what it takes.')
    .configureHelp({ sortSubcommands: true, helpWidth: 96 })
    // Options after a command's name are that command's: `restore` and `restore decide` share names.
    .enablePositionalOptions()
    .exitOverride();
  for (const add of COMMANDS) add(program);
  for (const [words, manual] of Object.entries(manuals)) {
    commandAt(program, words).addHelpText('after', formatManual(manual));
  }
  return program;
}
