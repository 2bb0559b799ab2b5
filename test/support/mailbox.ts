// Reads development's mailbox of a running server.

import type { Mail } from '../../packages/server/src/platform/mail.ts';

export interface Mailbox {
  /** Mail sent so far, newest first. */
  mails(): Promise<readonly Mail[]>;
  /** The newest mail to `to` whose subject or text matches, waited for. */
  mailTo(to: string, match?: RegExp): Promise<Mail>;
}

/** A server looks every five seconds for mail that another process queued, such as a command. */
const PATIENCE_MS = 10_000;

export function readMailbox(url: string): Mailbox {
  const mails = async (): Promise<readonly Mail[]> => {
    const response = await fetch(`${url}/dev/mailbox.json`);
    return ((await response.json()) as { mails: Mail[] }).mails;
  };
  return {
    mails,
    mailTo: async (to, match = /./) => {
      const givesUpAt = performance.now() + PATIENCE_MS;
      while (performance.now() < givesUpAt) {
        const found = (await mails()).find((mail) => mail.to === to && match.test(`${mail.subject}\n${mail.text}`));
        if (found) return found;
        await new Promise((turn) => setTimeout(turn, 10));
      }
      throw new Error(`no mail to ${to} matching ${match}`);
    },
  };
}
