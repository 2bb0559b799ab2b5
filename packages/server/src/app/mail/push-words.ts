// The sentences of alerts about browsers with notifications.

import type { Operation } from '../../domain/authority.ts';
import type { Say } from './alert-shape.ts';
import { plain } from './plain.ts';
import { triedInside } from './tried-inside.ts';

const WAS_YOU_INSIDE =
  'If it was you, there is nothing to do. If it was not, whoever did it is signed in to your account: stop it.';

const inBrowser = (name: string | null): string => (name === null ? 'in a browser' : `in ${plain(name)}`);

export const pushWords = {
  'push.subscribe': {
    done: ({ event }) => ({
      fact: (account) => `Somebody turned on notifications ${inBrowser(event.subject)} for ${account}`,
      follows: ['From now on that browser shows every alert about this account, beside the mail.', WAS_YOU_INSIDE],
    }),
    refused: triedInside((account) => `Somebody tried to turn on notifications for ${account}`),
  },
  'push.unsubscribe': {
    done: ({ event }) => ({
      fact: (account) => `Somebody turned off notifications ${inBrowser(event.subject)} for ${account}`,
      follows: ['That browser shows no more alerts. Mail still comes, as always.', WAS_YOU_INSIDE],
    }),
    refused: triedInside((account) => `Somebody tried to turn off notifications for ${account}`),
  },
  'push.gone': {
    done: ({ event }) => ({
      fact: (account) => `Notifications ${inBrowser(event.subject)} for ${account} have ended`,
      follows: [
        'Its push service says that this browser takes no more of them. That is so after its data was cleared, or notifications were blocked in it.',
        'That browser shows no more alerts. Mail still comes, as always.',
        'If you still use it, turn notifications on again from the page of alerts.',
      ],
      key: 'None; it happened by itself',
      calm: true,
    }),
  },
} as const satisfies Partial<Record<Operation, { readonly done: Say; readonly refused?: Say }>>;

/** A test is told to the one browser that it was asked for. */
export const sayPushTest: Say = () => ({
  fact: (account) => `This is a test that was asked for on ${account}`,
  follows: ['If you can read this, alerts arrive here.'],
});
