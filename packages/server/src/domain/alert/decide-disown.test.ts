import { describe, expect, it } from 'vitest';
import { NOW, sampleKey, sampleProtected, sampleStandard } from '../account/account.sample.ts';
import { authority, type DisownSubject, type Operation } from '../authority.ts';
import { decideDisownedKey, freezesFactors, keyOf, linkEndsContact, recoveredKeys } from './decide-disown.ts';
import { YOUNG_MS } from './young.ts';

const DAY = 24 * 3_600_000;
const desk = sampleKey('roaming', 1);
const phone = sampleKey('synced', 2);
const added = sampleKey('roaming', 3, { createdAt: NOW - 1, trustedAt: NOW + 14 * DAY });
const account = sampleProtected({ credentials: [desk, phone, added] });

/** What each alert's button is about where it is not the key that acted, written down by hand. */
const ABOUT_ELSE: Readonly<Partial<Record<Operation, DisownSubject>>> = {
  // Signed out, with the key that comes back.
  'credential.come-back': 'key',
  'credential.add': 'added-key',
  'recovery-link.complete': 'added-key',
  'recovery.complete': 'recovered',
  'password.set': 'factor',
  'password.remove': 'factor',
  'totp.confirm': 'factor',
  'totp.remove': 'factor',
  'sign-in.second-totp': 'factor',
  'sign-in.second-backup-code': 'factor',
  'webhook.add': 'channel',
  'push.subscribe': 'channel',
  'contact.invite': 'contact',
  'contact.accepted': 'contact',
};

describe('what an alert’s button is about', () => {
  it('Every operation says it: the key that acted, what was added, or nothing where nobody acted', () => {
    for (const [operation, row] of Object.entries(authority) as [Operation, (typeof authority)[Operation]][]) {
      const acts = row.who === 'holder' || row.who === 'operator' || /^sign-in\.(second-)?key$/.test(operation);
      const expected = ABOUT_ELSE[operation] ?? (acts ? 'key' : 'nothing');
      expect(row.disown, operation).toBe(expected);
    }
  });

  it('The alert of a new key is about the new key, and not about the one that added it', () => {
    const event = { addedKey: added.id, actingKey: desk.id };
    expect(keyOf(account, 'added-key', event)).toBe(added);
    expect(keyOf(account, 'key', event)).toBe(desk);
    for (const subject of ['recovered', 'factor', 'channel', 'contact', 'nothing'] as const) {
      expect(keyOf(account, subject, event)).toBeNull();
    }
  });

  it('A key that is gone meanwhile is about nothing', () => {
    expect(keyOf({ ...account, credentials: [] }, 'key', { addedKey: null, actingKey: desk.id })).toBeNull();
  });
});

describe('what the button ends after a recovery', () => {
  it('What its own keys opened, without those vouched for, and nothing of a later recovery', () => {
    const first = sampleKey('roaming', 4, { origin: 'recovery', createdAt: NOW - 2 });
    const second = sampleKey('roaming', 5, { origin: 'recovery', createdAt: NOW - 1 });
    const recovered = sampleProtected({ credentials: [first, second, added] });
    expect(recoveredKeys(recovered, NOW - 1, NOW)).toEqual([first, second]);
    expect(recoveredKeys(recovered, NOW - 3, NOW)).toEqual([]);
    const vouched = { ...first, confirmedUntil: NOW + 1 };
    expect(recoveredKeys({ ...recovered, credentials: [vouched, second] }, NOW - 1, NOW)).toEqual([second]);
  });
});

describe('what the button does to a key', () => {
  it('suspends it where another trusted way in is left', () => {
    for (const key of [desk, phone, added]) expect(decideDisownedKey(account, 'key', key, NOW)).toBe('suspend');
  });

  it('says of a key that is suspended already that it is, and never that it is still a way in', () => {
    const suspended = { ...desk, suspension: { by: 'link', at: NOW - 1 } as const };
    for (const credentials of [[suspended, phone], [suspended]]) {
      for (const subject of ['key', 'added-key', 'factor'] as const) {
        expect(decideDisownedKey(sampleProtected({ credentials }), subject, suspended, NOW)).toBe('already');
      }
    }
  });

  it('only ends what it had opened where it is the last trusted way in', () => {
    const alone = sampleProtected({ credentials: [desk, added] });
    expect(decideDisownedKey(alone, 'key', desk, NOW)).toBe('end-sessions');
    expect(decideDisownedKey(alone, 'key', added, NOW)).toBe('suspend');
  });

  it('never leaves only a rogue key: password and second factor open a standard account too', () => {
    const factors = { password: { setAt: NOW }, totp: { setAt: NOW } };
    const standard = sampleStandard({ ...factors, credentials: [added] });
    expect(decideDisownedKey(standard, 'added-key', added, NOW)).toBe('suspend');
    expect(decideDisownedKey({ ...standard, totp: null }, 'added-key', added, NOW)).toBe('end-sessions');
  });

  it('leaves a key alone that was vouched for, until that is 30 days old', () => {
    const key = { ...added, confirmedUntil: NOW + 1 };
    expect(decideDisownedKey(account, 'key', key, NOW)).toBe('spare');
    expect(decideDisownedKey(account, 'key', key, NOW + 1)).toBe('suspend');
  });
});

describe('what else a link touches', () => {
  it('A disowned password opens nothing any more where the account has a trusted key', () => {
    const factors = { password: { setAt: NOW }, totp: { setAt: NOW } };
    expect(freezesFactors(sampleStandard({ ...factors, credentials: [desk] }), NOW)).toBe(true);
    expect(freezesFactors(sampleStandard({ ...factors, credentials: [added] }), NOW)).toBe(false);
    expect(freezesFactors(account, NOW)).toBe(false);
  });

  it('A contact of less than 14 days that does not count yet, where a trusted way in is left', () => {
    const added = NOW - 80 * 3_600_000;
    const contact = (leastWaitHours: 72 | 168 | null) => ({ acceptedAt: added, leastWaitHours });
    expect(linkEndsContact(account, contact(168), added, NOW)).toBe(true);
    expect(linkEndsContact(account, contact(null), added, NOW)).toBe(true);
    // From the wait on it is a requirement of every recovery, which the mailbox alone does not loosen.
    expect(linkEndsContact(account, contact(72), added, NOW)).toBe(false);
    expect(linkEndsContact(account, contact(168), NOW - YOUNG_MS, NOW)).toBe(false);
    expect(linkEndsContact({ ...account, credentials: [] }, contact(168), added, NOW)).toBe(false);
  });
});
