// `holdfast doctor`: looks at the whole installation, and says what to do.

import type { Finding } from '@holdfast/server/doctor';
import type { Command } from 'commander';
import { type AnswerOptions, EXIT } from '../answer.ts';

const line = ({ check, state, says, remedy }: Finding): string =>
  `${state.padEnd(5)}${check.padEnd(15)}${says}${remedy === null ? '' : `\n${' '.repeat(20)}→ ${remedy}`}\n`;

async function run(options: AnswerOptions): Promise<void> {
  const { examine } = await import('@holdfast/server/doctor');
  const findings: Finding[] = [];
  for await (const finding of examine()) {
    findings.push(finding);
    if (!options.json) process.stdout.write(line(finding));
  }
  const healthy = findings.every(({ state }) => state !== 'fail');
  if (options.json) process.stdout.write(`${JSON.stringify({ healthy, findings })}\n`);
  const isConfigured = !findings.some(({ check, state }) => check === 'settings' && state === 'fail');
  if (!healthy) process.exitCode = isConfigured ? EXIT.no : EXIT.configuration;
}

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .summary('check the whole installation, and say what to do')
    .description(
      'Checks settings, file modes, secrets, disk space, clocks, database and schema, the sealing of the log, the age of FIDO metadata, restores, mail and the public address. One line each: ok, warn or fail, and what to do. Changes nothing and sends no mail. Run it where the server runs, as its user.',
    )
    .option('--json', 'answer with one JSON object')
    .action(run);
}
