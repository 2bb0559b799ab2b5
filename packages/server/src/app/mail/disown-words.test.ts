import { describe, expect, it } from 'vitest';
import type { AuditEventRow } from '../../storage/tables.ts';
import { disownWords } from './disown-words.ts';
import type { DisownParticulars } from './particulars.ts';

const AT = Date.UTC(2026, 10, 20, 8, 30);
type Key = NonNullable<DisownParticulars['key']>;

const said = (disown?: DisownParticulars) => {
  const told = { event: {} as AuditEventRow, protectedAccount: true, ...(disown && { particulars: { disown } }) };
  return disownWords['alert.disown'].done(told).follows.join(' ');
};
const about = (became: Key['became'], comesBackAt: number | null = null, comeBackWith = ['Phone', 'Desk key']) =>
  said({ key: { name: 'Lost key', became, comesBackAt }, comeBackWith });

describe('the mail about “This wasn’t me”', () => {
  it('says what makes the suspension of a link last, and from when on it does not', () => {
    for (const became of ['suspend', 'already'] as const) {
      expect(about(became, AT)).toMatch(
        /“Lost key” is suspended\. To make that last, sign in with “Phone” or “Desk key” before .+ 20 November/,
      );
      expect(about(became, AT, [])).toMatch(
        /come back by its own touch from .+, unless another trusted key is used before\./,
      );
      expect(about(became)).not.toContain('come back');
    }
  });

  it('says of no key that it is suspended which still opens the account', () => {
    for (const became of ['end-sessions', 'spare', 'limited'] as const) {
      expect(about(became)).not.toContain('suspended');
      expect(about(became)).toContain('“Lost key”');
    }
  });

  it('names the keys to sign in with, and none where there is none', () => {
    expect(about('suspend')).toContain('Sign in with “Phone” or “Desk key”. A list');
    expect(about('end-sessions', null, [])).toContain('Sign in. A list');
  });

  it('says what it leaves: a recovery begun again, and what two proofs began', () => {
    for (const words of [said(), about('suspend')]) {
      expect(words).toContain('except those that only a key or a second factor stops.');
    }
  });

  it('without these particulars, or about no key, says what is true of every press', () => {
    for (const words of [said(), said({ key: null, comeBackWith: [] })]) {
      expect(words).toContain('shut out where that could be.');
      expect(words).not.toMatch(/suspended|trusted/);
    }
  });
});
