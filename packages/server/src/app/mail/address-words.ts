// The sentences about a changed address that is contested, a second factor that is replaced from outside, and the wait.

import type { Say } from './alert-shape.ts';
import { sayHoldAsked } from './hold-words.ts';
import type { Letter } from './letter.ts';
import { plain } from './plain.ts';
import { sayTime } from './say-time.ts';
import { triedInside } from './tried-inside.ts';

const INSIDE =
  'If it was you, there is nothing to do. If it was not, whoever did it is signed in to your account: stop it.';

const asked: Say = ({ event }) => ({
  fact: (account) => `Somebody asked for another e-mail address of ${account}`,
  follows: ['A code was sent to that address. Without it nothing changes.', INSIDE],
  facts: event.subject === null ? [] : [{ label: 'Address asked for', value: plain(event.subject) }],
});

const contested: Say = () => ({
  fact: (account) => `The new e-mail address of ${account} is contested`,
  follows: [
    'Somebody who reads the mailbox of before said that the change was not theirs. Neither address is sent a recovery link until that is decided.',
    'It is decided by signing in with a trusted key, or with the password and a second factor that is older than the change, on the page “Settings”.',
  ],
  key: 'None; the link in a mail',
});

const decided: Say = ({ event }) => ({
  fact: (account) => `It was decided which e-mail address ${account} has`,
  follows: ['Recovery links go there again, and alerts as well. Other addresses hear no more.', INSIDE],
  facts: event.subject === null ? [] : [{ label: 'Address', value: plain(event.subject) }],
});

const appBegun: Say = () => ({
  fact: (account) => `Somebody began to set up an authenticator app for ${account}`,
  follows: [
    'Nothing has changed yet: a code of the new app is needed first. It runs out within a quarter of an hour.',
    INSIDE,
  ],
});

const keysMade: Say = () => ({
  fact: (account) => `Somebody made two new recovery keys for ${account}`,
  follows: ['They are not good yet. One has to be typed back in the same session within the hour.', INSIDE],
});

const longer: Say = ({ event }) => ({
  fact: (account) => `A recovery of ${account} waits longer from now on`,
  follows: [
    `It waits ${event.subject === null ? 'more' : plain(event.subject)} hours, beginning with the next one.`,
    INSIDE,
  ],
});

const moved: Say = () => ({
  fact: (account) => `A recovery of ${account} waits 3 days from now on`,
  follows: [
    'You had chosen 2 days. That can no longer be chosen: it is too short to survive a weekend without mail.',
    'Nothing else has changed. You can let it wait 7 days instead.',
  ],
  calm: true,
});

export const addressWords = {
  'email.change': { done: asked },
  'email.contest': { done: contested },
  'email.decide': {
    done: decided,
    refused: triedInside((account) => `Somebody tried to decide which e-mail address ${account} has`),
  },
  'totp.begin': { done: appBegun },
  'recovery-link.replace-totp': { done: sayHoldAsked('totp.replace') },
  'recovery-key.make': {
    done: keysMade,
    refused: triedInside((account) => `Somebody tried to make new recovery keys for ${account}`),
  },
  'wait.lengthen': {
    done: longer,
    refused: triedInside((account) => `Somebody tried to change how long a recovery of ${account} waits`),
  },
  'wait.shorten': {
    done: sayHoldAsked('wait.shorten'),
    refused: triedInside((account) => `Somebody tried to let a recovery of ${account} wait less`),
  },
  'wait.moved': { done: moved },
} as const;

/** To the mailbox that was just replaced, or that was within the week before. */
export const sayAddressChanged = (
  platform: string,
  { until, again = false }: { readonly until: number; readonly again?: boolean },
  late: boolean,
): Pick<Letter, 'subject' | 'preview' | 'headline' | 'paragraphs'> => ({
  subject: `Your ${platform} account has another e-mail address now`,
  preview: late ? 'It came too late to contest it here.' : `Contest it until ${sayTime(until)}.`,
  headline: 'Your account has another e-mail address now.',
  paragraphs: [
    again
      ? 'The address that took the place of this one has been replaced as well. If you changed both, there is nothing to do.'
      : 'If you changed it, there is nothing to do.',
    late
      ? `If you did not: it could be contested from here until ${sayTime(until)}. Sign in with a key or your password and second factor, and change it back.`
      : `If you did not, contest it from here until ${sayTime(until)}. Then neither address is sent a recovery link until a key or second factor decides.`,
  ],
});
