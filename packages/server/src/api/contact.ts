// Doors to recovery contacts: the holder's arrangements, and what contacts answer.

import { acceptContact, acceptOptions, declineContact } from '../app/contact/answer.ts';
import { approveOptions, approveRecovery } from '../app/contact/approve.ts';
import { inviteContact, removeContact, setNeeded } from '../app/contact/arrange.ts';
import { listContactCases } from '../app/contact/cases.ts';
import { listOwnContacts } from '../app/contact/list.ts';
import { readAsk, sayNotThem } from '../app/contact/not-them.ts';
import type { ContactId } from '../domain/id.ts';
import { type Doors, holderDoor, openDoor } from './door.ts';

const named = ({ contactId }: { readonly contactId: string }) => ({ contactId: contactId as ContactId });

export function contactDoors(doors: Doors): void {
  const { deps } = doors;
  holderDoor(doors, 'contact.list', ({ caller }) => listOwnContacts(deps, caller));
  holderDoor(doors, 'contact.invite', ({ caller, body }) => inviteContact(deps, caller, body));
  holderDoor(doors, 'contact.remove', ({ caller, params }) => removeContact(deps, caller, named(params)));
  holderDoor(doors, 'contact.set-needed', ({ caller, body }) => setNeeded(deps, caller, body));
  holderDoor(doors, 'contact.cases', ({ caller }) => listContactCases(deps, caller));
  holderDoor(doors, 'contact.accept-options', ({ caller, params }) => acceptOptions(deps, caller, named(params)));
  holderDoor(doors, 'contact.accept', ({ caller, params, body }) =>
    acceptContact(deps, caller, { ...named(params), response: body.response }),
  );
  holderDoor(doors, 'contact.decline', ({ caller, params }) => declineContact(deps, caller, named(params)));
  holderDoor(doors, 'contact.approve-options', ({ caller, params, body }) =>
    approveOptions(deps, caller, { ...named(params), ...body }),
  );
  holderDoor(doors, 'contact.approve', ({ caller, params, body }) =>
    approveRecovery(deps, caller, { ...named(params), caseNumber: body.caseNumber, response: body.response }),
  );
  openDoor(doors, 'contact.read-ask', ({ caller, body }) => readAsk(deps, caller, body));
  openDoor(doors, 'contact.not-them', ({ caller, body }) => sayNotThem(deps, caller, body));
}
