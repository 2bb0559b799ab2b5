// The sentences of the last letter to somebody whose account was deleted.

import type { Letter } from './letter.ts';

/** `platform` as it may stand in a subject. */
export const sayErased = (platform: string): Pick<Letter, 'subject' | 'preview' | 'headline' | 'paragraphs'> => ({
  subject: `Your ${platform} account was deleted`,
  preview: 'Its waiting time was over.',
  headline: 'Your account was deleted.',
  paragraphs: [
    'It was asked for fourteen days ago, and nobody stopped it. Your keys, sessions and channels are gone, and so is what was known of you.',
    'The record keeps that something happened and when, without your name, your address or the places you came from. What you wrote is excluded from training.',
    'This address can be used for a new account.',
  ],
});
