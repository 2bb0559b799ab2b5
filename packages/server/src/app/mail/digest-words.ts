// The sentences of the daily digest: how many refused attempts were not told one by one.

import type { Say } from './alert-shape.ts';

export const sayDigest: Say = ({ event }) => {
  const count = Number(event.subject ?? 0);
  return {
    fact: (account) =>
      count === 1 ? `One more attempt on ${account} was refused` : `${count} more attempts on ${account} were refused`,
    follows: [
      'The first of them were told to you one by one. These came after those, and you hear of them together, once a day. Each is in your activity, with its time.',
      'They were refused: none of them opened anything or changed anything. What is done to your account is always told by itself.',
    ],
    key: 'None; this is a digest',
    calm: true,
  };
};
