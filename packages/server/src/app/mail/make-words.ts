// The sentences of what FIDO metadata reports of a key's make: what the key may still do, until when, and what to do now.

import type { Say } from './alert-shape.ts';
import { quoted } from './plain.ts';
import { sayTime } from './say-time.ts';

const keyNamed = (name: string | null): string => (name === null ? 'A key' : `The key ${quoted(name)}`);
const NOT_YOU =
  'FIDO, which keeps the list of makes, reports it. Nobody has used the key for that, and nothing has happened to the account.';

const sayReported =
  (what: string, meanwhile: string): Say =>
  ({ event, protectedAccount }) => {
    const until = event.effective_at === null ? 'in 14 days' : sayTime(event.effective_at);
    const follows = protectedAccount
      ? `${meanwhile} From ${until} on it opens the account no more, unless you have no other trusted key.`
      : 'It still opens your account.';
    return {
      fact: (account) => `${keyNamed(event.subject)} of ${account} is of a make that ${what}`,
      follows: [NOT_YOU, `${follows} Add a key of another make now, and then remove this one.`],
      calm: true,
    };
  };

export const makeWords = {
  'credential.make-compromised': {
    done: sayReported(
      'is reported as unsafe',
      'From now on the key signs you in and adds another key, and does nothing else that wants a touch.',
    ),
  },
  'credential.make-withdrawn': { done: sayReported('is no longer good', 'Until then it works as before.') },
  'credential.make-cleared': {
    done: ({ event }) => ({
      fact: (account) => `${keyNamed(event.subject)} of ${account} is of a good make again`,
      follows: ['FIDO, which keeps the list of makes, has taken its report back. The key works as before.'],
      calm: true,
    }),
  },
} satisfies Record<string, { readonly done: Say }>;
