import { expect, it } from 'vitest';
import type { AuditEventRow } from '../../storage/tables.ts';
import { staffWords } from './staff-words.ts';

const { done: sayMadeSupport } = staffWords['staff.grant'];
const { done: sayUnmadeSupport } = staffWords['staff.revoke'];
const { refused: sayRecoveryNotStarted } = staffWords['support.start-recovery'];

const event = {
  id: 'evnt_00000000000000000000000001',
  account_id: 'acct_00000000000000000000000001',
  at: 0,
  operation: 'staff.grant',
  outcome: 'done',
  reason: null,
  actor: 'staff',
  session_id: null,
  credential_id: null,
  ip: null,
  country_code: null,
  device: null,
  user_agent: null,
  request_id: null,
  subject: 'sup@example.org',
  used_key_id: null,
  key_name: null,
  effective_at: null,
} as AuditEventRow;
const told = (part: Partial<AuditEventRow>) => ({ event: { ...event, ...part }, protectedAccount: true });
const say = (words: ReturnType<typeof sayMadeSupport>) => [words.fact('your account'), ...words.follows].join(' ');

it('Whoever starts or stops being support hears it as theirs; the operator hears who it was', () => {
  expect(say(sayMadeSupport(told({})))).toContain('Your account is one of support’s now');
  expect(say(sayUnmadeSupport(told({})))).toContain('Your account is no longer one of support’s');
  for (const words of [sayMadeSupport, sayUnmadeSupport]) {
    expect(say(words(told({ actor: 'holder' })))).toContain('sup@example.org');
  }
});

it('The holder of a protected account hears that support cannot help into it', () => {
  const heard = say(sayRecoveryNotStarted(told({ outcome: 'refused', reason: 'tier', subject: 'T-1' })));
  expect(heard).toContain('Support cannot let anybody into a protected account.');
  expect(heard).toContain('It was refused:');
});
