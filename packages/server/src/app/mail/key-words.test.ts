// The words of alerts about keys: what became of which key, what it can do yet, and how it comes back.

import { describe, expect, it } from 'vitest';
import type { AuditEventRow } from '../../storage/tables.ts';
import { keyWords } from './key-words.ts';
import type { Particulars } from './particulars.ts';

const AT = Date.UTC(2026, 10, 21, 2, 14);

function said(
  name: keyof typeof keyWords,
  outcome: 'done' | 'refused',
  event: Partial<AuditEventRow> = {},
  protectedAccount = true,
): string {
  const say = keyWords[name]?.[outcome];
  if (!say) throw new Error(`${name} ${outcome} has words`);
  const whole = { at: AT, subject: 'Blue key', key_name: 'Desk', effective_at: null, reason: 'signature', ...event };
  const { fact, follows } = say({ event: whole as AuditEventRow, protectedAccount });
  return [`${fact('your account')}.`, ...follows].join(' ');
}

describe('alerts about keys', () => {
  it('A key that is shut out is said to come back, and by what', () => {
    expect(said('credential.suspend', 'done')).toMatch(
      /^Somebody suspended the key “Blue key” of your account\. .*comes back by another trusted key, or at sign-in with a recovery key/,
    );
  });

  it('No recovery key is spoken of where the account has none, and two together always are', () => {
    const standard = said('credential.suspend', 'done', {}, false);
    expect(standard).not.toContain('recovery key');
    expect(standard).toContain(
      'or, where there is none, by the password and second factor; and, if it was trusted, behind',
    );
    for (const words of [standard, said('credential.suspend', 'done')]) {
      expect(words).toContain('Two suspended keys that were trusted also come back together, at sign-in.');
    }
  });

  it('A key that is to be removed is shut out at once, and removed as this one change goes on', () => {
    const removal = said('credential.remove', 'done', { effective_at: AT + 259_200_000 });
    expect(removal).toContain('every session that it had opened. It is not gone for good yet. It is ready on');
    expect(removal).not.toMatch(/removed after a wait|would be gone/);
    const words = said('credential.remove', 'done', { effective_at: AT + 259_200_000 });
    expect(words).toMatch(
      /^Somebody asked to remove the key “Blue key” from your account\. It is shut out from this moment/,
    );
  });

  it('A key that was renamed is said with the name that it had, and the one that it has', () => {
    const say = keyWords['credential.rename']?.done;
    const tell = (particulars?: Particulars) =>
      say?.({
        event: { subject: 'Red' } as AuditEventRow,
        protectedAccount: true,
        ...(particulars && { particulars }),
      });
    expect(tell({ formerName: 'Blue' })?.follows[0]).toBe('The key “Blue” is now called “Red”, and works as before.');
    expect(tell()?.follows[0]).toBe('It is now called “Red”, and works as before.');
  });

  it('A key that came back is named, with what stood beside it', () => {
    for (const [subject, words] of [
      ['recovery-key', 'A recovery key was typed beside it, so it is trusted from now on.'],
      ['key', 'Another suspended key was used beside it'],
      ['nothing', 'for a week no other trusted key was used'],
      ['a word of a newer server', 'It opens the account again.'],
    ] as const) {
      const all = said('credential.come-back', 'done', { subject });
      expect(all).toContain('The key “Desk” came back and signed in to your account.');
      expect(all).toContain(words);
    }
    // By its own touch it takes nothing from the key that had suspended it: none had.
    expect(said('credential.come-back', 'done', { subject: 'nothing' })).not.toContain('is suspended now');
    expect(said('credential.come-back', 'done', { subject: 'key' })).toContain('that key is suspended now');
    expect(said('credential.come-back', 'refused')).toContain('It stays suspended, and nobody got in.');
  });

  it('A typed recovery key is said to have made a key trusted exactly where it did', () => {
    expect(said('step-up.recovery-key', 'done', { subject: 'trusted' })).toContain(
      'beside the key “Desk”, which is trusted',
    );
    expect(said('step-up.recovery-key', 'done', { subject: 'second' })).not.toContain('trusted');
  });
});
