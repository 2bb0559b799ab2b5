// The sentences about turning protection on, what settles, and taking it back.

import { HOLD_MS } from '../../domain/hold/hold.ts';
import type { Say } from './alert-shape.ts';
import { plain } from './plain.ts';
import { sayTime } from './say-time.ts';
import { triedInside } from './tried-inside.ts';

const DAYS_OF_HOLD = HOLD_MS / 86_400_000;

const begun: Say = () => ({
  fact: (account) => `Somebody began to turn on the protection of ${account}`,
  follows: [
    'Nothing has changed yet. What they prepare belongs to their session, ends with it, and runs out within the hour.',
    'If it was you, go on. If it was not, whoever did it is signed in to your account: stop it.',
  ],
});

const dropped: Say = ({ event }) => ({
  fact: (account) => `Protection of ${account} that was half turned on elsewhere was dropped`,
  follows: [
    `It had been begun in another session${event.subject === null ? '' : `, ${plain(event.subject)}`}. Its recovery keys are void.`,
    'If you began it there, begin again. If you did not, somebody else is or was signed in to your account: look at what is signed in.',
  ],
});

const madeAgain: Say = () => ({
  fact: (account) => `Recovery keys of ${account} were made a second time while its protection is being turned on`,
  follows: [
    'Those that were made before are void. Nothing else has changed yet.',
    'If it was you, destroy the older papers. If it was not, whoever did it is signed in to your account: stop it, and turn nothing on before.',
  ],
});

const protectionOn: Say = ({ event }) => {
  const settles = event.effective_at;
  return {
    fact: (account) => `Protection of ${account} is on`,
    follows: [
      `From now on ${event.subject === 'hardware' ? 'only hardware keys open' : 'nothing but a key opens'} it. ${settles === null ? 'Its password and codes are deleted' : 'Its password and codes open it no more'}, every waiting change is stopped, and every other session has ended.`,
      'What you write is excluded from training. You hear of every sign-in.',
      settles === null
        ? `Nobody can undo this from outside, support included. Turning it off from inside takes ${DAYS_OF_HOLD} days at least.`
        : `If it was not you, it can be taken back until ${sayTime(settles)}: with a mailbox that the account had before, and a code of the authenticator app, a backup code or another key that it had in the 14 days before, also if it was replaced since. The page says which count. After that nobody can undo this from outside, support included.`,
    ],
    ...(settles === null
      ? {}
      : {
          facts: [{ label: 'Can be taken back until', value: sayTime(settles) }],
          action: {
            label: 'This wasn’t me: take it back',
            path: '/take-back',
            note: 'Opens a page that sends a link to such a mailbox, and then asks for such a code or key.',
          },
        }),
  };
};

const takenBack: Say = ({ event }) => ({
  fact: (account) => `Protection of ${account} was taken back`,
  follows: [
    `Somebody proved a mailbox and ${event.subject === 'key' ? 'a key' : 'a second factor'} that the account had before. Of what opened it before, at most one of each kind opens it again.`,
    'The recovery keys and every session have ended. Younger keys have ended too, or are suspended. From now on only a trusted key can turn protection on.',
    'If it was you, sign in and change your password: somebody may know it. If it was not, somebody reads your mail and has a key or second factor of yours. No button undoes this: lock the account behind “This wasn’t me”, and change the password of your mailbox.',
  ],
  key: 'None; a link in a mail, and a factor of before',
});

export const enrolmentWords = {
  'enrolment.begin': { done: begun },
  'enrolment.dropped': { done: dropped },
  'enrolment.make-recovery-keys': { done: madeAgain },
  'enrolment.commit': { done: protectionOn },
  'enrolment.take-back': {
    done: takenBack,
    refused: triedInside((account) => `Somebody tried to take back the protection of ${account}`),
  },
} as const;
