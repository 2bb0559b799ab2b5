// `holdfast keys`: the server's secrets, in versions.

import type { Command } from 'commander';
import { type AnswerOptions, answer } from '../answer.ts';

const AFTERWARDS =
  'Restart every server together: until then the old version makes new things, and one that was not restarted refuses what the new one made.\n' +
  'Keep the old versions: recovery keys, sealed secrets and the log’s key need them. The key that signs the log stays the same.';

async function rotate(options: AnswerOptions & { readonly print?: boolean }): Promise<void> {
  const { rotateSecrets } = await import('@holdfast/server/rotate-secrets');
  const { version, versions, file, text } = await rotateSecrets(options.print ?? false);
  if (text !== null) {
    process.stderr.write(
      `Version ${version} is new. This is the whole list; put it in the place of the old one.\n${AFTERWARDS}\n`,
    );
    answer(options, text, { version, versions, secrets: text });
    return;
  }
  answer(options, `Version ${version} is in front in ${file}.\n${AFTERWARDS}`, { version, versions, file });
}

export function addKeysCommands(program: Command): void {
  const keys = program.command('keys').description('the server’s secrets, in versions');
  keys
    .command('rotate')
    .summary('put a new version in front of the server’s secrets')
    .description(
      'Puts a new random version in front of the secrets in their file: it makes new tokens, hashes and seals from the next start on. Every old version stays, and goes on checking what it made. The log records it. The key that signs the log does not change: this version of Holdfast signs with one key for good.',
    )
    .option('--print', 'write nothing; print the whole new list, for secrets that are kept elsewhere')
    .option('--json', 'answer with one JSON object')
    .action(rotate);
}
