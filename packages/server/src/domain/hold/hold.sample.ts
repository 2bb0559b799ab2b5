// A hold for tests: leaving protection, asked for at `NOW`, which waits.

import { NOW } from '../account/account.sample.ts';
import { makeId } from '../id.ts';
import { HOLD_MS, type Hold, NO_OBJECT } from './hold.ts';

export const sampleHold = (change: Partial<Hold> = {}): Hold => ({
  id: makeId('hold', new Uint8Array(16)),
  kind: 'protection.leave',
  state: 'waiting',
  startedAt: NOW,
  ripensAt: NOW + HOLD_MS,
  claimableUntil: null,
  proofs: 1,
  stoppedBy: 'any',
  trustedThen: null,
  startedWith: null,
  startedFrom: null,
  begunBy: null,
  toldAt: null,
  announced: 1,
  ...NO_OBJECT,
  endedAt: null,
  ...change,
});
