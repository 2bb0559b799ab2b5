// The sentences about recovery contacts: to the holder of their arrangements, to the contact of what was answered, and
// to both of an approval.

import type { Say } from './alert-shape.ts';
import { sayHoldAsked } from './hold-words.ts';
import type { Fact } from './letter.ts';
import { plain } from './plain.ts';
import { sayTime } from './say-time.ts';

const WAS_YOU_INSIDE =
  'If it was you, there is nothing to do. If it was not, whoever did it is signed in to your account: stop it.';
const ALONE = 'A contact alone opens nothing: a recovery also needs your recovery key and the whole waiting time.';
const TOO_FEW =
  'Look at your recovery contacts. One who is gone can hold a recovery up for a month, and then counts no more.';

const about = (label: string, subject: string | null): Fact[] =>
  subject === null ? [] : [{ label, value: plain(subject) }];

export const sayContactInvited: Say = ({ event }) => ({
  fact: (account) => `Somebody invited a recovery contact for ${account}`,
  follows: [
    `Once they accept, and as long again as a recovery waits, they count in recoveries that begin after that. ${ALONE}`,
    WAS_YOU_INSIDE,
  ],
  facts: about('Invited', event.subject),
});

/** A contact goes after a hold; an invitation is withdrawn at once. */
export const sayContactRemoved: Say = (told) => {
  const facts = about('Contact', told.event.subject);
  if (told.event.effective_at !== null) {
    const words = sayHoldAsked('contact.remove')(told);
    return { ...words, facts: [...facts, ...(words.facts ?? [])] };
  }
  return {
    fact: (account) => `Somebody withdrew an invitation to be a recovery contact of ${account}`,
    follows: ['It can no longer be accepted.', WAS_YOU_INSIDE],
    facts,
  };
};

export const sayNeededSet: Say = (told) => {
  const { subject, effective_at: at } = told.event;
  const facts = about('Approvals', subject);
  if (at !== null) {
    const words = sayHoldAsked('contact.lower-needed')(told);
    return { ...words, facts: [...facts, ...(words.facts ?? [])] };
  }
  return {
    fact: (account) => `Somebody changed how many contacts approve a recovery of ${account}`,
    follows: [
      'From now on a recovery needs that many approvals, besides the recovery key and the waiting time.',
      WAS_YOU_INSIDE,
    ],
    facts,
  };
};

export const sayBecameContact: Say = ({ event }) => ({
  fact: (account) => `Somebody accepted, with ${account}, to be a recovery contact`,
  follows: [
    'From now on you may be asked to approve a recovery of theirs. It gives neither of you a way into the other’s account.',
    WAS_YOU_INSIDE,
  ],
  facts: about('For', event.subject),
});

export const sayDeclined: Say = ({ event }) => ({
  fact: (account) => `Somebody said, with ${account}, that you are no recovery contact`,
  follows: ['Whoever had asked you was told.', WAS_YOU_INSIDE],
  facts: about('For', event.subject),
});

export const sayApprovalGiven: Say = ({ event }) => ({
  fact: (account) => `Somebody approved a recovery with ${account}`,
  follows: [
    'It is the recovery of another account. Yours is as it was.',
    'If it was you, there is nothing to do. If it was not, tell them now, by phone or in person: they can still stop it. Then stop whoever is signed in here.',
  ],
  facts: about('Whose recovery', event.subject),
});

export const sayContactAccepted: Say = ({ event }) => ({
  fact: (account) => `Somebody is now a recovery contact of ${account}`,
  follows: [
    event.effective_at === null
      ? 'They accepted your invitation.'
      : `They accepted your invitation. They count in recoveries that begin on ${sayTime(event.effective_at)} or later.`,
    ALONE,
  ],
  facts: about('Contact', event.subject),
  calm: true,
});

export const sayContactDeclined: Say = ({ event }) => ({
  fact: (account) => `Somebody declined to be a recovery contact of ${account}`,
  follows: ['The invitation has ended, and nothing else has changed.'],
  facts: about('Contact', event.subject),
  calm: true,
});

export const sayContactLeft: Say = ({ event }) => ({
  fact: (account) => `Somebody is no longer a recovery contact of ${account}`,
  follows: ['They left, or turned off the protection of their own account. They cannot approve any more.', TOO_FEW],
  facts: about('Contact', event.subject),
  calm: true,
});

export const sayAsked: Say = ({ event }) => ({
  fact: (account) => `A recovery waits for an approval with ${account}`,
  follows: [
    'Somebody is recovering the account of a person who named you as a recovery contact. It may be them. It may be a thief with their recovery key.',
    'Call them, or meet them, before you approve. Do not answer by mail or in a chat: those can be in other hands. If you cannot reach them, do nothing: it then waits a month longer, and goes on without you.',
    'If you know that it is not them, press “This is not them”: they are told at once, and it waits another month. Your own account is not touched.',
    'Who asks, from where and since when stands on the page “Recovery”, under “Contacts”.',
  ],
  facts: [
    ...about('Who', event.subject),
    ...(event.effective_at === null
      ? []
      : [
          {
            label: 'Date',
            value: sayTime(event.effective_at),
            note: 'When its wait is over, or, where it is over, when it goes on without you',
          },
        ]),
  ],
  calm: true,
});

export const sayApproved: Say = ({ event }) => ({
  fact: (account) => `A recovery contact approved the recovery of ${account}`,
  follows: [
    'An approval opens nothing by itself, and the wait goes on as before.',
    'If you are not recovering your account, stop it: sign in with one of your keys. Then ask your contact why they approved.',
  ],
  facts: about('Contact', event.subject),
});

export const sayNotThem: Say = ({ event }) => ({
  fact: (account) => `Somebody said, with a mail to ${account}, that a recovery is not by the person you know`,
  follows: [
    'The holder of that account was told, and the recovery waits longer for you. You can still approve it, should you have been wrong.',
    'Your own account is as it was.',
  ],
  facts: about('Whose recovery', event.subject),
  calm: true,
});

export const sayObjected: Say = ({ event }) => {
  const { effective_at: at } = event;
  return {
    fact: (account) => `A recovery contact says that it is not you who is recovering ${account}`,
    follows: [
      'If they are right, stop the recovery now: sign in with one of your keys.',
      at === null
        ? 'It is open already, so their word holds it up no more.'
        : `If it is you, call them: they can still approve. It needs them until ${sayTime(at)} at most.`,
    ],
    facts: about('Contact', event.subject),
  };
};
