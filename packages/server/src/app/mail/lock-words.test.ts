import { describe, expect, it } from 'vitest';
import type { AuditEventRow } from '../../storage/tables.ts';
import { lockWords } from './lock-words.ts';
import type { LockParticulars } from './particulars.ts';

const said = (lock?: LockParticulars) => {
  const told = { event: {} as AuditEventRow, protectedAccount: true, ...(lock && { particulars: { lock } }) };
  return [lockWords['account.lock'], lockWords['alert.lock']].map(({ done }) => done(told).follows.join(' '));
};

const LOCK: LockParticulars = { frozen: true, keysSuspended: [], keysSpared: [], liftedBy: [], otherwise: null };

describe('the mail about a Lock', () => {
  it('does not say that what a vouched-for key opened has ended', () => {
    for (const words of said({ ...LOCK, keysSpared: ['Key', 'Phone'], liftedBy: ['Key'] })) {
      expect(words).toContain('has ended, except what was opened with “Key” and “Phone”');
    }
  });

  it('does not say that the account is locked where a link had locked it before', () => {
    const lock = { ...LOCK, frozen: false, liftedBy: ['Key'] };
    for (const words of said(lock)) expect(words).toContain('what opened it before opens it still');
    const told = { event: {} as AuditEventRow, protectedAccount: false, particulars: { lock } };
    expect(lockWords['alert.lock'].done(told).fact('your account')).toBe('Your account was signed out from an alert');
  });

  it('names what was suspended, and the trusted keys that open the account again', () => {
    for (const words of said({ ...LOCK, keysSuspended: ['Planted key'], liftedBy: ['Key', 'Phone'] })) {
      expect(words).toContain('What was new is suspended: “Planted key”.');
      expect(words).toContain('It opens again with “Key” or “Phone”.');
    }
  });

  it('says from when on a suspended key can come back by its own touch, where it can', () => {
    const lock = { ...LOCK, keysSuspended: ['Planted key'], liftedBy: ['Key'] };
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
      for (const mail of said({ ...LOCK, otherwise })) {
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
