// The rows of keys, and of proving with them that it is you: once, or twice (product.md §3).

import { type Authority, about, holder, open, slow, system, told, trusted } from './row.ts';

/** Carries its own proof: the answer of the suspended key, and what stands beside it. */
const comeBack = about('key', open('anyone', 'write', { done: 'always', refused: 'protected' }));

export const keyOperations = {
  'step-up.key-options': holder({ effect: 'read', whileEnrolling: true }),
  'step-up.key': holder({ effect: 'write', whileEnrolling: true, alert: { done: 'never', refused: 'protected' } }),
  'step-up.password': holder({ effect: 'write', tiers: 'standard', whileEnrolling: true }),
  // A second proof stands beside a fresh first one. Of which keys, its own rule says.
  'step-up.second-key-options': trusted({ effect: 'read', whileEnrolling: true }),
  'step-up.second-key': trusted({
    effect: 'write',
    whileEnrolling: true,
    alert: { done: 'never', refused: 'protected' },
  }),
  // Open to a new key: typed beside one, a recovery key makes it trusted.
  'step-up.recovery-key': holder({ effect: 'write', fresh: true, tiers: 'protected', alert: told }),

  'credential.list': holder({ effect: 'read', whileEnrolling: true }),
  'credential.add-options': trusted({ effect: 'read', whileEnrolling: true }),
  'credential.add': about('added-key', trusted({ effect: 'write', whileEnrolling: true, alert: told })),
  'credential.rename': trusted({ effect: 'write', whileEnrolling: true, alert: told }),
  'credential.remove': slow({ whileEnrolling: true }),
  'credential.suspend': trusted({ effect: 'write', whileEnrolling: true, alert: told }),
  'credential.bring-back': trusted({ effect: 'write', whileEnrolling: true, alert: told }),
  'credential.confirm': trusted({ effect: 'write', whileEnrolling: true, alert: told }),
  'credential.come-back-options': open('anyone', 'read'),
  'credential.come-back': comeBack,
  'credential.counter-regressed': system({ done: 'always', refused: 'never' }),
} as const satisfies Readonly<Record<string, Authority>>;
