// Recovery contacts and their approvals. Each step of a contact happens once: by a conditional update of its one row.

import { emailKey } from '../domain/account/email-address.ts';
import type { Contact } from '../domain/contact/contact.ts';
import type { AccountId, ContactId, HoldId } from '../domain/id.ts';
import type { Tier } from '../domain/tier.ts';
import type { Tx } from './store.ts';
import type { RecoveryApprovalRow } from './tables.ts';

/** A contact with whose it is. */
export interface HeldContact extends Contact {
  readonly holderId: AccountId;
}

const OPEN = ['invited', 'active'] as const;
const PROTECTED = ['advanced', 'hardware'] as const satisfies readonly Tier[];

const select = (tx: Tx) =>
  tx.q
    .selectFrom('recovery_contact as contact')
    .leftJoin('account', 'account.id', 'contact.contact_account_id')
    .select([
      'contact.id',
      'contact.account_id',
      'contact.email',
      'contact.state',
      'contact.invited_at',
      'contact.accepted_at',
      'account.id as contact_account',
      'account.email as account_email',
      'account.display_name',
      'account.tier',
    ])
    .where('contact.state', 'in', OPEN)
    .orderBy('contact.invited_at')
    .orderBy('contact.id');

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

const toContact = (row: Row): HeldContact => ({
  id: row.id,
  holderId: row.account_id,
  email: row.email,
  state: row.state === 'active' ? 'active' : 'invited',
  invitedAt: row.invited_at,
  acceptedAt: row.accepted_at,
  account:
    row.contact_account === null
      ? null
      : {
          id: row.contact_account,
          email: row.account_email ?? row.email,
          displayName: row.display_name ?? '',
          tier: row.tier ?? 'standard',
        },
});

/** An invitation, which nobody has answered yet. */
export async function insertContact(
  tx: Tx,
  contact: { readonly id: ContactId; readonly accountId: AccountId; readonly email: string; readonly now: number },
): Promise<void> {
  await tx.q
    .insertInto('recovery_contact')
    .values({
      id: contact.id,
      account_id: contact.accountId,
      email: contact.email,
      email_key: emailKey(contact.email),
      contact_account_id: null,
      state: 'invited',
      invited_at: contact.now,
      accepted_at: null,
      ended_at: null,
    })
    .execute();
}

/** Invited and active ones of a holder, oldest first. */
export async function listContacts(tx: Tx, holderId: AccountId): Promise<readonly HeldContact[]> {
  return (await select(tx).where('contact.account_id', '=', holderId).execute()).map(toContact);
}

/** Those whom this account is a contact for. */
export async function listContactsHeldBy(tx: Tx, contactAccountId: AccountId): Promise<readonly HeldContact[]> {
  const rows = await select(tx).where('contact.contact_account_id', '=', contactAccountId).execute();
  return rows.map(toContact);
}

/** Invitations to an address, expired ones included. */
export async function listInvitationsTo(tx: Tx, email: string): Promise<readonly HeldContact[]> {
  const rows = await select(tx)
    .where('contact.email_key', '=', emailKey(email))
    .where('contact.state', '=', 'invited')
    .execute();
  return rows.map(toContact);
}

/** Whoever's it is: the caller judges whether it is theirs. */
export async function findContact(tx: Tx, id: ContactId): Promise<HeldContact | null> {
  const row = await select(tx).where('contact.id', '=', id).executeTakeFirst();
  return row ? toContact(row) : null;
}

/** @returns false when the invitation had ended or was accepted before. */
export async function acceptInvitation(
  tx: Tx,
  id: ContactId,
  contactAccountId: AccountId,
  now: number,
): Promise<boolean> {
  const accepted = await tx.q
    .updateTable('recovery_contact')
    .set({ state: 'active', contact_account_id: contactAccountId, accepted_at: now })
    .where('id', '=', id)
    .where('state', '=', 'invited')
    .executeTakeFirst();
  return Number(accepted.numUpdatedRows) === 1;
}

/** @returns false when it had ended already. */
export async function endContact(tx: Tx, id: ContactId, now: number): Promise<boolean> {
  const ended = await tx.q
    .updateTable('recovery_contact')
    .set({ state: 'ended', ended_at: now })
    .where('id', '=', id)
    .where('state', 'in', OPEN)
    .executeTakeFirst();
  return Number(ended.numUpdatedRows) === 1;
}

/**
 * Puts an approval on record. The contact's row is taken first, so that a removal that happens at the same moment
 * is either before it or after it. @returns false when the contact has ended, or had approved already.
 */
export async function insertApproval(tx: Tx, approval: RecoveryApprovalRow): Promise<boolean> {
  const standing = await tx.q
    .updateTable('recovery_contact')
    .set({ state: 'active' })
    .where('id', '=', approval.contact_id)
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (Number(standing.numUpdatedRows) !== 1) return false;
  const inserted = await tx.q
    .insertInto('recovery_approval')
    .values(approval)
    .onConflict((conflict) => conflict.columns(['account_id', 'hold_id', 'contact_id']).doNothing())
    .executeTakeFirst();
  return Number(inserted.numInsertedOrUpdatedRows ?? 0) === 1;
}

/** Approvals of a recovery that count: those of contacts who are still active, on an account that is still protected. */
export async function listApprovals(
  tx: Tx,
  holderId: AccountId,
  holdId: HoldId,
): Promise<readonly { readonly contactId: ContactId; readonly approvedAt: number }[]> {
  const rows = await tx.q
    .selectFrom('recovery_approval as approval')
    .innerJoin('recovery_contact as contact', 'contact.id', 'approval.contact_id')
    .innerJoin('account', 'account.id', 'contact.contact_account_id')
    .select(['approval.contact_id', 'approval.approved_at'])
    .where('approval.account_id', '=', holderId)
    .where('approval.hold_id', '=', holdId)
    .where('contact.account_id', '=', holderId)
    .where('contact.state', '=', 'active')
    .where('account.tier', 'in', PROTECTED)
    .execute();
  return rows.map((row) => ({ contactId: row.contact_id, approvedAt: row.approved_at }));
}
