import { expect, it } from 'vitest';
import type { AuditEventRow } from '../../storage/tables.ts';
import { sayLinkRefused, sayLinkUsed } from './standard-recovery-words.ts';

const event = { subject: null, key_name: null, reason: null } as AuditEventRow;
const say = (words: ReturnType<typeof sayLinkUsed>) => [words.fact('your account'), ...words.follows].join(' ');

it('A protected holder hears that no link was sent, and why', () => {
  const heard = say(sayLinkRefused({ event: { ...event, reason: 'tier' }, protectedAccount: true }));
  expect(heard).toContain('It was refused: it does not go with this account’s protection. No link was sent');
});

it('Coming back says what opens the account from now on', () => {
  const withKey = { ...event, subject: 'key', key_name: 'Blue one' };
  expect(say(sayLinkUsed({ event: withKey, protectedAccount: false }))).toContain('Blue one');
  const withPassword = { ...event, subject: 'password' };
  expect(say(sayLinkUsed({ event: withPassword, protectedAccount: false }))).toContain('A new password opens it');
});
