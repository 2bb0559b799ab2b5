// The words of alerts about notifications: which browser, what it means, and that an ended one is nobody's doing.

import { expect, test } from 'vitest';
import type { AuditEventRow } from '../../storage/tables.ts';
import { pushWords, sayPushTest } from './push-words.ts';

const told = (subject: string | null) => ({ event: { subject } as AuditEventRow, protectedAccount: true });

test('they name the browser, and say that mail still comes', () => {
  const on = pushWords['push.subscribe'].done(told('Firefox on Linux'));
  expect(on.fact('your account')).toBe('Somebody turned on notifications in Firefox on Linux for your account');
  const off = pushWords['push.unsubscribe'].done(told(null));
  expect(off.fact('your account')).toBe('Somebody turned off notifications in a browser for your account');
  expect(off.follows.join(' ')).toContain('Mail still comes');
});

test('one that ended by itself is told calmly, and a test says that it is one', () => {
  expect(pushWords['push.gone'].done(told('Firefox on Linux'))).toMatchObject({ calm: true });
  expect(sayPushTest(told(null)).fact('your account')).toBe('This is a test that was asked for on your account');
});
