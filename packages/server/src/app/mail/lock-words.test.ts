import { describe, expect, it } from 'vitest';
import type { AuditEventRow } from '../../storage/tables.ts';
import { lockWords } from './lock-words.ts';
import type { LockParticulars } from './particulars.ts';

const said = (lock?: LockParticulars) => {
  const told = { event: {} as AuditEventRow, protectedAccount: true, ...(lock && { particulars: { lock } }) };
  return [lockWords['account.lock'], lockWords['alert.lock']].map(({ done }) => done(told).follows.join(' '));
};

describe('the mail about a Lock', () => {
  it('names what was suspended, and the trusted keys that open the account again', () => {
    for (const words of said({ keysSuspended: ['Planted key'], liftedBy: ['Key', 'Phone'], otherwise: null })) {
      expect(words).toContain('What was new is suspended: “Planted key”.');
      expect(words).toContain('It opens again with “Key” or “Phone”.');
    }
  });

  it('says from when on a suspended key can come back by its own touch, where it can', () => {
    const lock = { keysSuspended: ['Planted key'], liftedBy: ['Key'], otherwise: null };
    for (const words of said({ ...lock, comesBackAt: Date.UTC(2026, 10, 20, 8, 30) })) {
      expect(words).toMatch(
        /can come back by its own touch from .+ 20 November .+, unless a trusted key is used before\./,
      );
    }
    for (const words of [...said({ ...lock, comesBackAt: null }), ...said(lock)]) {
      expect(words).not.toContain('by its own touch');
    }
  });

  it('says what it leaves: what only a key or factor stops, and what a link spares', () => {
    const [session, link] = said();
    for (const words of [session, link])
      expect(words).toContain('except those that only a key or a second factor stops.');
    expect(session).not.toContain('vouched for');
    expect(link).toContain('except those of a key that was vouched for');
  });

  it('speaks of no suspended key and of no trusted one where there is none', () => {
    const ways = {
      password: 'password and second factor',
      'recovery-key': 'A recovery key does',
      link: 'recovery link',
    };
    for (const [otherwise, words] of Object.entries(ways) as [keyof typeof ways, string][]) {
      for (const mail of said({ keysSuspended: [], liftedBy: [], otherwise })) {
        expect(mail).toContain(words);
        expect(mail).not.toMatch(/suspended|with a trusted key/);
      }
    }
  });

  it('that was queued without these particulars says what is true of every account', () => {
    for (const mail of said()) {
      expect(mail).toContain('It opens again with what is trusted.');
      expect(mail).not.toContain('suspended');
    }
  });
});
