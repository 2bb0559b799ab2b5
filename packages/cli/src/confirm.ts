// Asks for a word to be typed, where somebody is there to type it.

import { createInterface } from 'node:readline/promises';
import { CommandFailure, EXIT } from './answer.ts';

/** @throws CommandFailure when the word was not typed, or nobody is at a terminal and `yes` was not given. */
export async function confirm(question: string, word: string, yes: boolean | undefined): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY) throw new CommandFailure(`${question}\nSay so with --yes.`, EXIT.usage);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const typed = await terminal.question(`${question}\nType ${word} to go on: `);
    if (typed.trim() !== word) throw new CommandFailure('Nothing was changed.');
  } finally {
    terminal.close();
  }
}
