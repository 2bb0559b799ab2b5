// The body of a webhook: its names are promised to receivers.

import { expect, test } from 'vitest';
import { makeId, makeOrderedId } from '../id.ts';
import { makeWebhookBody } from './webhook-body.ts';

test('a body has the type, the time of the event and the alert’s particulars, with times that any language reads', () => {
  const bytes = new Uint8Array(16);
  const particulars = {
    id: makeOrderedId('evnt', 0, bytes),
    outcome: 'done',
    account: makeId('acct', bytes),
    what: 'Somebody asked to change the e-mail address of your account.',
    device: 'Firefox on Linux',
    place: 'Norway',
    subject: 'new@example.com',
    keyName: 'Blue key',
    links: { sessions: 'https://account.example.com/sessions', notMe: 'https://account.example.com/not-me#hfl_x' },
  } as const;
  const alert = {
    type: 'holdfast.email.confirm',
    at: 1_700_000_000_123,
    effectiveAt: 1_700_259_200_000,
    ...particulars,
  };
  expect(makeWebhookBody(alert)).toEqual({
    type: 'holdfast.email.confirm',
    timestamp: '2023-11-14T22:13:20.123Z',
    data: { ...particulars, effectiveAt: '2023-11-17T22:13:20.000Z' },
  });
  expect(makeWebhookBody({ ...alert, effectiveAt: null }).data.effectiveAt).toBeNull();
});
