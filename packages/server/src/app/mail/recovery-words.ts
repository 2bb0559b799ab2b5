// The sentences about a recovery: begun, tried, stopped, given up, expired, completed. A frightened person reads them.

import type { Say } from './alert-shape.ts';
import type { Fact } from './letter.ts';
import { plain, quoted } from './plain.ts';
import { sayRefused } from './refusal-words.ts';
import { sayTime } from './say-time.ts';

const STILL_IN = 'Your keys and sessions go on as before.';
const KEY_IS_SPENT = 'The recovery key that began it begins no other: make new ones.';
const caseFact = (subject: string | null): Fact[] =>
  subject === null ? [] : [{ label: 'Case', value: plain(subject, 20) }];
const NO_KEY = 'None; a recovery key';

const sayRecoveryBegun: Say = ({ event }) => {
  const { effective_at: at } = event;
  const opens: Fact[] =
    at === null ? [] : [{ label: 'Opens', value: sayTime(at), note: 'Unless it is stopped before' }];
  return {
    fact: (account) => `Somebody is recovering ${account} with a recovery key`,
    follows: [
      `Nothing has been opened. It opens ${at === null ? 'when its waiting time is over' : `on ${sayTime(at)}`}, unless it is stopped before: then whoever began it can register two new keys, and yours end.`,
      'If it is not you, stop it: sign in with any of your keys, or press “This wasn’t me”. Either stops it at once.',
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
      ? 'They have another of your recovery keys. If it was not you, stop the recovery that waits, and make new recovery keys.'
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
    'Whoever tried has the secret of the case. If it was not you, stop the recovery.',
  ],
  facts: caseFact(event.subject),
  key: NO_KEY,
});

const sayRecoveryKeyAdded: Say = ({ event }) => ({
  fact: (account) => `Somebody registered a new key in the recovery of ${account}`,
  follows: [
    `${event.key_name === null ? 'The key' : `The key ${quoted(event.key_name)}`} opens nothing before the recovery is completed. That can be at any moment now.`,
    'If it is not you, stop the recovery: sign in with any of your keys, or press “This wasn’t me”.',
  ],
  facts: caseFact(event.subject),
});

const sayRecoveryWithdrawn: Say = ({ event }) => ({
  fact: (account) => `The recovery of ${account} was given up`,
  follows: [`Somebody with the secret of the case ended it. ${STILL_IN}`, KEY_IS_SPENT],
  facts: caseFact(event.subject),
  key: 'None; the secret of the case',
  calm: true,
});

const sayRecoveryStoppedByKey: Say = ({ event }) => ({
  fact: (account) => `The recovery of ${account} was stopped: one of its keys was used`,
  follows: [
    `Whoever has a key of the account has no need to recover it. ${STILL_IN}`,
    `If you did not begin it, somebody holds one of your recovery keys. ${KEY_IS_SPENT}`,
  ],
  facts: caseFact(event.subject),
  key: 'A key of this account',
});

const sayRecoveryExpired: Say = ({ event }) => ({
  fact: (account) => `The recovery of ${account} has expired`,
  follows: [`Nobody came back for it within two weeks. ${STILL_IN}`, KEY_IS_SPENT],
  facts: caseFact(event.subject),
  calm: true,
});

const sayRecoveryVoid: Say = ({ event }) => ({
  fact: (account) => `The recovery of ${account} is void`,
  follows: [`The recovery key that began it no longer counts. ${STILL_IN}`],
  facts: caseFact(event.subject),
  calm: true,
});

const sayRecovered: Say = ({ event }) => ({
  fact: (account) => `The recovery of ${account} is complete`,
  follows: [
    'New keys and new recovery keys have taken the place of all that were there before. Every earlier session has ended.',
    'Webhooks and notifications that were set up before are told of this and of nothing more, until they are turned on again. Recovery contacts who joined while the recovery waited are removed. Mail to this address goes on.',
    'For 3 days the address cannot be changed and protection cannot be turned off.',
    'If it was not you, somebody else has taken over the account. “This wasn’t me” still signs them out, but only their new keys open it from now on: tell whoever relies on this account.',
  ],
  facts: caseFact(event.subject),
});

export const recoveryWords = {
  'recovery.begin': { done: sayRecoveryBegun, refused: sayRecoveryTried },
  'recovery.withdraw': { done: sayRecoveryWithdrawn },
  'recovery.key-options': { refused: sayReturnTried },
  'recovery.add-key': { done: sayRecoveryKeyAdded, refused: sayReturnTried },
  'recovery.complete': { done: sayRecovered, refused: sayReturnTried },
  'recovery.stopped-by-key': { done: sayRecoveryStoppedByKey },
  'recovery.expire': { done: sayRecoveryExpired },
  'recovery.void': { done: sayRecoveryVoid },
} as const;
