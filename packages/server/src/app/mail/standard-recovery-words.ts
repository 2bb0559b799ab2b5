// The sentences about getting back into a standard account: links in mails, and backup codes.

import type { Say } from './alert-shape.ts';
import { quoted } from './plain.ts';
import { sayRefused } from './refusal-words.ts';

/** Whoever asked hears what everybody hears; the holder hears that there is no such way in. */
export const sayLinkRefused: Say = ({ event }) => ({
  fact: (account) => `Somebody asked for an e-mail recovery of ${account}`,
  follows: [
    `${sayRefused(event.reason)} No link was sent, and whoever asked was not told.`,
    'If it was you, use a recovery key. If it was not, there is nothing to do.',
  ],
  calm: true,
});

export const sayLinkUsed: Say = ({ event }) => ({
  fact: (account) =>
    `Somebody came back to ${event.subject === 'password' ? account : `${account} with a new key`} by e-mail`,
  follows: [
    event.subject === 'password'
      ? 'A new password opens it, together with the authenticator app. The one before no longer works.'
      : `${event.key_name === null ? 'The new key' : `The key ${quoted(event.key_name)}`} opens it from now on, beside what opened it before.`,
    'Every other session has ended.',
    'If it was not you, somebody reads your mail: stop it here, and change the password of your mailbox.',
  ],
  key: 'None; the link in a mail',
});

/** A locked account was opened with what it had before. */
export const sayRestored = (key: string) => ({
  fact: (account: string) => `Somebody opened ${account}, which was locked, with an earlier password or app`,
  follows: [
    'What they gave is the account’s own again. A younger password, app or backup codes are gone, and everybody else is signed out.',
    'If it was you, suspend each key that is not yours, and set a new password. If it was not, lock the account.',
  ],
  key,
});

export const sayBackupCodeUsed: Say = ({ event }) =>
  event.subject === 'former'
    ? sayRestored('None; a password and a backup code')
    : {
        fact: (account) => `Somebody signed in to ${account} with a backup code`,
        follows: [
          'They gave the password, then one of the backup codes. That code is used up.',
          'If it was you, there is nothing to do. If it was not, somebody has your password and your codes: stop it.',
        ],
        key: 'None; a password and a backup code',
      };

export const sayBackupCodesMade: Say = () => ({
  fact: (account) => `Somebody made new backup codes for ${account}`,
  follows: [
    'Ten new codes are good from now on, and all earlier ones are void.',
    'If it was you, there is nothing to do. If it was not, whoever did it is signed in to your account: stop it.',
  ],
});
