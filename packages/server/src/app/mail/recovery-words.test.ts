import { describe, expect, it } from 'vitest';
import type { AuditEventRow } from '../../storage/tables.ts';
import type { Say } from './alert-shape.ts';
import { recoveryWords } from './recovery-words.ts';

const { done: sayRecovered } = recoveryWords['recovery.complete'];
const { done: sayRecoveryBegun } = recoveryWords['recovery.begin'];
const { done: sayRecoveryExpired } = recoveryWords['recovery.expire'];
const { done: sayRecoveryKeyAdded } = recoveryWords['recovery.add-key'];
const { done: sayRecoveryStoppedByKey } = recoveryWords['recovery.stopped-by-key'];
const { refused: sayRecoveryTried } = recoveryWords['recovery.begin'];
const { done: sayRecoveryVoid } = recoveryWords['recovery.void'];
const { done: sayRecoveryWithdrawn } = recoveryWords['recovery.withdraw'];
const { refused: sayReturnTried } = recoveryWords['recovery.complete'];

const OPENS = Date.UTC(2026, 10, 24, 18, 40);
const say = (words: Say, part: Partial<AuditEventRow> = {}) =>
  words({
    protectedAccount: true,
    event: { subject: '7F3K', key_name: null, reason: null, effective_at: null, ...part } as AuditEventRow,
  });
const said = (words: Say, part: Partial<AuditEventRow> = {}): string => say(words, part).follows.join(' ');

describe('a recovery in words', () => {
  it('that begins says when it opens, that nothing is open yet, and how to stop it', () => {
    const text = said(sayRecoveryBegun, { effective_at: OPENS });
    expect(text).toContain('Nothing has been opened. It opens on Tuesday 24 November 2026, 18:40 UTC');
    expect(text).toContain('sign in with any of your keys, or press “This wasn’t me”');
    expect(say(sayRecoveryBegun, { effective_at: OPENS }).facts?.map(({ label }) => label)).toEqual(['Case', 'Opens']);
  });

  it('names its case wherever there is one', () => {
    const all = [
      sayRecoveryBegun,
      sayReturnTried,
      sayRecoveryKeyAdded,
      sayRecoveryWithdrawn,
      sayRecoveryStoppedByKey,
      sayRecoveryExpired,
      sayRecoveryVoid,
      sayRecovered,
    ];
    for (const words of all) expect(say(words).facts).toContainEqual({ label: 'Case', value: '7F3K' });
    for (const words of all) expect(say(words, { subject: null }).facts).toEqual([]);
  });

  it('that begins names the button where it stops this one, and otherwise only a key', () => {
    for (const subject of ['7F3K, both recovery keys', '7F3K, begun again']) {
      const text = said(sayRecoveryBegun, { subject, effective_at: OPENS });
      expect(text).toContain('only a key stops it');
      expect(text).not.toContain('This wasn’t me');
    }
  });

  it('that was tried while its key has one under way tells that somebody has that recovery key', () => {
    const their = 'They have the recovery key of a recovery that waits';
    expect(said(sayRecoveryTried, { reason: 'recovery-running' })).toContain(their);
    expect(said(sayRecoveryTried, { reason: 'wrong-recovery-key' })).not.toContain(their);
  });

  it('that contacts hold up says until when, what stops it, and what the holder can do', () => {
    const text = said(recoveryWords['recovery.held-up'].done, { effective_at: OPENS });
    expect(text).toContain('On Tuesday 24 November 2026, 18:40 UTC it goes on without those who say nothing');
    expect(text).toContain('call your contacts');
  });

  it('that ended spent nothing, and says what a holder does who began none', () => {
    for (const words of [sayRecoveryWithdrawn, sayRecoveryStoppedByKey, sayRecoveryExpired]) {
      expect(said(words)).toContain('as good as before');
      expect(said(words)).toContain('replace your recovery keys');
    }
  });

  it('that ended otherwise than by completion leaves keys and sessions as they were, and says so', () => {
    for (const words of [sayRecoveryWithdrawn, sayRecoveryStoppedByKey, sayRecoveryExpired, sayRecoveryVoid]) {
      expect(said(words)).toContain('Your keys and sessions go on as before');
    }
    expect(said(sayRecovered)).not.toContain('go on as before');
  });

  it('that is complete does not promise what “This wasn’t me” can no longer do', () => {
    expect(said(sayRecovered)).toContain('It cannot take the keys from them');
  });

  it('presses “This wasn’t me” on nobody once nothing is left to stop', () => {
    for (const words of [sayRecoveryTried, sayRecoveryWithdrawn, sayRecoveryExpired, sayRecoveryVoid]) {
      expect(say(words).calm).toBe(true);
    }
    for (const words of [sayRecoveryBegun, sayRecoveryKeyAdded, sayRecovered]) expect(say(words).calm).toBeUndefined();
  });
});
