import { expect, test } from 'vitest';
import { ApiProblem } from '../../api-problem.ts';
import { adviseOnFinish } from './finish-advice.ts';

const SOON = 1_795_000_000_000;
const refused = (code: string, members = {}) => ApiProblem.read(403, { code, ...members }, null);

test('a key that may not finish a change is told which may, or from when it may itself', () => {
  const other = { word: 'finish.other-key', at: null };
  for (const code of [
    'hold.second-touch',
    'credential.not-trusted',
    'credential.below-floor',
    'credential.suspended',
    'credential.make-reported',
  ]) {
    expect(adviseOnFinish(refused(code), true), code).toEqual(other);
    expect(adviseOnFinish(refused(code), false), code).toEqual({ word: 'finish.other-key.none', at: null });
  }
  expect(adviseOnFinish(refused('hold.second-touch', { from: SOON }), true)).toEqual({
    word: 'finish.other-key.from',
    at: SOON,
  });
});

test('a wrong key is told which is right, and an early one when the wait is over', () => {
  expect(adviseOnFinish(refused('ceremony.refused'), true)).toEqual({ word: 'finish.wrong-key', at: null });
  expect(adviseOnFinish(refused('hold.waits', { until: SOON }), true)).toEqual({ word: 'finish.waits', at: SOON });
});

test('whatever says by itself what to do is left to say it', () => {
  for (const code of ['clock.doubted', 'hold.expired', 'not-found', 'request.throttled', 'server.fault']) {
    expect(adviseOnFinish(refused(code), true), code).toBeNull();
  }
  expect(adviseOnFinish(new Error('no key answered'), true)).toBeNull();
});
