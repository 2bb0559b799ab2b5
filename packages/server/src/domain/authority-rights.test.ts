// What each operation asks of the key that proved presence, and which of them are slow: a second opinion, by hand.

import { describe, expect, it } from 'vitest';
import { authority, authorityOf, type Operation } from './authority.ts';

const OPERATIONS = Object.keys(authority) as Operation[];

/** A key in its first day does these, beside reading. */
const ANY_KEY: readonly Operation[] = [
  'step-up.key',
  'step-up.password',
  // Typed beside a new key, a recovery key makes it trusted.
  'step-up.recovery-key',
  'session.sign-out',
  'session.end',
  'session.end-others',
  'account.lock',
  'enrolment.begin',
  'enrolment.drop',
  'enrolment.make-recovery-keys',
  'enrolment.prove',
  'enrolment.commit',
  'recovery-key.test',
  'hold.veto',
  'hold.finish',
  'training.opt-out',
  'webhook.test',
  'webhook.replay',
  'push.test',
  'platform-webhook.test',
  'platform-webhook.replay',
  'outbox.retry',
];

/** A key that is a day old approves and exports. */
const DAY_OLD: readonly Operation[] = [
  'account.rename',
  'contact.accept',
  'contact.decline',
  'contact.approve',
  'activity.export',
  'data.export',
];

const SLOW: readonly Operation[] = [
  'account.delete',
  'email.confirm',
  'credential.remove',
  'protection.leave',
  'protection.raise-floor',
  'recovery-key.replace',
  'protection.lower-floor',
  'contact.remove',
  'contact.set-needed',
  'webhook.remove',
  'push.unsubscribe',
];

describe('what an operation asks of a key', () => {
  it('Every change by a person who is signed in is for trusted keys, but for those named here', () => {
    for (const operation of OPERATIONS) {
      const { who, effect, rights } = authorityOf(operation);
      const isPerson = who === 'holder' || who === 'operator' || who === 'staff';
      if (!isPerson) expect(rights, operation).toBe('any');
      else if (effect === 'write') {
        const expected = ANY_KEY.includes(operation) ? 'any' : DAY_OLD.includes(operation) ? 'day' : 'trusted';
        expect(rights, operation).toBe(expected);
      }
    }
  });

  it('Everything slow is for trusted keys, freshly proved, and is a change', () => {
    expect(OPERATIONS.filter((operation) => authorityOf(operation).pace === 'slow').sort()).toEqual([...SLOW].sort());
    for (const operation of SLOW) {
      expect(authorityOf(operation)).toMatchObject({ rights: 'trusted', fresh: true, effect: 'write', who: 'holder' });
    }
  });
});
