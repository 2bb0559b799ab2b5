// The sentences about a change that waits: asked for, announced again, stopped, made.

import type { HoldKind } from '../../domain/hold/hold.ts';
import type { AlertWords, Say, Told } from './alert-shape.ts';
import type { Fact } from './letter.ts';
import type { HoldParticulars } from './particulars.ts';
import { plain, quoted } from './plain.ts';
import { factsOfReady } from './ready-facts.ts';
import { sayRefused } from './refusal-words.ts';
import { sayTime } from './say-time.ts';

type SayFact = AlertWords['fact'];
type Moment = 'asked' | 'announced' | 'ready' | 'stopped' | 'made';

interface HoldWords {
  readonly facts: Readonly<Record<Moment, SayFact>>;
  /** What it would do, and what holds until then. */
  readonly would: string;
  /** How it is stopped, where that differs from other changes. */
  readonly stoppable?: string;
  /** The same of one that the alert knows. */
  readonly stoppableBy?: Readonly<Partial<Record<HoldParticulars['stoppedBy'], string>>>;
  /** Where it is stopped, where no link does. */
  readonly action?: AlertWords['action'];
  /** What follows once it is made. */
  readonly made: readonly string[];
}

/** Where the alert does not say how many proofs began it. */
const STOPPABLE =
  'What one key began, anybody who is signed in to your account can stop, and so can “This wasn’t me”. What two keys began, a trusted key can stop.';
const readyOn = (when: string): string =>
  `It is ready ${when}, if nobody stops it. Begun with one key, it then needs a second touch to happen; begun with two, it happens then.`;

const STOPPED_BY: Readonly<Record<HoldParticulars['stoppedBy'], string>> = {
  any: 'Anybody who is signed in to your account can stop it, and so can “This wasn’t me”.',
  'second-factor': 'A second factor or a key stops it. “This wasn’t me” does not.',
  'trusted-key': 'A trusted key stops it. “This wasn’t me” does not.',
};

/** Of the one change that it is about: who began it, what is needed next, who can stop it. */
function sayOne(
  { proofs, stoppedBy, startedWith }: HoldParticulars,
  protectedAccount: boolean,
  when: string,
): string[] {
  const key = startedWith === null ? 'The password and a second factor' : `The key ${quoted(startedWith)}`;
  const stops = STOPPED_BY[stoppedBy];
  if (proofs === 2) {
    return [
      `${key} and a second proof began it. It happens ${when}, if nobody stops it, with no further touch.`,
      stops,
    ];
  }
  const touch = protectedAccount
    ? 'It then happens only when another key finishes it, or, after a week in which no other is used, the same one.'
    : 'It then happens only when somebody confirms it once more, with a key or the password and second factor.';
  return [`${key} began it. It is ready ${when}, if nobody stops it. ${touch}`, stops];
}

const holdWords: Readonly<Record<HoldKind, HoldWords>> = {
  'protection.leave': {
    facts: {
      asked: (account) => `Somebody asked to turn off the protection of ${account}`,
      announced: (account) => `Protection of ${account} is waiting to be turned off`,
      ready: (account) => `Turning off the protection of ${account} is ready, and not done`,
      stopped: (account) => `Protection of ${account} stays on`,
      made: (account) => `Protection of ${account} is off`,
    },
    would: 'Protection would be off. Until then it stays on.',
    made: [
      'The keys still open the account. Its recovery keys no longer count, and it has no password until one is set.',
      'Whatever was waiting that one proof had begun, or that concerns a protected account alone, is stopped.',
      'What you write from now on is no longer excluded from training by it. Protection can be turned on again at any time.',
    ],
  },
  'protection.lower-floor': {
    facts: {
      asked: (account) => `Somebody asked that synced keys open ${account} again`,
      announced: (account) => `Synced keys are waiting to open ${account} again`,
      ready: (account) => `Letting synced keys open ${account} again is ready, and not done`,
      stopped: (account) => `Hardware keys only, as before, for ${account}`,
      made: (account) => `Synced keys open ${account} again`,
    },
    would: 'Synced keys would open the account again. Until then only hardware keys do.',
    made: ['Protection stays on.'],
  },
  'protection.raise-floor': {
    facts: {
      asked: (account) => `Somebody asked that only hardware keys open ${account}`,
      announced: (account) => `Hardware keys only is waiting for ${account}`,
      ready: (account) => `Hardware keys only is ready for ${account}, and not done`,
      stopped: (account) => `Every key opens ${account}, as before`,
      made: (account) => `Only hardware keys open ${account} now`,
    },
    would: 'A key that you trust would open nothing any more. Until then it does.',
    made: [
      'Keys of other kinds stay on the list and open nothing. Going back takes two proofs, or a wait and a second touch.',
    ],
  },
  'email.change': {
    facts: {
      asked: (account) => `Somebody asked to change the e-mail address of ${account}`,
      announced: (account) => `The e-mail address of ${account} is waiting to be changed`,
      ready: (account) => `Changing the e-mail address of ${account} is ready, and not done`,
      stopped: (account) => `The e-mail address of ${account} stays as it is`,
      made: (account) => `The e-mail address of ${account} was changed`,
    },
    would: 'The address would be another one. Until then it stays.',
    made: [
      'Alerts go to the new address from now on. The old one hears of it again only where the change is contested, or the address changes once more within a week.',
    ],
  },
  'contact.remove': {
    facts: {
      asked: (account) => `Somebody asked to remove a recovery contact from ${account}`,
      announced: (account) => `A recovery contact of ${account} is waiting to be removed`,
      ready: (account) => `Removing a recovery contact of ${account} is ready, and not done`,
      stopped: (account) => `The recovery contacts of ${account} stay as they are`,
      made: (account) => `A recovery contact of ${account} was removed`,
    },
    would: 'That contact could approve no recovery any more. Until then the contact can.',
    made: ['That contact cannot approve a recovery of your account any more.'],
  },
  'contact.lower-needed': {
    facts: {
      asked: (account) => `Somebody asked that fewer contacts approve a recovery of ${account}`,
      announced: (account) => `Fewer contacts are waiting to be enough for a recovery of ${account}`,
      ready: (account) => `Fewer contacts for a recovery of ${account} is ready, and not done`,
      stopped: (account) => `As many contacts as before have to approve a recovery of ${account}`,
      made: (account) => `Fewer contacts have to approve a recovery of ${account}`,
    },
    would: 'Fewer approvals would be enough. Until then as many as before are needed.',
    made: ['The recovery key and the waiting time are needed as before.'],
  },
  'credential.remove': {
    facts: {
      asked: (account) => `Somebody asked to remove a key from ${account}`,
      announced: (account) => `A key of ${account} is waiting to be removed`,
      ready: (account) => `Removing a key of ${account} is ready, and not done`,
      stopped: (account) => `A key of ${account} stays registered`,
      made: (account) => `A key was removed from ${account}`,
    },
    would: 'The key would be gone for good. It is suspended meanwhile: it opens nothing.',
    made: ['It opens nothing any more.'],
  },
  'recovery-key.replace': {
    facts: {
      asked: (account) => `Somebody made new recovery keys for ${account}`,
      announced: (account) => `New recovery keys of ${account} are waiting to take the place of the old ones`,
      ready: (account) => `Replacing the recovery keys of ${account} is ready, and not done`,
      stopped: (account) => `The recovery keys of ${account} stay as they are`,
      made: (account) => `The recovery keys of ${account} were replaced`,
    },
    would: 'Two new recovery keys would take the place of the ones that you have. Until then yours are good.',
    made: ['The old ones are void, and so is a recovery that one of them began.'],
  },
  'channel.stop': {
    facts: {
      asked: (account) => `Somebody asked that alerts of ${account} stop going to one place`,
      announced: (account) => `One place is waiting to get no more alerts of ${account}`,
      ready: (account) => `Stopping alerts of ${account} to one place is ready, and not done`,
      stopped: (account) => `Alerts of ${account} go where they went before`,
      made: (account) => `One place gets no more alerts of ${account}`,
    },
    would: 'A webhook or a browser would be told nothing more. Until then it is told everything.',
    made: ['Alerts by e-mail go on.'],
  },
  'wait.shorten': {
    facts: {
      asked: (account) => `Somebody asked that a recovery of ${account} wait less`,
      announced: (account) => `A shorter wait for recoveries of ${account} is waiting`,
      ready: (account) => `A shorter wait for recoveries of ${account} is ready, and not done`,
      stopped: (account) => `A recovery of ${account} waits as long as before`,
      made: (account) => `A recovery of ${account} waits less from now on`,
    },
    would: 'A recovery would wait less before it opens. Until then it waits as long as before.',
    made: ['It still waits 3 days at least.'],
  },
  'totp.replace': {
    facts: {
      asked: (account) => `Somebody asked to set another authenticator app for ${account}`,
      announced: (account) => `Another authenticator app is waiting to be set for ${account}`,
      ready: (account) => `Another authenticator app is ready for ${account}, and not set`,
      stopped: (account) => `The authenticator app of ${account} stays as it is`,
      made: (account) => `Another authenticator app was set for ${account}`,
    },
    would:
      'They proved this mailbox and the password. Codes of the app that you have would work no more. Until then they do.',
    stoppable:
      'If it is not you, stop it: sign in with the app that you have, a backup code or a key. No link stops it, not even “This wasn’t me”.',
    action: {
      label: 'Sign in to stop it',
      path: '/sign-in',
      note: 'With the app that you have, a backup code or a key. Signing in with one of them stops it.',
    },
    made: [
      'Codes of the app before no longer work. If it was not you, somebody reads your mail and has your password.',
    ],
  },
  'account.delete': {
    facts: {
      asked: (account) => `Somebody asked to delete ${account}`,
      announced: (account) => `The deletion of ${account} is waiting`,
      ready: (account) => `The deletion of ${account} is ready, and not done`,
      stopped: (account) => `The deletion of ${account} was stopped`,
      made: (account) => `The waiting time for deleting ${account} is over`,
    },
    would: 'The account would be deleted, and nobody could bring it back. Until then everything works as before.',
    made: ['The account is erased now, and nobody can bring it back.'],
  },
  recovery: {
    facts: {
      asked: (account) => `Somebody is recovering ${account} with a recovery key`,
      announced: (account) => `The recovery of ${account} is still waiting`,
      ready: (account) => `The recovery of ${account} is open now`,
      stopped: (account) => `The recovery of ${account} was stopped`,
      made: (account) => `The recovery of ${account} is open now`,
    },
    would: 'Until it opens, nothing is opened. Then the person who began it can register two new keys, and yours end.',
    stoppable:
      'If it is not you, stop it: sign in with one of your keys. Begun with one recovery key, “This wasn’t me” stops it too.',
    stoppableBy: {
      any: 'If it is not you, stop it: sign in with one of your keys, or press “This wasn’t me”.',
      'trusted-key':
        'If it is not you, stop it: sign in with a key that was trusted when it began. “This wasn’t me” does not stop it.',
    },
    made: [
      'The waiting time is over, and nobody stopped it. The person who began it can now register two new keys with its secret and the recovery key, and yours then end.',
      'If it is not you, stop it now: sign in with one of your keys.',
    ],
  },
};

/** For a kind that a newer server has put on record. */
const UNWORDED: HoldWords = {
  facts: {
    asked: (account) => `Somebody asked for a change of ${account}`,
    announced: (account) => `A change of ${account} is waiting`,
    ready: (account) => `A change of ${account} is ready, and not done`,
    stopped: (account) => `A change of ${account} that was waiting was stopped`,
    made: (account) => `A change of ${account} that was waiting was made`,
  },
  would: 'Until then nothing changes.',
  made: [],
};

const wordsFor = (kind: string | null): HoldWords =>
  kind !== null && Object.hasOwn(holdWords, kind) ? holdWords[kind as HoldKind] : UNWORDED;

const happensOn = (when: string): string => `It happens ${when}, if nobody stops it.`;
const opensOn = (when: string): string => `It opens ${when}, if nobody stops it.`;

const waiting = (
  kind: string | null,
  moment: 'asked' | 'announced',
  { event, ...told }: Told,
  instead?: string,
): AlertWords => {
  const at = event.effective_at;
  const when = at === null ? 'when its waiting time is over' : `on ${sayTime(at)}`;
  const { facts, would, stoppable = STOPPABLE, stoppableBy, action } = wordsFor(kind);
  const own = kind === 'recovery' ? opensOn : kind === 'totp.replace' ? happensOn : null;
  const hold = told.particulars?.hold;
  const goesOn =
    own || !hold
      ? [(own ?? readyOn)(when), (hold && stoppableBy?.[hold.stoppedBy]) ?? stoppable]
      : sayOne(hold, told.protectedAccount, when);
  const particulars: Fact[] =
    at === null ? [] : [{ label: 'Ready', value: sayTime(at), note: 'Unless it is stopped before' }];
  return {
    fact: facts[moment],
    follows: [instead ?? would, ...goesOn],
    facts: particulars,
    ...(action && { action, calm: true }),
  };
};

/**
 * The alert of the operation that begins a slow change: its first announcement, or, with two proofs, that it was made.
 * @param would said in place of what it would do
 */
export const sayHoldAsked =
  (kind: HoldKind, would?: string): Say =>
  (told) => {
    if (told.event.effective_at !== null) return waiting(kind, 'asked', told, would);
    const { facts, made } = wordsFor(kind);
    return { fact: facts.made, follows: made };
  };

const sayHoldAnnounced: Say = (told) => waiting(told.event.subject, 'announced', told);

const sayHoldReady: Say = (told) => {
  const { event, protectedAccount } = told;
  const { facts, would } = wordsFor(event.subject);
  const until = event.effective_at === null ? 'within 14 days' : `until ${sayTime(event.effective_at)}`;
  return {
    fact: facts.ready,
    follows: [
      would,
      protectedAccount
        ? `Nothing happens by itself. Another key can finish it ${until}, and so can the same one after a week in which no other is used. Then it lapses.`
        : `Nothing happens by itself. It can be confirmed once more ${until}; then it lapses.`,
      'If you did not ask for it, stop it: that needs no key.',
    ],
    facts: factsOfReady(told),
  };
};

const sayHoldLapses: Say = (told) => ({
  fact: wordsFor(told.event.subject).facts.ready,
  follows: [
    `It lapses ${told.event.effective_at === null ? 'tomorrow' : `on ${sayTime(told.event.effective_at)}`}, if nobody finishes it. Then nothing has changed. This is the last mail about it.`,
  ],
  facts: factsOfReady(told),
});

const sayHoldExpired: Say = ({ event }) => ({
  fact: wordsFor(event.subject).facts.stopped,
  follows: ['The change was ready, and was not finished in time, so it has lapsed. Nothing was changed.'],
  calm: true,
});

const sayHoldFinished: Say = ({ event }) => {
  const { facts, made } = wordsFor(event.subject);
  return { fact: facts.made, follows: ['A second touch finished it.', ...made] };
};

const sayFinishRefused: Say = ({ event }) => ({
  fact: (account) => `Somebody tried to finish a change of ${account} that waits`,
  follows: [sayRefused(event.reason), 'If it was not you, somebody else is signed in: stop it.'],
});

const sayHoldStopped: Say = ({ event }) => ({
  fact: wordsFor(event.subject).facts.stopped,
  follows: [
    'Somebody who is signed in to your account stopped the change that was waiting.',
    'If it was you, there is nothing to do. If it was not, somebody else is signed in: stop it.',
  ],
});

const sayHoldMade: Say = ({ event }) => {
  const { facts, made } = wordsFor(event.subject);
  if (event.subject === 'recovery') return { fact: facts.made, follows: made };
  return {
    fact: facts.made,
    follows: ['The waiting time of a change that two proofs began is over, and nobody stopped it.', ...made],
  };
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

const sayHoldResumed: Say = (told) => {
  const words = waiting(told.event.subject, 'announced', told);
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
  'hold.ready': { done: sayHoldReady },
  'hold.lapse': { done: sayHoldLapses },
  'hold.expire': { done: sayHoldExpired },
  'hold.finish': { done: sayHoldFinished, refused: sayFinishRefused },
  'hold.ripen': { done: sayHoldMade },
  'hold.veto': { done: sayHoldStopped },
  'restore.stop-hold': { done: sayHoldStoppedByRestore },
  'restore.resume-hold': { done: sayHoldResumed },
} as const;
