// contact.cases: what others ask of this account: invitations, whom it is a contact for, and recoveries to approve.

import { invitationEndsAt, stageOf } from '../../domain/contact/contact.ts';
import { decideApproval } from '../../domain/contact/decide-contact.ts';
import { neededUntil } from '../../domain/contact/requirement.ts';
import { expiresAt, holdStage } from '../../domain/hold/hold.ts';
import { loadAccount } from '../../storage/account.ts';
import { listContactsHeldBy, listInvitationsTo } from '../../storage/recovery-contact.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { consult } from '../operate.ts';
import { placeOf } from '../place.ts';
import { askedOf } from '../recovery/as-it-opens.ts';
import { ASK_MS, makeAskLink } from './ask-link.ts';
import { type AskedAbout, listAskedAbout } from './find-asked.ts';

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
      for (const about of await listAskedAbout(tx, held, now)) cases.push(viewCase(deps, about, now));
    }
    return { invitations, trustedBy, cases };
  });
}

const whoIs = ({ displayName, email }: { readonly displayName: string; readonly email: string }) => ({
  name: displayName,
  email,
});

function viewCase(
  deps: Deps,
  { contact, holder, hold, row, approvals, requirement, waitOverAt }: AskedAbout,
  now: number,
) {
  const own = requirement.asked.find(({ id }) => id === contact.id);
  const mayApprove = decideApproval(contact, askedOf(row), hold, now).allowed;
  return {
    id: contact.id,
    ...whoIs(holder),
    caseNumber: row.case_number,
    state: holdStage(hold, now) === 'ripe' ? ('ripe' as const) : ('waiting' as const),
    startedAt: hold.startedAt,
    ripensAt: hold.ripensAt,
    expiresAt: expiresAt(hold),
    place: placeOf(deps, hold.startedFrom?.countryCode ?? null),
    device: hold.startedFrom?.device ?? null,
    newDevice: hold.startedFrom?.newDevice ?? false,
    ...approvals,
    approvedAt: own?.approvedAt ?? null,
    objectedAt: own?.objectedAt ?? null,
    mayApprove,
    /** When it goes on without this account, should it say nothing more. */
    goesOnAt: own ? neededUntil(own, waitOverAt) : null,
    notThem: mayApprove
      ? makeAskLink(deps.keyRing, { contactId: contact.id, holdId: hold.id, expiresAt: now + ASK_MS })
      : null,
  };
}
