import { expect, it } from 'vitest';
import type { AuditEventRow } from '../../storage/tables.ts';
import { particularsOf } from './particulars-of.ts';

it('takes every personal column, and none that is not', () => {
  const event = {
    id: 'id',
    at: 1,
    operation: 'op',
    outcome: 'done',
    reason: 'why',
    actor: 'holder',
    effective_at: 2,
    account_id: 'account',
    session_id: 'session',
    credential_id: 'credential',
    ip: 'ip',
    country_code: 'country',
    device: 'device',
    user_agent: 'userAgent',
    request_id: 'request',
    subject: 'subject',
    key_name: 'keyName',
  } as unknown as AuditEventRow;
  const particulars = Object.entries(particularsOf(event));
  expect(particulars.map(([name, value]) => [name, value])).toEqual(particulars.map(([name]) => [name, name]));
  // The other seven are in the entry itself.
  expect(particulars).toHaveLength(Object.keys(event).length - 7);
});
