// How a command reports its outcome: a sentence for people, or one JSON object with --json, and an exit status.

/** 0 only where what was asked is true or done. 1: it is not. 2: the command was not understood. 78: configuration. */
export const EXIT = { no: 1, usage: 2, configuration: 78 } as const;

export interface AnswerOptions {
  readonly json?: boolean;
}

export function answer(options: AnswerOptions, sentence: string, facts: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${options.json ? JSON.stringify(facts) : sentence}\n`);
}

/** A command that cannot do what was asked, and says why. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  readonly status: number;

  constructor(message: string, status: number = EXIT.no) {
    super(message);
    this.status = status;
  }
}
