// The sentences of every alert: what happened, and what follows. One entry for each operation whose outcome is told.

import type { Operation } from '../../domain/authority.ts';
import { addressWords } from './address-words.ts';
import type { AlertWords, Say, Told } from './alert-shape.ts';
import {
  sayApprovalGiven,
  sayApproved,
  sayAsked,
  sayBecameContact,
  sayContactAccepted,
  sayContactDeclined,
  sayContactInvited,
  sayContactLeft,
  sayContactRemoved,
  sayDeclined,
  sayNeededSet,
  sayNotThem,
  sayObjected,
} from './contact-words.ts';
import { dataWords } from './data-words.ts';
import { sayDigest } from './digest-words.ts';
import { disownWords } from './disown-words.ts';
import { enrolmentWords } from './enrolment-words.ts';
import { holdAlerts, sayHoldAsked } from './hold-words.ts';
import { keyWords } from './key-words.ts';
import type { Fact } from './letter.ts';
import { lockWords } from './lock-words.ts';
import { makeWords } from './make-words.ts';
import { plain, quoted } from './plain.ts';
import { pushWords } from './push-words.ts';
import { recoveryWords } from './recovery-words.ts';
import { sayRefused } from './refusal-words.ts';
import { sayReminder } from './reminder-words.ts';
import { staffWords } from './staff-words.ts';
import {
  sayBackupCodesMade,
  sayBackupCodeUsed,
  sayLinkRefused,
  sayLinkUsed,
  sayRestored,
} from './standard-recovery-words.ts';
import { triedInside } from './tried-inside.ts';
import { webhookWords } from './webhook-words.ts';

const WAS_YOU = 'If it was you, there is nothing to do.';
const WAS_YOU_INSIDE = `${WAS_YOU} If it was not, whoever did it is signed in to your account: stop it.`;

const atStart = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
const keyNamed = (name: string | null): string => (name === null ? 'a key' : `the key ${quoted(name)}`);

const triedToSignIn: Say = ({ event }) => ({
  fact: (account) => `Somebody tried to sign in to ${account} with a key`,
  follows: [
    `${sayRefused(event.reason)} Nobody got in.`,
    event.reason === 'origin' || event.reason === 'rp-id' || event.reason === 'top-origin'
      ? 'A fake page that looks like ours is refused like this. If it was you, check the address of the page you were on.'
      : 'If it was you, try again. If it was not, there is nothing to do.',
  ],
  key: 'A key of this account',
  calm: true,
});

/** The password was right, and still nobody got in. */
const triedSecondStep =
  (key: string): Say =>
  ({ event }) => ({
    fact: (account) => `Somebody gave the right password for ${account} and was refused at the second step`,
    follows: [
      `${sayRefused(event.reason)} Nobody got in.`,
      'If it was not you, somebody knows your password. Sign in and change it.',
    ],
    key,
    calm: true,
  });

const change = (fact: AlertWords['fact'], ...effects: readonly string[]): AlertWords => ({
  fact,
  follows: [...effects, WAS_YOU_INSIDE],
});

/** What becomes of the rest where a password or an app changes. */
const FACTOR_SESSIONS = 'Every other session that no key had opened has ended.';

const addressConfirmed: Say = (told) => {
  const { subject, effective_at } = told.event;
  const facts: Fact[] = subject === null ? [] : [{ label: 'New address', value: plain(subject) }];
  if (effective_at !== null) {
    const words = sayHoldAsked('email.change')(told);
    return { ...words, facts: [...facts, ...(words.facts ?? [])] };
  }
  const changed = change(
    (account) => `The e-mail address of ${account} was changed`,
    'Alerts go to the new address from now on.',
  );
  return { ...changed, facts };
};

/** Told alike by the alert and by the mail of that kind, which has no event. */
const knownAddress: AlertWords = {
  fact: (account) => `Somebody gave the e-mail address of ${account} for another account`,
  follows: [
    'It ended there: your account is as it was, and whoever tried was not told that it exists.',
    'If it was you, sign in instead. If it was not, there is nothing to do.',
  ],
  calm: true,
};

/** Absent outcomes are never told; the test beside holds this against the authority table. */
export const alertWords: Readonly<Partial<Record<Operation, { readonly done?: Say; readonly refused?: Say }>>> = {
  'setup.complete': {
    done: () => ({
      fact: (account) => `${atStart(account)} was made, for the operator`,
      follows: [
        'The platform is set up, and its set-up link no longer works.',
        'If it was not you, somebody else had the link and holds the operator’s keys.',
      ],
      key: 'The keys registered during set-up',
    }),
  },
  'sign-up.complete': {
    done: ({ event }) => ({
      fact: (account) => `${atStart(account)} was made`,
      follows: [
        event.subject === 'password'
          ? 'It opens with a password and a code from an authenticator app.'
          : `It opens with ${keyNamed(event.key_name)}.`,
        `${WAS_YOU} If it was not, somebody read the code that was sent to this address.`,
      ],
      key: 'None; a password and an authenticator app',
    }),
  },
  'sign-in.key': {
    done: () => ({
      fact: (account) => `Somebody signed in to ${account}`,
      follows: [WAS_YOU],
      key: 'A key of this account',
    }),
    refused: triedToSignIn,
  },
  'sign-in.password': {
    refused: ({ event }) => ({
      fact: (account) => `Somebody tried a password on ${account}`,
      follows: [
        `${sayRefused(event.reason)} Nobody got in.`,
        'If it was you, sign in with a key. If it was not, there is nothing to do.',
      ],
      key: 'None; a password was tried',
      calm: true,
    }),
  },
  'sign-in.second-key': {
    done: () => ({
      fact: (account) => `Somebody signed in to ${account}`,
      follows: ['They gave the password, then touched a key.', WAS_YOU],
      key: 'A key of this account',
    }),
    refused: triedSecondStep('One that was refused'),
  },
  'sign-in.second-totp': {
    done: ({ event }) =>
      event.subject === 'former'
        ? sayRestored('None; a password and a code')
        : {
            fact: (account) => `Somebody signed in to ${account}`,
            follows: ['They gave the password, then a code from the authenticator app.', WAS_YOU],
            key: 'None; a password and a code',
          },
    refused: triedSecondStep('None; a password and a code'),
  },
  'sign-in.second-backup-code': {
    done: sayBackupCodeUsed,
    refused: triedSecondStep('None; a password and a backup code'),
  },
  'recovery-link.begin': { refused: sayLinkRefused },
  'recovery-link.complete': { done: sayLinkUsed },
  ...staffWords,
  'step-up.key': {
    refused: ({ event }) => ({
      fact: (account) => `Somebody who is signed in to ${account} could not confirm it with a key`,
      follows: [
        `${sayRefused(event.reason)} They are still signed in.`,
        'If it was you, try again. If it was not, somebody else is signed in: stop it.',
      ],
    }),
  },
  'session.end': {
    done: ({ event }) =>
      change(
        (account) => `Somebody ended a session of ${account}`,
        event.subject === null ? 'It is signed out.' : `${plain(event.subject)} is signed out.`,
      ),
  },
  'session.end-others': {
    done: () =>
      change(
        (account) => `Somebody ended the other sessions of ${account}`,
        'All but the one that did it are signed out.',
      ),
  },
  'account.rename': {
    done: ({ event }) =>
      change(
        (account) => `Somebody changed the name on ${account}`,
        event.subject === null
          ? 'Nothing else changed.'
          : `It now reads ${quoted(event.subject)}. Nothing else changed.`,
      ),
  },
  'account.delete': {
    done: sayHoldAsked('account.delete'),
    refused: triedInside((account) => `Somebody tried to delete ${account}`),
  },
  ...lockWords,
  'incident.answer': {
    done: () => ({
      fact: (account) => `Somebody answered a question about what was stopped in ${account}`,
      follows: ['It was done with a trusted key.', WAS_YOU_INSIDE],
    }),
  },
  'email.confirm': {
    done: addressConfirmed,
    refused: triedInside((account) => `Somebody tried to change the e-mail address of ${account}`),
  },
  'password.set': {
    done: () =>
      change(
        (account) => `Somebody set a password for ${account}`,
        'It works from now on. If there was one before, that one no longer works.',
        FACTOR_SESSIONS,
      ),
    refused: triedInside((account) => `Somebody tried to set a password for ${account}`),
  },
  'password.remove': {
    done: () =>
      change(
        (account) => `Somebody removed the password of ${account}`,
        'No password opens the account from now on.',
        FACTOR_SESSIONS,
      ),
    refused: triedInside((account) => `Somebody tried to remove the password of ${account}`),
  },
  'totp.confirm': {
    done: () =>
      change(
        (account) => `Somebody set up an authenticator app for ${account}`,
        'Its codes work from now on, after the password. If there was an app before, its codes no longer work.',
        FACTOR_SESSIONS,
      ),
    refused: triedInside((account) => `Somebody tried to set up an authenticator app for ${account}`),
  },
  'totp.remove': {
    done: () =>
      change(
        (account) => `Somebody removed the authenticator app of ${account}`,
        'Its codes no longer work.',
        FACTOR_SESSIONS,
      ),
    refused: triedInside((account) => `Somebody tried to remove the authenticator app of ${account}`),
  },
  'backup-code.make': {
    done: sayBackupCodesMade,
    refused: triedInside((account) => `Somebody tried to make backup codes for ${account}`),
  },
  ...enrolmentWords,
  ...addressWords,
  'protection.leave': {
    done: sayHoldAsked('protection.leave'),
    refused: triedInside((account) => `Somebody tried to turn off the protection of ${account}`),
  },
  'protection.raise-floor': {
    done: sayHoldAsked('protection.raise-floor'),
    refused: triedInside((account) => `Somebody tried to keep ${account} to hardware keys only`),
  },
  'protection.lower-floor': {
    done: sayHoldAsked('protection.lower-floor'),
    refused: triedInside((account) => `Somebody tried to let synced keys open ${account} again`),
  },
  'recovery-key.replace': { done: sayHoldAsked('recovery-key.replace') },
  ...holdAlerts,
  'recovery-key.remind': { done: sayReminder },
  'alert.digest': { done: sayDigest },
  ...recoveryWords,
  'contact.invite': {
    done: sayContactInvited,
    refused: triedInside((account) => `Somebody tried to invite a recovery contact for ${account}`),
  },
  'contact.remove': {
    done: sayContactRemoved,
    refused: triedInside((account) => `Somebody tried to remove a recovery contact from ${account}`),
  },
  'contact.set-needed': {
    done: sayNeededSet,
    refused: triedInside((account) => `Somebody tried to change who approves a recovery of ${account}`),
  },
  'contact.accept': {
    done: sayBecameContact,
    refused: triedInside((account) => `Somebody tried to make ${account} a recovery contact`),
  },
  'contact.decline': {
    done: sayDeclined,
    refused: triedInside((account) => `Somebody tried to end what ${account} is a recovery contact for`),
  },
  'contact.approve': {
    done: sayApprovalGiven,
    refused: triedInside((account) => `Somebody tried to approve a recovery with ${account}`),
  },
  'contact.accepted': { done: sayContactAccepted },
  'contact.declined': { done: sayContactDeclined },
  'contact.left': { done: sayContactLeft },
  'contact.asked': { done: sayAsked },
  'contact.approved': { done: sayApproved },
  'contact.not-them': { done: sayNotThem },
  'contact.objected': { done: sayObjected },
  ...disownWords,
  'sign-up.known-address': { done: () => knownAddress },
  ...keyWords,
  ...makeWords,
  ...pushWords,
  ...dataWords,
  ...webhookWords,
};

/** For an operation that a newer server has put on record: the alert goes out, with what is known. */
export const unworded = (told: Told): AlertWords => ({
  fact: (account) =>
    told.event.outcome === 'done' ? `Something was done to ${account}` : `Somebody tried something on ${account}`,
  follows: [told.event.outcome === 'done' ? WAS_YOU : sayRefused(told.event.reason)],
  facts: [{ label: 'Recorded as', value: plain(told.event.operation, 80) }],
});
