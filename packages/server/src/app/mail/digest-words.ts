// The sentences of the daily digest: how many refused attempts were not told one by one.

import type { Say } from './alert-shape.ts';

export const sayDigest: Say = ({ event }) => {
  return {
    fact: (account) =>
      `${attempts(Number(event.subject))} on ${account} ${event.subject === '1' ? 'was' : 'were'} refused`,
    follows: [
      'The first of them were told to you one by one. These came after those, and you hear of them together, once a day. Each is in your activity, with its time.',
      'They were refused: none of them opened anything or changed anything. What is done to your account is always told by itself.',
    ],
    key: 'None; this is a digest',
    calm: true,
  };
};

/** A newer server may have counted in a way that this one does not read. */
const attempts = (count: number): string =>
  count === 1
    ? 'Another attempt'
    : Number.isSafeInteger(count) && count > 0
      ? `Another ${count} attempts`
      : 'Other attempts';
