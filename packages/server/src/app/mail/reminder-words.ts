// The sentences of a reminder: a recovery of this account could fail, and what its holder can do while all is well.

import { READINESS_NAGS, type ReadinessNag } from '../../domain/recovery/readiness.ts';
import type { Say } from './alert-shape.ts';

const MAKE_TWO = 'While you can sign in, make two new recovery keys: on the page “Recovery”, in a minute.';
const PRACTISE = 'Type one of them back on the page “Recovery”. That takes a minute and uses nothing up.';

const OF: Readonly<Record<ReadinessNag, readonly [fact: (account: string) => string, what: string]>> = {
  'none-left': [
    (account) => `No recovery key is left for ${account}`,
    `If every key were lost now, nothing would bring it back. ${MAKE_TWO}`,
  ],
  'one-left': [
    (account) => `One recovery key is left for ${account}`,
    `If every key and that paper were lost, nothing would bring it back. ${MAKE_TWO}`,
  ],
  'never-proved': [
    (account) => `No recovery key of ${account} was ever typed back`,
    `A key that cannot be read back is no key. ${PRACTISE}`,
  ],
  'stale-proof': [
    (account) => `It is time to practise a recovery of ${account}`,
    `It was last done half a year ago or more. Paper fades, moves house and gets lost. ${PRACTISE}`,
  ],
};

/** Nothing has happened, and the mail says so: it is read by people who have learnt that these mails mean trouble. */
export const sayReminder: Say = ({ event }) => {
  const [fact, what] = OF[READINESS_NAGS.find((nag) => nag === event.subject) ?? 'stale-proof'];
  return {
    fact,
    follows: [what, 'This is a reminder: nothing has happened. You get it once a month at most.'],
    calm: true,
  };
};
