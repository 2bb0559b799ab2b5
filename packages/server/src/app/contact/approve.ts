// contact.approve: a contact touches their own key for one recovery of one account. It opens nothing and shortens
// nothing; it is one of the things that the recovery needs (product.md §4). The holder is told of each.

import type { Account, ProtectedAccount } from '../../domain/account/account.ts';
import { decideApproval } from '../../domain/contact/decide-contact.ts';
import { type Decision, refuse } from '../../domain/decision.ts';
import type { Hold } from '../../domain/hold/hold.ts';
import type { ContactId, HoldId } from '../../domain/id.ts';
import { loadAccount } from '../../storage/account.ts';
import { findHold } from '../../storage/hold.ts';
import { findContact, type HeldContact, insertApproval } from '../../storage/recovery-contact.ts';
import type { Tx } from '../../storage/store.ts';
import type { RequestOptions } from '../../webauthn/assertion-options.ts';
import type { AssertionResponse } from '../../webauthn/verify-assertion.ts';
import type { SignedInCaller } from '../caller.ts';
import { askForAssertion, checkAssertion } from '../ceremony.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { recordBySystem } from '../record.ts';
import { touchKey } from './touch-key.ts';

interface Asked {
  readonly contact: HeldContact;
  readonly holder: ProtectedAccount;
  readonly hold: Hold;
}

/** The recovery that this contact is asked about; null where there is none, or it is somebody else's to approve. */
async function findAsked(tx: Tx, contactAccountId: Account['id'], id: ContactId): Promise<Asked | null> {
  const contact = await findContact(tx, id);
  if (!contact || contact.account?.id !== contactAccountId) return null;
  const holder = await loadAccount(tx, contact.holderId);
  if (!holder || holder.tier === 'standard' || holder.openRecoveries.length === 0 || holder.contactsNeeded === 0)
    return null;
  const hold = await findHold(tx, holder.id, holder.openRecoveries[0] as HoldId);
  return hold && { contact, holder, hold };
}

/**
 * What is signed stands for approving, in this session and as this contact, this one recovery of this holder's: a tap
 * for another, or for something else, is none for it.
 */
const scopeOf = (caller: SignedInCaller, { hold, holder, contact }: Asked) => ({
  purpose: 'contact.approve',
  subject: `${caller.session.id} ${contact.id} ${holder.id} ${hold.id}`,
});

export async function approveOptions(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly contactId: ContactId },
): Promise<Decision<RequestOptions>> {
  const { account_id: accountId } = caller.session;
  return deps.store.read(async (tx): Promise<Decision<RequestOptions>> => {
    const account = await loadAccount(tx, accountId);
    const asked = await findAsked(tx, accountId, input.contactId);
    if (!account || !asked) return refuse({ tag: 'not-found' });
    const decision = decideApproval(asked.contact, asked.hold, caller.now);
    if (!decision.allowed) return decision;
    const options = askForAssertion(deps, scopeOf(caller, asked), account.credentials, caller.now);
    return { allowed: true, facts: options };
  });
}

/** What was signed, kept as the approval's receipt: with the contact's public key it can be checked again. */
const receiptOf = ({ id, response }: AssertionResponse): string => {
  const { clientDataJSON, authenticatorData, signature } = response;
  return JSON.stringify({ id, clientDataJSON, authenticatorData, signature });
};

export async function approveRecovery(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly contactId: ContactId; readonly response: AssertionResponse },
): Promise<Decision<Record<never, never>>> {
  const { account_id: accountId } = caller.session;
  const asked = await deps.store.read((tx) => findAsked(tx, accountId, input.contactId));
  const scope = asked ? scopeOf(caller, asked) : { purpose: 'contact.approve', subject: '' };
  const outcome = await checkAssertion(deps, scope, input.response, accountId, caller.now);
  return operate(deps, caller, 'contact.approve', async ({ tx, account, now }) => {
    const current = await findAsked(tx, account.id, input.contactId);
    if (!asked || !current || current.hold.id !== asked.hold.id) return refuse({ tag: 'not-found' });
    const touched = await touchKey(deps, tx, caller, account, outcome);
    if (!touched.allowed) return touched;
    const { contact, holder, hold } = current;
    const decision = decideApproval(contact, hold, now);
    if (!decision.allowed) return decision;
    const receipt = receiptOf(input.response);
    const approval = { account_id: holder.id, hold_id: hold.id, contact_id: contact.id, approved_at: now, receipt };
    if (!(await insertApproval(tx, approval))) return refuse({ tag: 'approval-given' });
    await recordBySystem(deps, tx, now, 'contact.approved', holder, { subject: contact.email });
    const { nickname: keyName, id: credentialId } = touched.facts;
    return done({}, { subject: holder.email, keyName, credentialId });
  });
}
