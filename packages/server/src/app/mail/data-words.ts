// The sentences of alerts about data: what may be trained on, and copies that were taken.

import type { Operation } from '../../domain/authority.ts';
import type { AlertWords, Say } from './alert-shape.ts';

const WAS_YOU_INSIDE =
  'If it was you, there is nothing to do. If it was not, whoever did it is signed in to your account: stop it.';

const change = (fact: AlertWords['fact'], effect: string): { readonly done: Say } => ({
  done: () => ({ fact, follows: [effect, WAS_YOU_INSIDE] }),
});

export const dataWords = {
  'activity.export': change(
    (account) => `Somebody exported the activity of ${account}`,
    'The file names keys, devices, countries and addresses. Nothing was changed.',
  ),
  'data.export': change(
    (account) => `Somebody exported everything that is held on ${account}`,
    'The file names keys, devices, countries, addresses and recovery contacts. Nothing was changed.',
  ),
  'training.opt-out': change(
    (account) => `Somebody excluded what ${account} writes from training`,
    'It stays excluded even if protection is ever turned off.',
  ),
  'training.opt-in': change(
    (account) => `Somebody took back that what ${account} writes is kept out of training`,
    'While the account is protected it stays excluded all the same.',
  ),
} as const satisfies Partial<Record<Operation, { readonly done: Say }>>;
