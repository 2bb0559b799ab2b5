// Factors that were set aside open as they were stored, sealed besides or not.

import { expect, it } from 'vitest';
import { createKeyRing } from '../../platform/key-ring.ts';
import { systemRandom } from '../../platform/random.ts';
import { FORMER_PURPOSE, openFormer } from './open-former.ts';

const ringOf = (fill: number) => createKeyRing([{ version: 'a', secret: Buffer.alloc(32, fill) }], systemRandom);
const [keyRing, other] = [ringOf(1), ringOf(2)];
const factor = { kind: 'password', ref: '', fromAt: 0, untilAt: 1 } as const;

it('opens what is sealed under its own secret, and nothing under another', () => {
  const stored = { ...factor, sealed: true, verifier: keyRing.seal(FORMER_PURPOSE, 'phc') };
  expect([openFormer(keyRing, stored), openFormer(other, stored)]).toEqual(['phc', null]);
});

it('gives what is not sealed as it is', () => {
  expect(openFormer(keyRing, { ...factor, sealed: false, verifier: 'phc' })).toBe('phc');
});
