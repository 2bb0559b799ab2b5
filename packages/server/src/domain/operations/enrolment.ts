// Rows of turning protection on, and of taking that back while it settles (product.md §2).

import { type Authority, holder, open, system } from './row.ts';

const always = { done: 'always', refused: 'never' } as const;

export const enrolmentRows = {
  'enrolment.read': holder({ effect: 'read', whileEnrolling: true }),
  'enrolment.begin': holder({
    effect: 'write',
    fresh: true,
    tiers: 'standard',
    whileEnrolling: true,
    alert: { done: 'always', refused: 'never' },
  }),
  'enrolment.drop': holder({ effect: 'write', tiers: 'standard', whileEnrolling: true }),
  // Told where an enrolment has them made a second time: those that its holder wrote down are void.
  'enrolment.make-recovery-keys': holder({
    effect: 'write',
    fresh: true,
    tiers: 'standard',
    whileEnrolling: true,
    alert: always,
  }),
  'enrolment.prove': holder({ effect: 'write', fresh: true, tiers: 'standard', whileEnrolling: true }),
  'enrolment.commit-options': holder({ effect: 'read', tiers: 'standard', whileEnrolling: true }),
  'enrolment.commit': holder({
    effect: 'write',
    tiers: 'standard',
    whileEnrolling: true,
    alert: { done: 'always', refused: 'never' },
  }),
  // Half done in another session, which had no say in what ended it.
  'enrolment.dropped': system(always),

  'take-back.begin': open('anyone', 'write'),
  'take-back.open': open('link', 'write'),
  'take-back.key-options': open('flow', 'read'),
  'enrolment.take-back': open('flow', 'write', { done: 'always', refused: 'protected' }),
} as const satisfies Record<string, Authority>;
