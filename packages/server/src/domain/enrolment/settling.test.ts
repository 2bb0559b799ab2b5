import { expect, it } from 'vitest';
import { NOW, sampleProtected, sampleStandard } from '../account/account.sample.ts';
import { SETTLING_MS, settlesUntil } from './settling.ts';

it('An enrolment settles for 72 hours', () => {
  expect(SETTLING_MS).toBe(72 * 3_600_000);
});

it('An account settles until the time that it has, and not at it', () => {
  const account = sampleProtected({ settlesAt: NOW });
  expect([settlesUntil(account, NOW - 1), settlesUntil(account, NOW)]).toEqual([NOW, null]);
});

it('A standard account, and one that a trusted key protected, settles never', () => {
  expect([settlesUntil(sampleStandard(), 0), settlesUntil(sampleProtected(), 0)]).toEqual([null, null]);
});
