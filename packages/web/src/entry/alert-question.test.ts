import { describe, expect, test } from 'vitest';
import notMe from '../words/en/not-me.ts';
import { alertQuestion } from './alert-question.ts';

const PLACE = { countryCode: 'PL', country: 'Poland' };

describe('an alert’s question', () => {
  test.each(['sign-in.key', 'sign-in.second-key', 'sign-in.second-totp', 'sign-in.password'])(
    'about %s names the place where it is known, and whether it was a try',
    (operation) => {
      expect(alertQuestion({ operation, outcome: 'done', place: PLACE })).toBe('sign-in.from');
      expect(alertQuestion({ operation, outcome: 'done', place: null })).toBe('sign-in');
      expect(alertQuestion({ operation, outcome: 'refused', place: PLACE })).toBe('sign-in.tried.from');
      expect(alertQuestion({ operation, outcome: 'refused', place: null })).toBe('sign-in.tried');
    },
  );

  test('about a recovery of a standard account, or about support, asks about just that', () => {
    const ask = (operation: string, outcome: 'done' | 'refused') => alertQuestion({ operation, outcome, place: null });
    expect(ask('recovery-link.begin', 'refused')).toBe('recovery.tried');
    expect(ask('recovery-link.complete', 'done')).toBe('came-back');
    expect(ask('backup-code.make', 'done')).toBe('backup-codes');
    expect(ask('support.start-recovery', 'refused')).toBe('support.tried');
    expect(ask('staff.grant', 'done')).toBe('staff');
  });

  test('never claims as done what was refused', () => {
    expect(alertQuestion({ operation: 'credential.remove', outcome: 'refused', place: null })).toBe('tried');
    expect(alertQuestion({ operation: 'protection.leave', outcome: 'refused', place: null })).toBe('tried');
  });

  test('about an operation that these pages do not know is asked all the same', () => {
    expect(alertQuestion({ operation: 'moon.full', outcome: 'done', place: null })).toBe('other');
    expect(alertQuestion({ operation: 'constructor', outcome: 'done', place: null })).toBe('other');
  });

  test('has words in the catalogue for every operation that is alerted', () => {
    const alerted = [
      'setup.complete',
      'sign-up.complete',
      'sign-up.known-address',
      'account.lock',
      'email.confirm',
      'password.set',
      'password.remove',
      'totp.confirm',
      'totp.remove',
      'credential.add',
      'credential.rename',
      'credential.remove',
      'credential.counter-regressed',
      'credential.make-compromised',
      'credential.make-withdrawn',
      'credential.make-cleared',
      'enrolment.commit',
      'protection.leave',
      'protection.raise-floor',
      'protection.lower-floor',
      'recovery-key.replace',
      'recovery.begin',
      'recovery.add-key',
      'recovery.withdraw',
      'recovery.complete',
      'recovery.stopped-by-key',
      'contact.invite',
      'contact.remove',
      'contact.set-needed',
      'contact.accept',
      'contact.decline',
      'contact.approve',
      'contact.accepted',
      'contact.declined',
      'contact.left',
      'contact.asked',
      'contact.approved',
      'hold.veto',
      'hold.announce',
      'hold.ready',
      'hold.lapse',
      'hold.ripen',
      'hold.finish',
      'hold.expire',
      'restore.stop-hold',
      'restore.tell',
      'recovery.expire',
      'recovery.void',
      'recovery-key.remind',
      'session.end',
      'session.end-others',
      'account.rename',
      'incident.answer',
      'training.opt-out',
      'training.opt-in',
      'alert.disown',
    ];
    for (const operation of alerted) {
      const question = alertQuestion({ operation, outcome: 'done', place: null });
      expect(question, operation).not.toBe('other');
      expect(notMe, operation).toHaveProperty([`ask.${question}`]);
    }
  });

  test('a recovery asks the same question when it begins, half-way and when it is ripe', () => {
    const done = { outcome: 'done', place: null } as const;
    expect(alertQuestion({ ...done, operation: 'recovery.begin', subject: '7F3K' })).toBe('recovering');
    for (const operation of ['hold.announce', 'hold.ripen']) {
      expect(alertQuestion({ ...done, operation, subject: 'recovery' })).toBe('recovering');
      expect(alertQuestion({ ...done, operation, subject: 'email.change' })).not.toBe('recovering');
    }
    const refused = { outcome: 'refused', place: null, operation: 'recovery.begin' } as const;
    expect(alertQuestion(refused)).toBe('recovery.tried');
    expect(notMe).toHaveProperty(['ask.recovery.tried']);
  });
});
