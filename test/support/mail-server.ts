// A mail server that a test starts and kills: a real one, in a process of its own, on one port throughout.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';
import type { SmtpServerJob } from './smtp-server-process.ts';

const PROGRAM = fileURLToPath(new URL('./smtp-server-process.ts', import.meta.url));

export class MailServer {
  readonly #port: number;
  #child: ChildProcess | null = null;
  /** The Message-ID of every mail that it took, in that order, over all its lives. */
  readonly taken: string[] = [];

  private constructor(port: number) {
    this.#port = port;
  }

  static async prepare(): Promise<MailServer> {
    return new MailServer(await freePort());
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  /** Resolves when it listens. */
  async start(traits: Omit<SmtpServerJob, 'port'> = {}): Promise<void> {
    const child = fork(PROGRAM, [JSON.stringify({ port: this.#port, ...traits } satisfies SmtpServerJob)], {
      execArgv: [],
    });
    this.#child = child;
    child.on('message', ({ messageId }: { readonly messageId?: string }) => {
      if (messageId !== undefined) this.taken.push(messageId);
    });
    await once(child, 'message');
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }
}
