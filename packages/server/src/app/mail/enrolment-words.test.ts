// What is said when protection was turned on: until when and with what it can be taken back, or that nobody can.

import { expect, it } from 'vitest';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import type { Told } from './alert-shape.ts';
import { enrolmentWords } from './enrolment-words.ts';
import { sayTime } from './say-time.ts';

const commit = (effective_at: number | null) =>
  enrolmentWords['enrolment.commit'].done({
    event: { subject: 'advanced', effective_at } as Told['event'],
    protectedAccount: false,
  });

it('while it settles the alert says until when it can be taken back, with what, and where', () => {
  const said = commit(TEST_TIME);
  expect(said.follows.join(' ')).toContain(`can be taken back until ${sayTime(TEST_TIME)}`);
  expect(said.follows.join(' ')).toContain('a backup code or another key that it had in the 14 days before');
  // They are sealed, and may live again.
  expect(said.follows.join(' ')).not.toContain('deleted');
  expect(said.action?.path).toBe('/take-back');
});

it('confirmed with a trusted key it offers no way back', () => {
  const said = commit(null);
  expect(said.action).toBeUndefined();
  expect(said.follows.join(' ')).toContain('Nobody can undo this from outside');
  expect(said.follows.join(' ')).toContain('Its password and codes are deleted');
});

it('what was dropped names the session that had begun it', () => {
  const event = { subject: 'Firefox on Linux' } as Told['event'];
  const said = enrolmentWords['enrolment.dropped'].done({ event, protectedAccount: false });
  expect(said.follows.join(' ')).toContain('Firefox on Linux');
});
