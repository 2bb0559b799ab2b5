// Puts a queued mail into words.

import type { Mail } from '../../platform/mail.ts';
import type { QueuedMail } from './send-mail.ts';

export interface RenderInput {
  readonly mail: QueuedMail;
  readonly id: string;
  readonly platformName: string;
  readonly publicUrl: string;
  readonly disownLink: string | null;
  readonly countryName: (code: string) => string;
  readonly now: number;
}

export function renderMail(input: RenderInput): Mail {
  const { content, to } = input.mail;
  const text =
    content.kind === 'alert'
      ? `${content.event.operation} ${content.event.outcome}\n${input.disownLink ?? ''}`
      : content.kind === 'known-address'
        ? 'Somebody tried to sign up with your address.'
        : `Your code is ${content.code}`;
  return { id: input.id, to, subject: text.split('\n')[0] ?? '', text, html: `<p>${text}</p>` };
}
