// The sentences of the mail that carries a recovery link. Somebody who asked for nothing reads them too.

import { LINK_MS } from '../../domain/recovery-link/decide-link.ts';
import type { Letter } from './letter.ts';
import { sayTime } from './say-time.ts';
import type { MailContent } from './send-mail.ts';

type Words = Pick<Letter, 'subject' | 'preview' | 'headline' | 'paragraphs'>;

/** `platform` as it may stand in a subject; `late` when the link has ended on its way. */
export function sayLink(
  { expiresAt, bySupport }: Extract<MailContent, { readonly kind: 'recovery-link' }>,
  platform: string,
  late: boolean,
): Words {
  const minutes = LINK_MS / 60_000;
  if (late) {
    return {
      subject: `Too late: your way back to ${platform}`,
      preview: 'It came too late.',
      headline: 'This mail came too late.',
      paragraphs: [
        `Its link was good for ${minutes} minutes, until ${sayTime(expiresAt)}.`,
        bySupport ? 'Ask support for another.' : 'Ask for another on the same page.',
      ],
    };
  }
  const where = bySupport
    ? 'Support began this, as you asked them to. They cannot open the link, and cannot finish it.'
    : 'Open it in the browser in which you asked for it. It works in no other.';
  return {
    subject: `Your way back to ${platform}`,
    preview: `Good until ${sayTime(expiresAt)}.`,
    headline: 'Here is your way back into your account.',
    paragraphs: [
      `${where} It works once, and is good for ${minutes} minutes: until ${sayTime(expiresAt)}.`,
      bySupport
        ? 'If you did not ask support for it, leave it alone: nothing happens without it.'
        : 'If you did not ask for it, leave it alone: without the link, nothing about your account changes.',
    ],
  };
}

/** The mail that carries the link to take protection back. */
export function sayTakeBackLink(platform: string, expiresAt: number, late: boolean): Words {
  const minutes = LINK_MS / 60_000;
  if (late) {
    return {
      subject: `Too late: taking back the protection of your ${platform} account`,
      preview: 'It came too late.',
      headline: 'This mail came too late.',
      paragraphs: [`Its link was good for ${minutes} minutes. Ask for another on the same page.`],
    };
  }
  return {
    subject: `Take back the protection of your ${platform} account`,
    preview: `Good until ${sayTime(expiresAt)}.`,
    headline: 'Here is the link to take protection back.',
    paragraphs: [
      `Open it in any browser, and finish there. It works once, and is good for ${minutes} minutes: until ${sayTime(expiresAt)}.`,
      'You are then asked for a code of the authenticator app, a backup code or a key that the account had in the 14 days before, also if it was replaced since. If you did not ask for it, leave it alone: without it nothing changes.',
    ],
  };
}
