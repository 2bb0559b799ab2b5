// What a notification says: what happened, on what and where, and links that lead nowhere but here.

import { expect, test } from 'vitest';
import { makeAlertPayload } from '../../domain/alert/alert-payload.ts';
import { makeId, makeOrderedId } from '../../domain/id.ts';
import { makeNotification } from './make-notification.ts';

const event = {
  id: makeOrderedId('evnt', 1000, new Uint8Array(16)),
  account_id: makeId('acct', new Uint8Array(16)),
  at: 1000,
  operation: 'sign-in.key',
  outcome: 'done',
  device: 'Firefox on Linux',
  subject: null,
  key_name: 'Blue key',
  effective_at: null,
} as const;
const links = { sessions: 'https://a.example/sessions', notMe: 'https://a.example/not-me#hfl_x.y' };
const said = { what: 'Somebody signed in to your account.', place: 'Norway' };

test('a notification says what, where, on which device and whose, and has its link as a path', () => {
  expect(makeNotification(makeAlertPayload(event, said, links), 'Skerry')).toEqual({
    title: 'Somebody signed in to your account.',
    body: 'Firefox on Linux, Norway · Skerry',
    tag: event.id,
    at: 1000,
    notMe: '/not-me#hfl_x.y',
  });
});

test('Holdfast’s own acts have no place, what nobody can stop no link, and no text is endless', () => {
  const bare = makeAlertPayload(
    { ...event, device: null },
    { what: 'x'.repeat(999), place: null },
    { ...links, notMe: null },
  );
  const made = makeNotification(bare, 'Skerry');
  expect(made).toMatchObject({ body: 'Skerry', notMe: null });
  expect(made.title).toHaveLength(300);
});
