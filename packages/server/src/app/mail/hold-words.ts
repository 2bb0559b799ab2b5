// The sentences about a change that waits: asked for, announced again, stopped, made.

import type { HoldKind } from '../../domain/hold/hold.ts';
import type { AlertWords, Say } from './alert-shape.ts';
import type { Fact } from './letter.ts';
import { plain } from './plain.ts';
import { sayTime } from './say-time.ts';

type SayFact = AlertWords['fact'];
type Moment = 'asked' | 'announced' | 'stopped' | 'made';

interface HoldWords {
  readonly facts: Readonly<Record<Moment, SayFact>>;
  /** What the change will do, when: it follows “asked” and “announced”. */
  readonly waits: (when: string) => string;
  /** How it is stopped, where signing in is a way too. */
  readonly stoppable?: string;
  /** What follows once it is made. */
  readonly made: readonly string[];
}

const NOBODY_STOPPED_IT = 'The waiting time is over, and nobody stopped it.';
const STOPPABLE = 'Anybody who is signed in to your account can stop it with one click, and so can “This wasn’t me”.';

const holdWords: Readonly<Record<HoldKind, HoldWords>> = {
  'protection.leave': {
    facts: {
      asked: (account) => `Somebody asked to turn off the protection of ${account}`,
      announced: (account) => `Protection of ${account} is waiting to be turned off`,
      stopped: (account) => `Protection of ${account} stays on`,
      made: (account) => `Protection of ${account} is off`,
    },
    waits: (when) => `It turns off ${when}, unless it is stopped before. Until then it stays on.`,
    made: [
      `${NOBODY_STOPPED_IT} The keys still open the account. Its recovery keys no longer count, and it has no password until one is set.`,
      'What you write from now on is no longer excluded from training by it. Protection can be turned on again at any time.',
    ],
  },
  'protection.lower-floor': {
    facts: {
      asked: (account) => `Somebody asked that synced keys open ${account} again`,
      announced: (account) => `Synced keys are waiting to open ${account} again`,
      stopped: (account) => `Hardware keys only, as before, for ${account}`,
      made: (account) => `Synced keys open ${account} again`,
    },
    waits: (when) => `They count again ${when}, unless it is stopped before. Until then, hardware keys only.`,
    made: [`${NOBODY_STOPPED_IT} Protection stays on.`],
  },
  'email.change': {
    facts: {
      asked: (account) => `Somebody asked to change the e-mail address of ${account}`,
      announced: (account) => `The e-mail address of ${account} is waiting to be changed`,
      stopped: (account) => `The e-mail address of ${account} stays as it is`,
      made: (account) => `The waiting time for the new e-mail address of ${account} is over`,
    },
    waits: (when) => `It changes ${when}, unless it is stopped before. Until then the address stays.`,
    // The evidence does not say whether the address was still free (app/hold/ripen.ts).
    made: [
      'Nobody stopped the change. Alerts go to the new address from now on, unless another account took that address in the meantime: then the old one stays.',
    ],
  },
  'contact.remove': {
    facts: {
      asked: (account) => `Somebody asked to remove a recovery contact from ${account}`,
      announced: (account) => `A recovery contact of ${account} is waiting to be removed`,
      stopped: (account) => `The recovery contacts of ${account} stay as they are`,
      made: (account) => `A recovery contact of ${account} was removed`,
    },
    waits: (when) => `It happens ${when}, unless it is stopped before. Until then the contact can approve recoveries.`,
    made: [`${NOBODY_STOPPED_IT} That contact cannot approve a recovery of your account any more.`],
  },
  'contact.lower-needed': {
    facts: {
      asked: (account) => `Somebody asked that fewer contacts approve a recovery of ${account}`,
      announced: (account) => `Fewer contacts are waiting to be enough for a recovery of ${account}`,
      stopped: (account) => `As many contacts as before have to approve a recovery of ${account}`,
      made: (account) => `Fewer contacts have to approve a recovery of ${account}`,
    },
    waits: (when) =>
      `It happens ${when}, unless it is stopped before. Until then as many approvals as before are needed.`,
    made: [`${NOBODY_STOPPED_IT} The recovery key and the waiting time are needed as before.`],
  },
  'account.delete': {
    facts: {
      asked: (account) => `Somebody asked to delete ${account}`,
      announced: (account) => `The deletion of ${account} is waiting`,
      stopped: (account) => `The deletion of ${account} was stopped`,
      made: (account) => `The waiting time for deleting ${account} is over`,
    },
    waits: (when) =>
      `It is deleted ${when}, unless it is stopped before. Until then everything works as before. Afterwards nobody can bring it back.`,
    made: [NOBODY_STOPPED_IT],
  },
  recovery: {
    facts: {
      asked: (account) => `Somebody is recovering ${account} with a recovery key`,
      announced: (account) => `The recovery of ${account} is still waiting`,
      stopped: (account) => `The recovery of ${account} was stopped`,
      made: (account) => `The recovery of ${account} is open now`,
    },
    waits: (when) => `It opens ${when}, unless it is stopped before. Until then nothing is opened.`,
    stoppable:
      'If it is not you, stop it: sign in with any of your keys, or press “This wasn’t me”. Anybody who is signed in to your account can stop it too.',
    made: [
      'The waiting time is over, and nobody stopped it. Whoever began it can now register two new keys with its secret and the recovery key, and yours then end.',
      'If it is not you, stop it now: sign in with any of your keys, or press “This wasn’t me”.',
    ],
  },
};

/** For a kind that a newer server has put on record. */
const UNWORDED: HoldWords = {
  facts: {
    asked: (account) => `Somebody asked for a change of ${account}`,
    announced: (account) => `A change of ${account} is waiting`,
    stopped: (account) => `A change of ${account} that was waiting was stopped`,
    made: (account) => `A change of ${account} that was waiting was made`,
  },
  waits: (when) => `It is made ${when}, unless it is stopped before.`,
  made: [NOBODY_STOPPED_IT],
};

const wordsFor = (kind: string | null): HoldWords =>
  kind !== null && Object.hasOwn(holdWords, kind) ? holdWords[kind as HoldKind] : UNWORDED;

const waiting = (kind: string | null, moment: 'asked' | 'announced', at: number | null): AlertWords => {
  const { facts, waits, stoppable = STOPPABLE } = wordsFor(kind);
  const particulars: Fact[] =
    at === null ? [] : [{ label: 'Takes effect', value: sayTime(at), note: 'Unless it is stopped before' }];
  return {
    fact: facts[moment],
    follows: [waits(at === null ? 'when its waiting time is over' : `on ${sayTime(at)}`), stoppable],
    facts: particulars,
  };
};

/** The alert of the operation that starts a hold: the first announcement. */
export const sayHoldAsked =
  (kind: HoldKind): Say =>
  ({ event }) =>
    waiting(kind, 'asked', event.effective_at);

const sayHoldAnnounced: Say = ({ event }) => waiting(event.subject, 'announced', event.effective_at);

const sayHoldStopped: Say = ({ event }) => ({
  fact: wordsFor(event.subject).facts.stopped,
  follows: [
    'Somebody who is signed in to your account stopped the change that was waiting.',
    'If it was you, there is nothing to do. If it was not, somebody else is signed in: stop it.',
  ],
});

const sayHoldMade: Say = ({ event }) => {
  const { facts, made } = wordsFor(event.subject);
  return { fact: facts.made, follows: made };
};

/** The database was put back to an older state (docs/backup.md). */
const sayHoldStoppedByRestore: Say = ({ event }) => ({
  fact: wordsFor(event.subject).facts.stopped,
  follows: [
    'This platform went back to an older copy of its data. What was waiting then is stopped: whether somebody had stopped it since cannot be known any more.',
    'It may wait again, in full, if the platform’s operator decides so; then you are told. If you still want it, you can also ask for it anew.',
  ],
  calm: true,
});

const sayHoldResumed: Say = ({ event }) => {
  const words = waiting(event.subject, 'announced', event.effective_at);
  const why =
    'It had stopped when this platform went back to an older copy of its data. It waits again, from the start.';
  return { ...words, follows: [why, ...words.follows] };
};

const sayRestored: Say = ({ event }) => ({
  fact: (account) => `The platform of ${account} went back to an older copy of its data`,
  follows: [
    `It is as it was on ${plain(event.subject ?? 'an earlier day')}. What you changed since then is undone: a key that you removed opens the account again, and a password that you changed is the old one.`,
    'Sign in, and look at your keys and at what waits. Remove again what you had removed.',
    'Everybody was signed out. Recovery keys and backup codes may have to be made anew; the account says so.',
  ],
});

export const holdAlerts = {
  'restore.tell': { done: sayRestored },
  'hold.announce': { done: sayHoldAnnounced },
  'hold.ripen': { done: sayHoldMade },
  'hold.veto': { done: sayHoldStopped },
  'restore.stop-hold': { done: sayHoldStoppedByRestore },
  'restore.resume-hold': { done: sayHoldResumed },
} as const;
