import { describe, expect, it } from 'vitest';
import { NOW } from '../account/account.sample.ts';
import { HOLD_MS } from '../hold/hold.ts';
import type { AccountId } from '../id.ts';
import { countsFrom, INVITATION_MS, invitationEndsAt, stageOf, stands } from './contact.ts';

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

  it('counts as long after accepting as a removal waits', () => {
    expect(countsFrom({ acceptedAt: NOW })).toBe(NOW + HOLD_MS);
    expect(countsFrom({ acceptedAt: null })).toBeNull();
  });
});
