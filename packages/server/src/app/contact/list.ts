// contact.list: a holder's recovery contacts, how many of them a recovery needs, and what of that is about to change.

import { CONTACTS_MAX, countsFrom, countsIn, invitationEndsAt, stageOf, stands } from '../../domain/contact/contact.ts';
import { decideContactRemoval, neededMax } from '../../domain/contact/decide-contact.ts';
import { listOpenHolds } from '../../storage/hold.ts';
import { listContacts } from '../../storage/recovery-contact.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { viewHolds } from '../hold/view.ts';
import { consult } from '../operate.ts';
import { removalsOf } from './arrange.ts';

export function listOwnContacts(deps: Deps, caller: SignedInCaller) {
  const { now } = caller;
  return consult(deps, caller, async (tx, account) => {
    const contacts = await listContacts(tx, account.id);
    const needed = account.tier === 'standard' ? 0 : account.contactsNeeded;
    const removals = await removalsOf(tx, account);
    const removing = new Set(removals.keys());
    const holds = (await listOpenHolds(tx, account.id)).filter(({ kind }) => /^contact\./.test(kind));
    return {
      contacts: contacts.map((contact) => ({
        id: contact.id,
        email: contact.email,
        name: contact.account?.displayName ?? null,
        state: stageOf(contact, now),
        invitedAt: contact.invitedAt,
        expiresAt: invitationEndsAt(contact),
        acceptedAt: contact.acceptedAt,
        countsFrom: countsFrom(contact),
        counts: stands(contact) && countsIn(contact, now),
        stands: stands(contact),
        removesAt: removals.get(contact.id)?.ripensAt ?? null,
        removable: !removing.has(contact.id) && decideContactRemoval(contact, contacts, removing, needed, now).allowed,
      })),
      needed,
      /** As many as may be asked for. */
      neededMax: neededMax(contacts, removing, now),
      /** Fewer contacts stand than a recovery needs: for a month after they left, it is held up by those who are gone. */
      tooFew: contacts.filter(stands).length < needed,
      holds: await viewHolds(deps, tx, account, holds, now),
      countMax: CONTACTS_MAX,
    };
  });
}
