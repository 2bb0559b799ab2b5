// The words of an event: its operation's own, or, where this program knows none, what can be said of anything.

import { expect, test } from 'vitest';
import type { AuditEventRow } from '../../storage/tables.ts';
import { wordsOf } from './words-of.ts';

const say = (operation: string) =>
  wordsOf({
    event: { operation, outcome: 'done', subject: null, key_name: null } as AuditEventRow,
    protectedAccount: false,
  }).fact('your account');

test('an operation has its own words', () => {
  expect(say('password.set')).toBe('Somebody set a password for your account');
});

test('an operation of a newer server is told all the same, even with an object’s inherited name', () => {
  expect(say('credential.teleport')).toBe('Something was done to your account');
  expect(say('toString')).toBe('Something was done to your account');
});
