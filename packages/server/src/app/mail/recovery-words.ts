// The sentences about a recovery: begun, tried, stopped, given up, expired, completed. A frightened person reads them.

import { type BegunWith, readCaseName } from '../../domain/recovery/case-name.ts';
import type { Say } from './alert-shape.ts';
import type { Fact } from './letter.ts';
import { plain, quoted } from './plain.ts';
import { sayRefused } from './refusal-words.ts';
import { sayTime } from './say-time.ts';

const STILL_IN = 'Your keys and sessions go on as before.';
const KEY_IS_GOOD =
  'The recovery key that began it is as good as before. If you did not begin it, somebody holds a copy: sign in and replace your recovery keys.';
/** What stops it, in the words of somebody who has to do it now. */
const STOP: Readonly<Record<BegunWith, string>> = {
  one: 'If it is not you, stop it: sign in with any of your keys, or press “This wasn’t me”. Either stops it at once.',
  both: 'Both recovery keys were typed, so only a key stops it: if it is not you, sign in with one that you had before. No button in a mail does.',
  again:
    'It was begun again after a stop, so it waits 30 days and only a key stops it: if it is not you, sign in with one that you had before. No button in a mail does.',
};
/** Where the alert does not say how it was begun. */
const STOP_ANY =
  'If it is not you, stop it: sign in with a key that you had before it began. One that a single recovery key began for the first time is stopped by “This wasn’t me” too.';
const caseFact = (subject: string | null): Fact[] =>
  subject === null ? [] : [{ label: 'Case', value: plain(subject, 40) }];
const NO_KEY = 'None; a recovery key';

const sayRecoveryBegun: Say = ({ event }) => {
  const { effective_at: at } = event;
  const opens: Fact[] =
    at === null ? [] : [{ label: 'Opens', value: sayTime(at), note: 'Unless it is stopped before' }];
  return {
    fact: (account) => `Somebody is recovering ${account} with a recovery key`,
    follows: [
      `Nothing has been opened. It opens ${at === null ? 'when its waiting time is over' : `on ${sayTime(at)}`}, unless it is stopped before: then the person who began it can register two new keys, and yours end.`,
      STOP[readCaseName(event.subject ?? '').begun],
      'If it is you, keep the case secret and the recovery key. You need both to come back.',
    ],
    facts: [...caseFact(event.subject), ...opens],
    key: NO_KEY,
  };
};

const sayRecoveryTried: Say = ({ event }) => ({
  fact: (account) => `Somebody tried to recover ${account}`,
  follows: [
    `${sayRefused(event.reason)} Nothing was opened.`,
    event.reason === 'recovery-running'
      ? 'They have the recovery key of a recovery that waits. If it was not you, stop that one, and replace your recovery keys.'
      : 'If it was you, look at the recovery key again. If it was not, there is nothing to do.',
  ],
  key: NO_KEY,
  calm: true,
});

/** In a case that is open: whoever tried has its secret. */
const sayReturnTried: Say = ({ event }) => ({
  fact: (account) => `Somebody tried to go on with a recovery of ${account}`,
  follows: [
    `${sayRefused(event.reason)} Nothing was opened.`,
    'They have the secret of the case. If it was not you, stop the recovery.',
  ],
  facts: caseFact(event.subject),
  key: NO_KEY,
});

const sayRecoveryKeyAdded: Say = ({ event }) => ({
  fact: (account) => `Somebody registered a new key in the recovery of ${account}`,
  follows: [
    `${event.key_name === null ? 'The key' : `The key ${quoted(event.key_name)}`} opens nothing before the recovery is completed. That can be at any moment now.`,
    STOP_ANY,
  ],
  facts: caseFact(event.subject),
});

const sayRecoveryWithdrawn: Say = ({ event }) => ({
  fact: (account) => `The recovery of ${account} was given up`,
  follows: [`Somebody with the secret of the case ended it. ${STILL_IN}`, KEY_IS_GOOD],
  facts: caseFact(event.subject),
  key: 'None; the secret of the case',
  calm: true,
});

const sayRecoveryStoppedByKey: Say = ({ event }) => ({
  fact: (account) => `The recovery of ${account} was stopped: one of its keys was used`,
  follows: [`A person who has a key of the account has no need to recover it. ${STILL_IN}`, KEY_IS_GOOD],
  facts: caseFact(event.subject),
  key: 'A key of this account',
});

const sayRecoveryExpired: Say = ({ event }) => ({
  fact: (account) => `The recovery of ${account} has expired`,
  follows: [`Nobody came back for it within two weeks. ${STILL_IN}`, KEY_IS_GOOD],
  facts: caseFact(event.subject),
  calm: true,
});

const sayRecoveryVoid: Say = ({ event }) => ({
  fact: (account) => `The recovery of ${account} is void`,
  follows: [
    `Its recovery key no longer counts, or both recovery keys together began another one, of which you were told. ${STILL_IN}`,
  ],
  facts: caseFact(event.subject),
  calm: true,
});

const sayRecoveryHeldUp: Say = ({ event }) => {
  const { effective_at: at } = event;
  return {
    fact: (account) => `The recovery of ${account} waits for your recovery contacts`,
    follows: [
      `Its own wait is over. ${at === null ? 'It goes on' : `On ${sayTime(at)} it goes on`} without those who say nothing, or before, once enough have approved.`,
      STOP_ANY,
      'If it is you, call your contacts. They had a mail with a button.',
    ],
    facts: caseFact(event.subject),
  };
};

const sayRecovered: Say = ({ event }) => ({
  fact: (account) => `The recovery of ${account} is complete`,
  follows: [
    'New keys and new recovery keys have taken the place of all that were there before. Every earlier session has ended.',
    'Webhooks, notifications and recovery contacts that were not kept by name have ended: they are told of this and of nothing more. Mail to this address goes on.',
    'For 3 days the address cannot be changed and protection cannot be turned off.',
    'If it was not you, somebody else has taken over the account. “This wasn’t me” signs out what their new keys opened. It cannot take the keys from them: they can sign in again. Tell whoever relies on this account.',
  ],
  facts: caseFact(event.subject),
});

export const recoveryWords = {
  'recovery.begin': { done: sayRecoveryBegun, refused: sayRecoveryTried },
  'recovery.withdraw': { done: sayRecoveryWithdrawn },
  'recovery.key-options': { refused: sayReturnTried },
  'recovery.keep-options': { refused: sayReturnTried },
  'recovery.add-key': { done: sayRecoveryKeyAdded, refused: sayReturnTried },
  'recovery.complete': { done: sayRecovered, refused: sayReturnTried },
  'recovery.stopped-by-key': { done: sayRecoveryStoppedByKey },
  'recovery.expire': { done: sayRecoveryExpired },
  'recovery.void': { done: sayRecoveryVoid },
  'recovery.held-up': { done: sayRecoveryHeldUp },
} as const;
