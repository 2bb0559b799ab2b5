import { describe, expect, it } from 'vitest';
import { NOW } from '../account/account.sample.ts';
import { allow, refuse } from '../decision.ts';
import { sampleHold } from '../hold/hold.sample.ts';
import { HOLD_MS, type HoldState, RIPE_MS } from '../hold/hold.ts';
import type { AccountId, ContactId } from '../id.ts';
import { CONTACT_PROBATION_MS, CONTACTS_MAX, type Contact, INVITATION_MS } from './contact.ts';
import {
  decideApproval,
  decideContactRemoval,
  decideInvitation,
  decideNeeded,
  mayApproveFrom,
} from './decide-contact.ts';

const id = (name: string) => `cntc_${name}` as ContactId;
const NOBODY: ReadonlySet<ContactId> = new Set();
const contact = (name: string, part: Partial<Contact> = {}): Contact => ({
  id: id(name),
  email: `${name}@example.org`,
  state: 'active',
  invitedAt: NOW - 30 * HOLD_MS,
  acceptedAt: NOW - 20 * HOLD_MS,
  account: { id: `acct_${name}` as AccountId, email: `${name}@example.org`, displayName: name, tier: 'advanced' },
  ...part,
});
const invited = (name: string, part: Partial<Contact> = {}) =>
  contact(name, { state: 'invited', acceptedAt: null, account: null, invitedAt: NOW, ...part });
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
    expect(decideContactRemoval(open, [open], NOBODY, 1)).toEqual(allow({ waits: false }));
  });

  it('waits for a contact who accepted', () => {
    expect(decideContactRemoval(mia, [mia, noor], NOBODY, 1)).toEqual(allow({ waits: true }));
    expect(decideContactRemoval(mia, [mia], NOBODY, 0)).toEqual(allow({ waits: true }));
  });

  it('never leaves fewer than a recovery needs: neither invited nor unprotected ones nor those who go count', () => {
    const few = refuse({ tag: 'contacts-too-few', needed: 1, left: 0 });
    expect(decideContactRemoval(mia, [mia], NOBODY, 1)).toEqual(few);
    expect(decideContactRemoval(mia, [mia, invited('pia')], NOBODY, 1)).toEqual(few);
    expect(decideContactRemoval(mia, [mia, unprotected('pia')], NOBODY, 1)).toEqual(few);
    expect(decideContactRemoval(mia, [mia, noor], new Set([noor.id]), 1)).toEqual(few);
  });

  it('lets one go who could not approve anyway', () => {
    const lost = unprotected('pia');
    expect(decideContactRemoval(lost, [lost], NOBODY, 1)).toEqual(allow({ waits: true }));
  });
});

describe('how many have to approve', () => {
  const contacts = [contact('mia'), contact('noor'), invited('pia'), unprotected('kim')];

  it('is raised at once, up to those who stand', () => {
    expect(decideNeeded(0, 2, contacts, NOBODY)).toEqual(allow({ waits: false }));
    expect(decideNeeded(0, 3, contacts, NOBODY)).toEqual(refuse({ tag: 'contacts-too-few', needed: 3, left: 2 }));
    expect(decideNeeded(1, 2, contacts, new Set([id('mia')]))).toEqual(
      refuse({ tag: 'contacts-too-few', needed: 2, left: 1 }),
    );
  });

  it('is lowered slowly, even where too few are left', () => {
    expect(decideNeeded(2, 0, contacts, NOBODY)).toEqual(allow({ waits: true }));
    expect(decideNeeded(3, 2, [], NOBODY)).toEqual(allow({ waits: true }));
  });

  it('may be asked for as it is', () => {
    expect(decideNeeded(2, 2, contacts, NOBODY)).toEqual(allow({ waits: false }));
  });
});

describe('approving', () => {
  const hold = (state: HoldState, startedAt = NOW) =>
    sampleHold({ kind: 'recovery', state, startedAt, ripensAt: startedAt + HOLD_MS });
  const old = contact('mia');

  it('is possible while the recovery waits, and while it is ripe', () => {
    expect(decideApproval(old, hold('waiting'), NOW)).toEqual(allow());
    expect(decideApproval(old, hold('waiting'), NOW + HOLD_MS + 1)).toEqual(allow());
    expect(decideApproval(old, hold('ripe'), NOW + HOLD_MS)).toEqual(allow());
  });

  it.each(['vetoed', 'done', 'expired'] as const)('is over once it is %s', (state) => {
    expect(decideApproval(old, hold(state), NOW)).toEqual(refuse({ tag: 'recovery-ended' }));
  });

  it('is over at its expiry, even where no job has noticed', () => {
    expect(decideApproval(old, hold('ripe'), NOW + HOLD_MS + RIPE_MS)).toEqual(refuse({ tag: 'recovery-ended' }));
  });

  it('is not for those who have not accepted, or are protected no more', () => {
    expect(decideApproval(invited('pia'), hold('waiting'), NOW)).toEqual(refuse({ tag: 'not-found' }));
    expect(decideApproval(unprotected('kim'), hold('waiting'), NOW)).toEqual(refuse({ tag: 'not-found' }));
  });

  it('is never for a contact who accepted when the recovery had begun: a thief cannot bring their own', () => {
    const late = contact('eve', { acceptedAt: NOW });
    expect(mayApproveFrom(late, hold('waiting'))).toBeNull();
    const refused = refuse({ tag: 'contact-too-new', from: null });
    expect(decideApproval(late, hold('waiting'), NOW)).toEqual(refused);
    expect(decideApproval(late, hold('ripe'), NOW + 2 * HOLD_MS)).toEqual(refused);
  });

  it('waits for three days after accepting, to the millisecond', () => {
    const acceptedAt = NOW - 1;
    const recent = contact('noor', { acceptedAt });
    const from = acceptedAt + CONTACT_PROBATION_MS;
    expect(decideApproval(recent, hold('waiting'), from - 1)).toEqual(refuse({ tag: 'contact-too-new', from }));
    expect(decideApproval(recent, hold('waiting'), from)).toEqual(allow());
  });
});
