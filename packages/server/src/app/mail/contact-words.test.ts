import { expect, it } from 'vitest';
import type { AuditEventRow } from '../../storage/tables.ts';
import type { AlertWords, Say } from './alert-shape.ts';
import {
  sayApproved,
  sayAsked,
  sayContactAccepted,
  sayContactRemoved,
  sayNeededSet,
  sayNotThem,
  sayObjected,
} from './contact-words.ts';

const AT = Date.UTC(2026, 10, 24, 18, 40);
const words = (say: Say, subject: string | null, effective_at: number | null = null): AlertWords =>
  say({ protectedAccount: true, event: { subject, effective_at } as AuditEventRow });
const sentences = ({ fact, follows }: AlertWords): string => [fact('your account'), ...follows].join(' ');

it('a contact who is asked is told to call, that it may be a thief, and whose recovery it is', () => {
  const asked = words(sayAsked, 'mara@example.org', AT);
  expect(sentences(asked)).toContain('It may be a thief');
  expect(sentences(asked)).toContain('Call them, or meet them, before you approve.');
  expect(asked.facts?.[0]).toEqual({ label: 'Who', value: 'mara@example.org' });
  expect(asked.facts?.[1]).toMatchObject({ label: 'Date', value: 'Tuesday 24 November 2026, 18:40 UTC' });
});

it('an approval is told to its holder as opening nothing, with the ways to stop the recovery', () => {
  const approved = words(sayApproved, 'mia@example.org');
  expect(sentences(approved)).toContain('opens nothing by itself');
  expect(sentences(approved)).toContain('stop it: sign in with one of your keys');
  expect(approved.calm).toBeUndefined();
});

it('a contact whose removal waits is told as waiting, and a withdrawn invitation as gone', () => {
  expect(sentences(words(sayContactRemoved, 'mia@example.org', AT))).toContain(
    'ready on Tuesday 24 November 2026, 18:40 UTC',
  );
  const withdrawn = words(sayContactRemoved, 'mia@example.org');
  expect(sentences(withdrawn)).toContain('withdrew an invitation');
  for (const at of [AT, null]) {
    expect(words(sayContactRemoved, 'mia@example.org', at).facts?.[0]).toEqual({
      label: 'Contact',
      value: 'mia@example.org',
    });
  }
});

it('more approvals count from now on, fewer after the wait', () => {
  expect(sentences(words(sayNeededSet, '2'))).toContain('From now on');
  expect(sentences(words(sayNeededSet, '1', AT))).toContain('ready on Tuesday 24 November 2026, 18:40 UTC');
});

it('a new contact is said to count in recoveries that begin later, and to open nothing alone', () => {
  const accepted = sentences(words(sayContactAccepted, 'mia@example.org', AT));
  expect(accepted).toContain('count in recoveries that begin on Tuesday 24 November 2026, 18:40 UTC or later');
  expect(accepted).toContain('A contact alone opens nothing');
});

it('“This is not them” tells the holder what to do, and the contact that theirs is untouched', () => {
  const waits = sentences(words(sayObjected, 'mia@example.org', AT));
  expect(waits).toContain('stop the recovery now: sign in with one of your keys');
  expect(waits).toContain('It needs them until Tuesday 24 November 2026, 18:40 UTC at most');
  expect(sentences(words(sayObjected, 'mia@example.org'))).toContain('holds it up no more');
  const said = words(sayNotThem, 'holder@example.org');
  expect(sentences(said)).toContain('Your own account is as it was');
  expect(said.calm).toBe(true);
});
