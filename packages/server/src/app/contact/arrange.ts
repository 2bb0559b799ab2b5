// contact.invite, contact.remove and contact.set-needed: whom a holder trusts with approving a recovery, and how many of
// them it takes. More protection is instant, less waits 72 hours (product.md §3, §4).

import type { Account, ProtectedAccount } from '../../domain/account/account.ts';
import { mailboxKey } from '../../domain/account/email-address.ts';
import { INVITATION_MS } from '../../domain/contact/contact.ts';
import { decideContactRemoval, decideInvitation, decideNeeded } from '../../domain/contact/decide-contact.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import type { Hold } from '../../domain/hold/hold.ts';
import { type ContactId, makeId } from '../../domain/id.ts';
import { setContactsNeeded } from '../../storage/account.ts';
import { endHold, listOpenHolds } from '../../storage/hold.ts';
import { endContact, insertContact, listContacts } from '../../storage/recovery-contact.ts';
import type { Tx } from '../../storage/store.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { beginSlow } from '../hold/begin-slow.ts';
import type { HoldView } from '../hold/view.ts';
import { sendMail } from '../mail/send-mail.ts';
import { done, operate, type Work } from '../operate.ts';
import { throttle } from '../throttle.ts';

/** The account has recovery keys, to add a requirement to. */
const requireHolder = ({ account }: Work): Decision<ProtectedAccount> =>
  account.tier === 'standard' ? refuse({ tag: 'not-permitted', why: 'tier' }) : allow(account);

/** The contacts whose removal waits. */
export async function removalsOf(tx: Tx, account: Account): Promise<ReadonlyMap<ContactId, Hold>> {
  const removals = (await listOpenHolds(tx, account.id)).filter((hold) => hold.kind === 'contact.remove');
  return new Map(removals.flatMap((hold) => (hold.contactId ? [[hold.contactId, hold] as const] : [])));
}

/** The same answer and the same mail whether or not the address belongs to an account: it is not looked up. */
export function inviteContact(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly email: string },
): Promise<Decision<{ readonly expiresAt: number }>> {
  const email = input.email.trim();
  return operate(deps, caller, 'contact.invite', async (work) => {
    const { tx, now } = work;
    const holder = requireHolder(work);
    if (!holder.allowed) return holder;
    const account = holder.facts;
    const decision = decideInvitation(account, await listContacts(tx, account.id), email, now);
    if (!decision.allowed) return decision;
    const limited =
      (await throttle(deps, tx, 'mail.network', [caller.network], now)) ??
      (await throttle(deps, tx, 'mail.address', [mailboxKey(email)], now));
    if (limited) return refuse(limited);
    if (decision.facts.replaces) await endContact(tx, decision.facts.replaces, 'holder', now);
    const id = makeId('cntc', deps.random.bytes(16));
    await insertContact(tx, { id, accountId: account.id, email, now });
    const expiresAt = now + INVITATION_MS;
    const content = { kind: 'contact-invitation', name: account.displayName, email: account.email, expiresAt } as const;
    sendMail(deps, tx, { to: email, accountId: null, now, content });
    return done({ expiresAt }, { subject: email });
  });
}

/** An invitation is withdrawn at once; a contact who accepted goes after the hold. */
export function removeContact(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly contactId: ContactId },
): Promise<Decision<{ readonly hold: HoldView | null }>> {
  return operate<{ readonly hold: HoldView | null }>(deps, caller, 'contact.remove', async (work) => {
    const { tx, now } = work;
    const holder = requireHolder(work);
    if (!holder.allowed) return holder;
    const account = holder.facts;
    const contacts = await listContacts(tx, account.id);
    const contact = contacts.find(({ id }) => id === input.contactId);
    if (!contact) return refuse({ tag: 'not-found' });
    const removing = new Set((await removalsOf(tx, account)).keys());
    const decision = decideContactRemoval(contact, contacts, removing, account.contactsNeeded, now);
    if (!decision.allowed) return decision;
    const subject = contact.email;
    if (!decision.facts.waits) {
      return (await endContact(tx, contact.id, 'holder', now))
        ? done({ hold: null }, { subject })
        : refuse({ tag: 'not-found' });
    }
    const begun = await beginSlow(deps, caller, work, { kind: 'contact.remove', contactId: contact.id });
    return begun.allowed ? done({ hold: begun.facts.hold }, { ...begun.facts.evidence, subject }) : begun;
  });
}

/** Asking for as many or more ends a waiting change to fewer. */
export function setNeeded(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly needed: number },
): Promise<Decision<{ readonly hold: HoldView | null }>> {
  return operate<{ readonly hold: HoldView | null }>(deps, caller, 'contact.set-needed', async (work) => {
    const { tx, now } = work;
    const holder = requireHolder(work);
    if (!holder.allowed) return holder;
    const account = holder.facts;
    const { needed } = input;
    const removing = new Set((await removalsOf(tx, account)).keys());
    const decision = decideNeeded(account.contactsNeeded, needed, await listContacts(tx, account.id), removing, now);
    if (!decision.allowed) return decision;
    const subject = String(needed);
    if (!decision.facts.waits) {
      await setContactsNeeded(tx, account.id, needed);
      for (const hold of await listOpenHolds(tx, account.id)) {
        if (hold.kind === 'contact.lower-needed') await endHold(tx, account.id, hold.id, 'vetoed', now);
      }
      return done({ hold: null }, { subject });
    }
    const begun = await beginSlow(deps, caller, work, { kind: 'contact.lower-needed', contactsNeeded: needed });
    return begun.allowed ? done({ hold: begun.facts.hold }, { ...begun.facts.evidence, subject }) : begun;
  });
}
