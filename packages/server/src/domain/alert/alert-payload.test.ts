// The shape of an alert: its names are promised to whoever receives webhooks.

import { expect, test } from 'vitest';
import { makeId, makeOrderedId } from '../id.ts';
import { makeAlertPayload } from './alert-payload.ts';

test('an alert names its operation, carries the event’s id, and leaves out network and session', () => {
  const bytes = new Uint8Array(16);
  const event = {
    id: makeOrderedId('evnt', 1000, bytes),
    account_id: makeId('acct', bytes),
    at: 1000,
    operation: 'credential.remove',
    outcome: 'done',
    device: 'Firefox on Linux',
    subject: 'Old key',
    key_name: 'Blue key',
    effective_at: 7,
    ip: '192.0.2.7',
    session_id: 'sess_x',
  } as const;
  const links = { sessions: 'https://account.example.com/sessions', notMe: null };
  expect(makeAlertPayload(event, { what: 'A key was removed.', place: 'Norway' }, links)).toEqual({
    type: 'holdfast.credential.remove',
    id: event.id,
    at: 1000,
    outcome: 'done',
    account: event.account_id,
    what: 'A key was removed.',
    device: 'Firefox on Linux',
    place: 'Norway',
    subject: 'Old key',
    keyName: 'Blue key',
    effectiveAt: 7,
    links,
  });
});
