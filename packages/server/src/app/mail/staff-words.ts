// The sentences about staff: who may look at accounts for support, and what they were refused.

import type { AuditEventRow } from '../../storage/tables.ts';
import type { AlertWords, Say } from './alert-shape.ts';
import { plain } from './plain.ts';
import { sayRefused } from './refusal-words.ts';

/** The same is told to the operator who did it, and to whom it was done. */
const byWhom = (event: AuditEventRow, onWhom: AlertWords['fact'], doer: AlertWords['fact']): AlertWords['fact'] =>
  event.actor === 'staff' ? onWhom : doer;

const whom = (event: AuditEventRow): string => (event.subject === null ? 'an account' : plain(event.subject));

const sayMadeSupport: Say = ({ event }) => ({
  fact: byWhom(
    event,
    (account) => `${account.charAt(0).toUpperCase()}${account.slice(1)} is one of support’s now`,
    (account) => `Somebody made an account one of support’s, from ${account}`,
  ),
  follows: [
    event.actor === 'staff'
      ? 'An operator of the platform decided it. You can look at accounts for a ticket; each look stands in the activity of its holder.'
      : `It is ${whom(event)}. If it was not you, whoever did it is signed in to your account: stop it.`,
  ],
});

const sayUnmadeSupport: Say = ({ event }) => ({
  fact: byWhom(
    event,
    (account) => `${account.charAt(0).toUpperCase()}${account.slice(1)} is no longer one of support’s`,
    (account) => `Somebody took an account out of support, from ${account}`,
  ),
  follows: [
    event.actor === 'staff'
      ? 'An operator of the platform decided it. Your own account is as it was.'
      : `It is ${whom(event)}. If it was not you, whoever did it is signed in to your account: stop it.`,
  ],
});

const sayRecoveryNotStarted: Say = ({ event }) => ({
  fact: (account) =>
    event.actor === 'staff'
      ? `Support tried to begin an e-mail recovery of ${account}`
      : `Somebody tried to begin an e-mail recovery from ${account}`,
  follows: [
    `${sayRefused(event.reason)} Nothing changed, and no link was sent.`,
    event.actor === 'staff'
      ? 'Support cannot let anybody into a protected account. If somebody told you otherwise, do not believe them.'
      : 'If it was not you, whoever tried is signed in to your account: stop it.',
  ],
  calm: true,
});

const sayLinkReissued: Say = () => ({
  fact: (account) => `A new set-up link was made at the machine of ${account}’s platform`,
  follows: [
    'Whoever has it can make one more operator’s account within an hour. Your own account is as it was.',
    'If it was none of you, somebody else can run programs on the machine: take the platform off the network, and look.',
  ],
});

export const staffWords = {
  'setup.reissue': { done: sayLinkReissued },
  'staff.grant': { done: sayMadeSupport },
  'staff.revoke': { done: sayUnmadeSupport },
  'support.start-recovery': { refused: sayRecoveryNotStarted },
} as const;
