import { describe, expect, it } from 'vitest';
import { NOW } from '../account/account.sample.ts';
import type { AccountId } from '../id.ts';
import { WAIT_HOURS } from '../recovery/recovery-key-record.ts';
import { countsFrom, countsIn, INVITATION_MS, invitationEndsAt, stageOf, stands } from './contact.ts';

const HOUR = 60 * 60 * 1000;

describe('an invitation', () => {
  it('can be accepted for 14 days, and is expired from that very moment', () => {
    const contact = { state: 'invited', invitedAt: NOW } as const;
    expect(invitationEndsAt(contact)).toBe(NOW + INVITATION_MS);
    expect(stageOf(contact, NOW + INVITATION_MS - 1)).toBe('invited');
    expect(stageOf(contact, NOW + INVITATION_MS)).toBe('expired');
  });

  it('that was accepted does not expire', () => {
    expect(stageOf({ state: 'active', invitedAt: NOW }, NOW + 100 * INVITATION_MS)).toBe('active');
  });
});

describe('a contact', () => {
  it.each([
    ['standard', false],
    ['advanced', true],
    ['hardware', true],
  ] as const)('with a %s account stands: %s', (tier, expected) => {
    const account = { id: 'acct_1' as AccountId, email: 'a@example.org', displayName: 'A', tier };
    expect(stands({ state: 'active', account })).toBe(expected);
    expect(stands({ state: 'invited', account })).toBe(false);
    expect(stands({ state: 'active', account: null })).toBe(false);
  });

  it.each(WAIT_HOURS)(
    'counts in recoveries that begin %i hours after it accepted, where no wait was shorter',
    (hours) => {
      const contact = { acceptedAt: NOW, leastWaitHours: hours };
      const from = NOW + hours * HOUR;
      expect(countsFrom(contact)).toBe(from);
      expect([from - 1, from, from + 1].map((startedAt) => countsIn(contact, startedAt))).toEqual([false, true, true]);
    },
  );

  it('counts in none before it accepted', () => {
    expect(countsFrom({ acceptedAt: null, leastWaitHours: null })).toBeNull();
    expect(countsIn({ acceptedAt: null, leastWaitHours: null }, NOW)).toBe(false);
  });
});
