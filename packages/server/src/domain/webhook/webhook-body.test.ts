// The body of a webhook: its names are promised to receivers.

import { expect, test } from 'vitest';
import { makeId, makeOrderedId } from '../id.ts';
import { makeWebhookBody } from './webhook-body.ts';

test('a body has type, event time and the alert’s particulars, with times any language reads', () => {
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
  } as const;
  const sessions = 'https://account.example.com/sessions';
  const alert = {
    type: 'holdfast.email.confirm',
    at: 1_700_000_000_123,
    effectiveAt: 1_700_259_200_000,
    ...particulars,
    links: { sessions, notMe: 'https://account.example.com/not-me#hfl_x' },
  };
  expect(makeWebhookBody(alert)).toEqual({
    type: 'holdfast.email.confirm',
    timestamp: '2023-11-14T22:13:20.123Z',
    data: { ...particulars, effectiveAt: '2023-11-17T22:13:20.000Z', links: { sessions } },
  });
  expect(makeWebhookBody({ ...alert, effectiveAt: null }).data.effectiveAt).toBeNull();
});

test('a body carries no link that acts, whatever alert it is made of', () => {
  const links = { sessions: 'https://a.example/sessions', notMe: 'https://a.example/not-me#hfn_x' };
  const said = { what: 'Somebody signed in.', device: null, place: null, subject: null, keyName: null };
  const bytes = new Uint8Array(16);
  const event = { id: makeOrderedId('evnt', 0, bytes), account: makeId('acct', bytes), at: 0, effectiveAt: null };
  for (const outcome of ['done', 'refused'] as const) {
    const body = makeWebhookBody({ type: 'holdfast.sign-in.key', outcome, ...event, ...said, links });
    expect(JSON.stringify(body)).not.toContain('not-me');
  }
});
