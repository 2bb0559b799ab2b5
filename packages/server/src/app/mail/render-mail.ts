// Puts a queued mail into words, when it is delivered: subject, text and HTML, from nothing but what it is given.

import type { Mail } from '../../platform/mail.ts';
import { letterToHtml } from './letter-to-html.ts';
import { letterToText } from './letter-to-text.ts';
import { plain } from './plain.ts';
import { type LetterInput, writeLetter } from './write-letter.ts';

export interface RenderInput extends LetterInput {
  readonly id: string;
}

export function renderMail(input: RenderInput): Mail {
  const letter = writeLetter(input);
  return {
    id: input.id,
    to: plain(input.mail.to),
    subject: letter.subject,
    text: letterToText(letter),
    html: letterToHtml(letter),
  };
}
