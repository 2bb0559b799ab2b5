// contact.approve: a contact touches their own key for one recovery of one account. It opens nothing and shortens
// nothing; it is one of the things that the recovery needs (product.md §4). The holder is told of each.

import type { Account } from '../../domain/account/account.ts';
import { decideApproval } from '../../domain/contact/decide-contact.ts';
import { type Decision, refuse } from '../../domain/decision.ts';
import type { ContactId } from '../../domain/id.ts';
import { loadAccount } from '../../storage/account.ts';
import { putOffHold } from '../../storage/hold.ts';
import { findContact, insertApproval } from '../../storage/recovery-contact.ts';
import type { Tx } from '../../storage/store.ts';
import type { RequestOptions } from '../../webauthn/assertion-options.ts';
import type { AssertionResponse } from '../../webauthn/verify-assertion.ts';
import type { SignedInCaller } from '../caller.ts';
import { askForAssertion, checkAssertion } from '../ceremony.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { recordBySystem } from '../record.ts';
import { askedOf } from '../recovery/as-it-opens.ts';
import { type AskedAbout, listAskedAbout } from './find-asked.ts';
import { touchKey } from './touch-key.ts';

interface Which {
  readonly contactId: ContactId;
  /** A holder may have two recoveries under way: which one is meant is said by the number that they read out. */
  readonly caseNumber: string;
}

/** The recovery that this contact is asked about; null where there is none, or it is somebody else's to approve. */
async function findAsked(
  tx: Tx,
  contactAccountId: Account['id'],
  which: Which,
  now: number,
): Promise<AskedAbout | null> {
  const contact = await findContact(tx, which.contactId);
  if (!contact || contact.account?.id !== contactAccountId) return null;
  const found = await listAskedAbout(tx, contact, now);
  return found.find(({ row }) => row.case_number === which.caseNumber) ?? null;
}

/**
 * What is signed stands for approving, in this session and as this contact, this one recovery of this holder's: a tap
 * for another, or for something else, is none for it.
 */
const scopeOf = (caller: SignedInCaller, { hold, holder, contact }: AskedAbout) => ({
  purpose: 'contact.approve',
  subject: `${caller.session.id} ${contact.id} ${holder.id} ${hold.id}`,
});

export async function approveOptions(
  deps: Deps,
  caller: SignedInCaller,
  input: Which,
): Promise<Decision<RequestOptions>> {
  const { account_id: accountId } = caller.session;
  return deps.store.read(async (tx): Promise<Decision<RequestOptions>> => {
    const account = await loadAccount(tx, accountId);
    const asked = await findAsked(tx, accountId, input, caller.now);
    if (!account || !asked) return refuse({ tag: 'not-found' });
    const decision = decideApproval(asked.contact, askedOf(asked.row), asked.hold, caller.now);
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
  input: Which & { readonly response: AssertionResponse },
): Promise<Decision<Record<never, never>>> {
  const { account_id: accountId } = caller.session;
  const asked = await deps.store.read((tx) => findAsked(tx, accountId, input, caller.now));
  const scope = asked ? scopeOf(caller, asked) : { purpose: 'contact.approve', subject: '' };
  const outcome = await checkAssertion(deps, scope, input.response, accountId, caller.now);
  return operate(deps, caller, 'contact.approve', async ({ tx, account, now }) => {
    const current = await findAsked(tx, account.id, input, now);
    if (!asked || !current || current.hold.id !== asked.hold.id) return refuse({ tag: 'not-found' });
    const touched = await touchKey(deps, tx, caller, account, outcome);
    if (!touched.allowed) return touched;
    const { contact, holder, hold, row } = current;
    const decision = decideApproval(contact, askedOf(row), hold, now);
    if (!decision.allowed) return decision;
    const receipt = receiptOf(input.response);
    const approval = { account_id: holder.id, hold_id: hold.id, contact_id: contact.id, approved_at: now, receipt };
    if (!(await insertApproval(tx, approval))) return refuse({ tag: 'approval-given' });
    // It may open at once: the job looks at it now.
    if (now >= current.waitOverAt) await putOffHold(tx, holder.id, hold.id, now);
    await recordBySystem(deps, tx, now, 'contact.approved', holder, { subject: contact.email });
    return done({}, { subject: holder.email, usedKey: touched.facts, credentialId: touched.facts.id });
  });
}
