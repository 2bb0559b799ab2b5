// Reads development's mailbox of a running server.

import type { Mail } from '../../packages/server/src/platform/mail.ts';

export interface Mailbox {
  /** Mail sent so far, newest first. */
  mails(): Promise<readonly Mail[]>;
  /** The newest mail to `to` whose subject or text matches, waited for. */
  mailTo(to: string, match?: RegExp): Promise<Mail>;
}

const TRIES_MAX = 300;

export function readMailbox(url: string): Mailbox {
  const mails = async (): Promise<readonly Mail[]> => {
    const response = await fetch(`${url}/dev/mailbox.json`);
    return ((await response.json()) as { mails: Mail[] }).mails;
  };
  return {
    mails,
    mailTo: async (to, match = /./) => {
      for (let tries = 0; tries < TRIES_MAX; tries++) {
        const found = (await mails()).find((mail) => mail.to === to && match.test(`${mail.subject}\n${mail.text}`));
        if (found) return found;
        await new Promise((turn) => setTimeout(turn, 10));
      }
      throw new Error(`no mail to ${to} matching ${match}`);
    },
  };
}
