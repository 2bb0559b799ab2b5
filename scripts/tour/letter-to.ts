// Mail that a job or a command sets going: it leaves in the outbox's own time, which is seconds.

import type { Mail } from '../../packages/server/src/platform/mail.ts';
import type { Mailbox } from '../../test/support/mailbox.ts';
import { until } from './until.ts';

export const letterTo = (mailbox: Mailbox, to: string, subject: RegExp): Promise<Mail> =>
  until(`mail to ${to} that says ${subject}`, async () => {
    const mails = await mailbox.mails();
    return mails.find((mail) => mail.to === to && subject.test(mail.subject)) ?? null;
  });
