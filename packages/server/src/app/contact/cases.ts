// contact.cases: what others ask of this account: invitations, whom it is a contact for, and recoveries to approve.

import { invitationEndsAt, stageOf } from '../../domain/contact/contact.ts';
import { decideApproval, mayApproveFrom } from '../../domain/contact/decide-contact.ts';
import { expiresAt, holdStage } from '../../domain/hold/hold.ts';
import type { HoldId } from '../../domain/id.ts';
import { loadAccount } from '../../storage/account.ts';
import { findHold } from '../../storage/hold.ts';
import { findCaseOfHold } from '../../storage/recovery-case.ts';
import {
  type HeldContact,
  listApprovals,
  listContactsHeldBy,
  listInvitationsTo,
} from '../../storage/recovery-contact.ts';
import type { Tx } from '../../storage/store.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { consult } from '../operate.ts';
import { placeOf } from '../place.ts';

export function listContactCases(deps: Deps, caller: SignedInCaller) {
  const { now } = caller;
  return consult(deps, caller, async (tx, account) => {
    const invitations = [];
    for (const invitation of await listInvitationsTo(tx, account.email)) {
      const holder = await loadAccount(tx, invitation.holderId);
      if (!holder || stageOf(invitation, now) !== 'invited') continue;
      const { id, invitedAt } = invitation;
      invitations.push({ id, ...whoIs(holder), invitedAt, expiresAt: invitationEndsAt(invitation) });
    }
    const trustedBy = [];
    const cases = [];
    for (const held of await listContactsHeldBy(tx, account.id)) {
      const holder = await loadAccount(tx, held.holderId);
      if (!holder) continue;
      trustedBy.push({ id: held.id, ...whoIs(holder), since: held.acceptedAt ?? held.invitedAt });
      const open = await viewOpenCase(deps, tx, held, now);
      if (open) cases.push({ id: held.id, ...whoIs(holder), ...open });
    }
    return { invitations, trustedBy, cases };
  });
}

const whoIs = ({ displayName, email }: { readonly displayName: string; readonly email: string }) => ({
  name: displayName,
  email,
});

/** The holder's open recovery, where it needs approvals. */
async function viewOpenCase(deps: Deps, tx: Tx, contact: HeldContact, now: number) {
  const holder = await loadAccount(tx, contact.holderId);
  if (!holder || holder.tier === 'standard' || holder.openRecoveries.length === 0 || holder.contactsNeeded === 0)
    return null;
  const hold = await findHold(tx, holder.id, holder.openRecoveries[0] as HoldId);
  const found = await findCaseOfHold(tx, holder.id, holder.openRecoveries[0] as HoldId);
  if (!hold || !found) return null;
  const state = holdStage(hold, now);
  if (state !== 'waiting' && state !== 'ripe') return null;
  const approvals = await listApprovals(tx, holder.id, hold.id);
  return {
    caseNumber: found.case_number,
    state,
    startedAt: hold.startedAt,
    ripensAt: hold.ripensAt,
    expiresAt: expiresAt(hold),
    place: placeOf(deps, hold.startedFrom?.countryCode ?? null),
    device: hold.startedFrom?.device ?? null,
    newDevice: hold.startedFrom?.newDevice ?? false,
    needed: holder.contactsNeeded,
    approved: approvals.length,
    approvedAt: approvals.find(({ contactId }) => contactId === contact.id)?.approvedAt ?? null,
    mayApprove: decideApproval(contact, hold, now).allowed,
    mayApproveFrom: mayApproveFrom(contact, hold),
  };
}
