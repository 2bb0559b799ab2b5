// Every operation of the authority table, and every reason for a refusal, has its sentence on the activity page.
import { describe, expect, test } from 'vitest';
import refusals from '../../../../server/src/domain/refusal.ts?raw';
import activity from '../../words/en/activity.ts';
import { type ActivityEvent, tellEvent } from './tell-event.ts';

interface Row {
  readonly who: 'anyone' | 'flow' | 'link' | 'client' | 'holder' | 'staff' | 'operator' | 'system';
  readonly effect: 'read' | 'write';
}

// The pages import nothing of the server; only this test looks at its table, to be told when it grows.
const domain = new URL('../../../../server/src/domain/', import.meta.url);
const { authority } = (await import(/* @vite-ignore */ new URL('authority.ts', domain).href)) as {
  readonly authority: Readonly<Record<string, Row>>;
};

const { HOLD_KINDS } = (await import(/* @vite-ignore */ new URL('hold/hold.ts', domain).href)) as {
  readonly HOLD_KINDS: readonly string[];
};

const event = (part: Partial<ActivityEvent>): ActivityEvent => ({
  id: 'evnt_0123456789abcdefghjkmnpqrs',
  operation: 'sign-in.key',
  outcome: 'done',
  reason: null,
  at: 1_795_000_000_000,
  actor: 'holder',
  device: 'Chrome on Windows',
  place: null,
  ip: null,
  subject: null,
  keyName: null,
  thisSession: false,
  effectiveAt: null,
  ...part,
});

/** These leave evidence without an account, so no holder's list has them. */
const ABOUT_NOBODY = [
  'setup.add-key',
  'sign-up.begin',
  'sign-up.confirm',
  'sign-up.make-totp',
  'training.ask',
  'training.ask-one',
  'client.add',
  'client.end',
  // There is no holder's list any more.
  'account.erase',
  'rules.moved',
  'secrets.rotate',
  'retention.run',
  'configuration.changed',
  'clock.moved',
  'clock.believed',
  'restore.record',
  'restore.decide',
];
const written = Object.entries(authority).filter(
  ([name, row]) => row.effect === 'write' && !ABOUT_NOBODY.includes(name),
);

describe('what was done', () => {
  test.each(written)('%s has a sentence of its own', (operation) => {
    const { words } = tellEvent(event({ operation }));
    expect(words).toHaveLength(1);
    expect(words[0]).toMatch(new RegExp(`^done\\.${operation.replaceAll('.', '\\.')}`));
  });

  test('a change that waits is told as waiting, one that was made as made', () => {
    const operation = 'email.confirm';
    expect(tellEvent(event({ operation })).words).toEqual(['done.email.confirm']);
    const waiting = tellEvent(event({ operation, effectiveAt: 1_795_300_000_000 }));
    expect(waiting).toMatchObject({ mark: 'wait', words: ['done.email.confirm.hold'] });
  });

  test.each(HOLD_KINDS)('a hold of the kind %s is named at each of its moments', (subject) => {
    const only = ['hold.announce', 'hold.veto', 'hold.ripen'];
    const moments = [...only, ...['hold.ready', 'hold.lapse', 'hold.expire', 'hold.finish']];
    for (const operation of subject === 'recovery' ? only : moments) {
      expect(tellEvent(event({ operation, subject })).words).toEqual([`done.${operation}.${subject}`]);
    }
  });

  test.each(['staff.grant', 'staff.revoke', 'support.look', 'support.start-recovery'] as const)(
    '%s is told to staff as theirs, and to whom it was done as staff’s',
    (operation) => {
      expect(tellEvent(event({ operation })).words).toEqual([`done.${operation}`]);
      expect(tellEvent(event({ operation, actor: 'staff' })).words).toEqual([`done.${operation}.staff`]);
    },
  );

  test('an account is made with a key or with a password', () => {
    const operation = 'sign-up.complete';
    expect(tellEvent(event({ operation, keyName: 'Desk key' })).words).toEqual(['done.sign-up.complete.key']);
    expect(tellEvent(event({ operation })).words).toEqual(['done.sign-up.complete.password']);
  });
});

describe('what was refused', () => {
  const mayBeRefused = Object.entries(authority).filter(([, row]) => row.who !== 'system');
  test.each(mayBeRefused)('%s is told as tried, with a reason', (operation, row) => {
    const { mark, words } = tellEvent(event({ operation, outcome: 'refused', reason: 'wrong-password' }));
    expect(mark).toBe('stop');
    expect(words[1]).toBe('refused.wrong-password');
    if (row.who === 'holder' && row.effect === 'write') expect(words[0]).toBe(`tried.${operation}`);
  });

  const reasons = [...refusals.matchAll(/(?:\| |= |tag: |why: )'([a-z-]+)'(?! \| '|; readonly from)/g)].map(
    ([, reason]) => reason ?? '',
  );
  // Recorded by what they say of the attempt, not by their tag.
  const TOLD_BY_WHY = [
    'not-permitted',
    'sign-in-failed',
    'ceremony-failed',
    'push-refused',
    'webhook-refused',
    'recovery-refused',
    'password-refused',
  ];
  test.each(reasons.filter((reason) => !TOLD_BY_WHY.includes(reason)))('the reason %s has words', (reason) => {
    expect(Object.keys(activity)).toContain(`refused.${reason}`);
  });

  test('a reason without words is still told as refused', () => {
    expect(tellEvent(event({ outcome: 'refused', reason: 'brand-new' })).words).toEqual([
      'tried.sign-in.key',
      'refused.other',
    ]);
  });
});

test('what a newer server records is told by its name', () => {
  expect(tellEvent(event({ operation: 'agent.stop' })).words).toEqual(['unknown.done']);
  expect(tellEvent(event({ operation: 'agent.stop', outcome: 'refused' })).words).toEqual(['unknown.refused']);
});
