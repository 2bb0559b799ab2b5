// contact.accept and contact.decline: what an invited person answers. An invitation is for whoever holds the address it
// went to: nothing in the mail is secret, so a mail that is forwarded or read by others makes nobody a contact.

import type { Account } from '../../domain/account/account.ts';
import { emailKey } from '../../domain/account/email-address.ts';
import { countsFrom, stageOf } from '../../domain/contact/contact.ts';
import { type Decision, refuse } from '../../domain/decision.ts';
import type { ContactId } from '../../domain/id.ts';
import { loadAccount } from '../../storage/account.ts';
import { acceptInvitation, findContact, type HeldContact, listContactsHeldBy } from '../../storage/recovery-contact.ts';
import type { Tx } from '../../storage/store.ts';
import type { RequestOptions } from '../../webauthn/assertion-options.ts';
import type { AssertionResponse } from '../../webauthn/verify-assertion.ts';
import type { SignedInCaller } from '../caller.ts';
import { askForAssertion, checkAssertion } from '../ceremony.ts';
import type { Deps } from '../deps.ts';
import { consult, done, operate } from '../operate.ts';
import { recordBySystem } from '../record.ts';
import { tellLeft } from './end-all.ts';
import { touchKey } from './touch-key.ts';

const scopeOf = (caller: SignedInCaller, contactId: ContactId) => ({
  purpose: 'contact.accept',
  subject: `${caller.session.id} ${contactId}`,
});

/** An invitation that this account may answer, or that it has accepted. */
async function findTheirs(tx: Tx, account: Account, id: ContactId, now: number): Promise<HeldContact | null> {
  const contact = await findContact(tx, id);
  if (!contact) return null;
  if (contact.state === 'active') return contact.account?.id === account.id ? contact : null;
  const isTheirs = emailKey(contact.email) === emailKey(account.email) && stageOf(contact, now) === 'invited';
  return isTheirs ? contact : null;
}

export function acceptOptions(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly contactId: ContactId },
): Promise<Decision<RequestOptions>> {
  return consult(deps, caller, async (_tx, account) =>
    askForAssertion(deps, scopeOf(caller, input.contactId), account.credentials, caller.now),
  );
}

export interface Accepted {
  readonly countsFrom: number;
}

export async function acceptContact(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly contactId: ContactId; readonly response: AssertionResponse },
): Promise<Decision<Accepted>> {
  const scope = scopeOf(caller, input.contactId);
  const outcome = await checkAssertion(deps, scope, input.response, caller.session.account_id, caller.now);
  return operate(deps, caller, 'contact.accept', async ({ tx, account, now }) => {
    const touched = await touchKey(deps, tx, caller, account, outcome);
    if (!touched.allowed) return touched;
    const contact = await findTheirs(tx, account, input.contactId, now);
    const holder = contact && (await loadAccount(tx, contact.holderId));
    if (!contact || !holder || holder.tier === 'standard' || contact.state === 'active')
      return refuse({ tag: 'not-found' });
    const held = await listContactsHeldBy(tx, account.id);
    if (held.some(({ holderId }) => holderId === holder.id)) return refuse({ tag: 'contact-exists' });
    const { waitHours } = holder;
    if (!(await acceptInvitation(tx, contact.id, account.id, waitHours, now))) return refuse({ tag: 'not-found' });
    const from = countsFrom({ acceptedAt: now, leastWaitHours: waitHours }) ?? now;
    const evidence = { subject: contact.email, effectiveAt: from };
    await recordBySystem(deps, tx, now, 'contact.accepted', holder, evidence);
    return done(
      { countsFrom: from },
      { subject: holder.email, usedKey: touched.facts, credentialId: touched.facts.id },
    );
  });
}

/** Declines an invitation, or stops being a contact. Either takes effect at once, and the holder is told. */
export function declineContact(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly contactId: ContactId },
): Promise<Decision<Record<never, never>>> {
  return operate(deps, caller, 'contact.decline', async ({ tx, account, now }) => {
    const contact = await findTheirs(tx, account, input.contactId, now);
    if (!contact || !(await tellLeft(deps, tx, contact, now))) return refuse({ tag: 'not-found' });
    const holder = await loadAccount(tx, contact.holderId);
    return done({}, { subject: holder?.email });
  });
}
