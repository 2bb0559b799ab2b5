import { describe, expect, it } from 'vitest';
import { NOW } from '../account/account.sample.ts';
import { allow, refuse } from '../decision.ts';
import { sampleHold } from '../hold/hold.sample.ts';
import { CLAIM_MS, HOLD_MS, type HoldState } from '../hold/hold.ts';
import type { AccountId, ContactId } from '../id.ts';
import { CONTACTS_MAX, type Contact, INVITATION_MS } from './contact.ts';
import {
  decideApproval,
  decideContactRemoval,
  decideInvitation,
  decideNeeded,
  decideObjection,
  neededMax,
} from './decide-contact.ts';

const id = (name: string) => `cntc_${name}` as ContactId;
const NOBODY: ReadonlySet<ContactId> = new Set();
const contact = (name: string, part: Partial<Contact> = {}): Contact => ({
  id: id(name),
  email: `${name}@example.org`,
  state: 'active',
  invitedAt: NOW - 30 * HOLD_MS,
  acceptedAt: NOW - 20 * HOLD_MS,
  leastWaitHours: 72,
  account: { id: `acct_${name}` as AccountId, email: `${name}@example.org`, displayName: name, tier: 'advanced' },
  ...part,
});
/** Accepted a millisecond too late to count. */
const young = (name: string) => contact(name, { acceptedAt: NOW - HOLD_MS + 1 });
const invited = (name: string, part: Partial<Contact> = {}) =>
  contact(name, { state: 'invited', acceptedAt: null, leastWaitHours: null, account: null, invitedAt: NOW, ...part });
const unprotected = (name: string) =>
  contact(name, { account: { id: 'acct_x' as AccountId, email: 'x@example.org', displayName: 'X', tier: 'standard' } });

describe('inviting', () => {
  const invite = (contacts: readonly Contact[], email: string) =>
    decideInvitation({ email: 'Holder@example.org' }, contacts, email, NOW);

  it('takes any address but one’s own, however it is spelt', () => {
    expect(invite([], 'mia@example.org')).toEqual(allow({ replaces: null }));
    expect(invite([], ' holder@EXAMPLE.org ')).toEqual(refuse({ tag: 'contact-self' }));
  });

  it('takes no address twice, neither a contact’s nor one that is invited', () => {
    expect(invite([contact('mia')], 'MIA@example.org')).toEqual(refuse({ tag: 'contact-exists' }));
    expect(invite([invited('mia')], 'mia@example.org')).toEqual(refuse({ tag: 'contact-exists' }));
  });

  it('puts a new invitation in place of an expired one', () => {
    const old = invited('mia', { invitedAt: NOW - INVITATION_MS });
    expect(invite([old], 'mia@example.org')).toEqual(allow({ replaces: old.id }));
  });

  it('ends at ten, where an expired one that is replaced does not count', () => {
    const nine = Array.from({ length: CONTACTS_MAX - 1 }, (_, number) => contact(`c${number}`));
    expect(invite(nine, 'mia@example.org').allowed).toBe(true);
    const full = [...nine, invited('mia', { invitedAt: NOW - INVITATION_MS })];
    expect(invite(full, 'noor@example.org')).toEqual(refuse({ tag: 'too-many-contacts', countMax: CONTACTS_MAX }));
    expect(invite(full, 'mia@example.org').allowed).toBe(true);
  });
});

describe('removing', () => {
  const [mia, noor] = [contact('mia'), contact('noor')];

  it('withdraws an invitation at once, whatever a recovery needs', () => {
    const open = invited('pia');
    expect(decideContactRemoval(open, [open], NOBODY, 1, NOW)).toEqual(allow({ waits: false }));
  });

  it('waits for a contact who accepted', () => {
    expect(decideContactRemoval(mia, [mia, noor], NOBODY, 1, NOW)).toEqual(allow({ waits: true }));
    expect(decideContactRemoval(mia, [mia], NOBODY, 0, NOW)).toEqual(allow({ waits: true }));
  });

  it('never leaves fewer than a recovery needs: invited, new, unprotected and going do not count', () => {
    const few = refuse({ tag: 'contacts-too-few', needed: 1, left: 0 });
    expect(decideContactRemoval(mia, [mia], NOBODY, 1, NOW)).toEqual(few);
    expect(decideContactRemoval(mia, [mia, invited('pia')], NOBODY, 1, NOW)).toEqual(few);
    expect(decideContactRemoval(mia, [mia, unprotected('pia')], NOBODY, 1, NOW)).toEqual(few);
    expect(decideContactRemoval(mia, [mia, young('pia')], NOBODY, 1, NOW)).toEqual(few);
    expect(decideContactRemoval(mia, [mia, noor], new Set([noor.id]), 1, NOW)).toEqual(few);
  });

  it('lets one go who does not count anyway', () => {
    for (const lost of [unprotected('pia'), young('pia')]) {
      expect(decideContactRemoval(lost, [lost], NOBODY, 1, NOW)).toEqual(allow({ waits: true }));
    }
  });
});

describe('how many have to approve', () => {
  const contacts = [contact('mia'), contact('noor'), invited('pia'), unprotected('kim'), young('eve')];

  it('is raised at once, up to those who count: whoever accepted just now cannot be required', () => {
    expect(neededMax(contacts, NOBODY, NOW)).toBe(2);
    expect(decideNeeded(0, 1, [young('eve')], NOBODY, NOW)).toEqual(
      refuse({ tag: 'contacts-too-few', needed: 1, left: 0 }),
    );
    expect(decideNeeded(0, 2, contacts, NOBODY, NOW)).toEqual(allow({ waits: false }));
    expect(decideNeeded(0, 3, contacts, NOBODY, NOW)).toEqual(refuse({ tag: 'contacts-too-few', needed: 3, left: 2 }));
    expect(decideNeeded(1, 2, contacts, new Set([id('mia')]), NOW)).toEqual(
      refuse({ tag: 'contacts-too-few', needed: 2, left: 1 }),
    );
  });

  it('is lowered slowly, even where too few are left', () => {
    expect(decideNeeded(2, 0, contacts, NOBODY, NOW)).toEqual(allow({ waits: true }));
    expect(decideNeeded(3, 2, [], NOBODY, NOW)).toEqual(allow({ waits: true }));
  });

  it('may be asked for as it is, even where some have gone meanwhile', () => {
    expect(decideNeeded(2, 2, [], NOBODY, NOW)).toEqual(allow({ waits: false }));
    expect(decideNeeded(2, 2, contacts, NOBODY, NOW)).toEqual(allow({ waits: false }));
  });
});

const hold = (state: HoldState, startedAt = NOW) =>
  sampleHold({ kind: 'recovery', state, startedAt, ripensAt: startedAt + HOLD_MS });
const old = contact('mia');
const ASKED = [old.id, id('kim')];

describe.each([
  ['approving', decideApproval],
  ['saying “This is not them”', decideObjection],
] as const)('%s', (_what, decide) => {
  it('is possible while the recovery waits, and while it is open', () => {
    for (const [state, now] of [
      ['waiting', NOW],
      ['waiting', NOW + HOLD_MS + 1],
      ['ripe', NOW + HOLD_MS],
    ] as const) {
      expect(decide(old, ASKED, hold(state), now).allowed).toBe(true);
    }
  });

  it.each(['vetoed', 'done', 'expired'] as const)('is over once it is %s', (state) => {
    expect(decide(old, ASKED, hold(state), NOW)).toEqual(refuse({ tag: 'recovery-ended' }));
  });

  it('is over at its expiry, even where no job has noticed', () => {
    const ended = refuse({ tag: 'recovery-ended' });
    expect(decide(old, ASKED, hold('ripe'), NOW + HOLD_MS + CLAIM_MS)).toEqual(ended);
  });

  it('is not for those who have not accepted, or are protected no more', () => {
    expect(decide(invited('pia'), ASKED, hold('waiting'), NOW)).toEqual(refuse({ tag: 'not-found' }));
    expect(decide(unprotected('kim'), ASKED, hold('waiting'), NOW)).toEqual(refuse({ tag: 'not-found' }));
  });

  it('is for those alone who counted when it began: a thief cannot bring their own, however late', () => {
    for (const now of [NOW, NOW + 2 * HOLD_MS]) {
      expect(decide(contact('eve'), ASKED, hold('waiting'), now)).toEqual(refuse({ tag: 'contact-too-new' }));
    }
  });
});

it('“This is not them” delays a recovery that waits, and closes none that is open', () => {
  expect(decideObjection(old, ASKED, hold('waiting'), NOW)).toEqual(allow({ delays: true }));
  expect(decideObjection(old, ASKED, hold('ripe'), NOW + HOLD_MS)).toEqual(allow({ delays: false }));
});
