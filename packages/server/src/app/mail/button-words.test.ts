import { describe, expect, it } from 'vitest';
import { disownSubjectOf } from '../../domain/alert/decide-disown.ts';
import { authority, authorityOf, type Operation } from '../../domain/authority.ts';
import type { SessionId } from '../../domain/id.ts';
import type { AuditEventRow } from '../../storage/tables.ts';
import { sayButton } from './button-words.ts';
import { wordsOf } from './words-of.ts';

const session_id = 'sess_1' as SessionId;
const done = (operation: string, session: SessionId | null = session_id) =>
  sayButton({ operation, outcome: 'done', session_id: session });

describe('what the button in a mail says it does', () => {
  it('No mail says that every session ends, or that everything that waits is stopped', () => {
    for (const operation of Object.keys(authority)) {
      for (const outcome of ['done', 'refused'] as const) {
        const said = sayButton({ operation, outcome, session_id });
        expect(said, operation).not.toMatch(/every session|every waiting|everything/);
        expect(said, operation).toContain('stops what waits, except what only a key or a second factor stops');
      }
    }
  });

  it('It is said by what the alert is about, as the table of operations has it', () => {
    const words = {
      key: 'suspends the key that was used',
      'added-key': 'suspends the key that was added',
      recovered: 'ends what the keys of the recovery had opened',
      factor: 'signs out what the password had opened',
      channel: 'tells what was added nothing more',
      contact: 'ends the contact that was added',
      nothing: 'Its button ends the session in which it was done, and stops',
    };
    for (const operation of Object.keys(authority) as Operation[]) {
      expect(done(operation), operation).toContain(words[authorityOf(operation).disown]);
    }
  });

  it('Where the button is about nothing, no mail says that it signs out, ends or suspends', () => {
    for (const operation of Object.keys(authority) as Operation[]) {
      for (const outcome of ['done', 'refused'] as const) {
        const event = { operation, outcome, subject: null, key_name: null, session_id: null } as AuditEventRow;
        if (disownSubjectOf(event) !== 'nothing') continue;
        const { follows } = wordsOf({ event, protectedAccount: true });
        expect(follows.join(' '), operation).not.toMatch(/“This wasn’t me” (still )?(signs|ends|suspends|shuts)/);
      }
    }
  });

  it('Where nobody signed in it ends no session; a refused stranger leaves nothing to shut out', () => {
    expect(done('sign-in.key', null)).not.toContain('ends the session');
    const stranger = sayButton({ operation: 'sign-in.key', outcome: 'refused', session_id: null });
    expect(stranger).toBe('Its button stops what waits, except what only a key or a second factor stops.');
    expect(done('something.of-tomorrow', null)).toBe(stranger);
  });
});
