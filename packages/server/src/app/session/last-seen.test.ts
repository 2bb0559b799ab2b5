// Last-seen times in memory: the latest is kept, handed over once, and put back without going backwards.

import { expect, it } from 'vitest';
import { makeId } from '../../domain/id.ts';
import { LastSeen } from './last-seen.ts';

const ONE = makeId('sess', new Uint8Array(16).fill(1));
const TWO = makeId('sess', new Uint8Array(16).fill(2));

it('the later of what is stored and what is noted counts', () => {
  const seen = new LastSeen();
  expect(seen.of(ONE, 5)).toBe(5);
  seen.note(ONE, 7);
  expect(seen.of(ONE, 5)).toBe(7);
  expect(seen.of(ONE, 9)).toBe(9);
  expect(seen.of(TWO, 5)).toBe(5);
});

it('what is noted is handed over once', () => {
  const seen = new LastSeen();
  seen.note(ONE, 7);
  seen.note(TWO, 8);
  expect([...seen.take()]).toEqual([
    [ONE, 7],
    [TWO, 8],
  ]);
  expect(seen.take().size).toBe(0);
});

it('what could not be written is put back, and does not hide what came after', () => {
  const seen = new LastSeen();
  seen.note(ONE, 7);
  seen.note(TWO, 8);
  const taken = seen.take();
  seen.note(ONE, 9);
  seen.restore(taken);
  expect([seen.of(ONE, 0), seen.of(TWO, 0)]).toEqual([9, 8]);
});
