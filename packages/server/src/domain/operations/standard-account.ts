// Rows of what opens a standard account beside its keys, of its address, and of its way back (product.md §4).

import { type Authority, about, open, slow, standardOnly, told, trusted } from './row.ts';

const always = { done: 'always', refused: 'never' } as const;

export const standardAccountRows = {
  'recovery-link.begin': open('anyone', 'write', { done: 'never', refused: 'protected' }),
  'recovery-link.open': standardOnly(open('link', 'write')),
  'recovery-link.prove': standardOnly(open('flow', 'write')),
  'recovery-link.key-options': standardOnly(open('flow', 'read')),
  'recovery-link.complete': about('added-key', standardOnly(open('flow', 'write', always))),
  'recovery-link.make-totp': standardOnly(open('flow', 'write')),
  'recovery-link.replace-totp': standardOnly(open('flow', 'write', always)),

  'email.change': trusted({ effect: 'write', onProbation: 'refused', alert: always }),
  'email.confirm': slow({ onProbation: 'refused' }),
  'email.read-contest': open('link', 'read'),
  'email.contest': open('link', 'write', always),
  'email.decide': trusted({ effect: 'write', tiers: 'standard', alert: told }),

  'password.set': about('factor', trusted({ effect: 'write', tiers: 'standard', alert: told })),
  'password.remove': about('factor', trusted({ effect: 'write', tiers: 'standard', alert: told })),
  'totp.begin': trusted({ effect: 'write', tiers: 'standard', alert: always }),
  'totp.confirm': about('factor', trusted({ effect: 'write', tiers: 'standard', alert: told })),
  'backup-code.make': trusted({ effect: 'write', tiers: 'standard', alert: told }),
  'totp.remove': about('factor', trusted({ effect: 'write', tiers: 'standard', alert: told })),
} as const satisfies Record<string, Authority>;
