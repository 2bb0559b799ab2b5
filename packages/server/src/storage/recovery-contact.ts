// Recovery contacts and their approvals. Each step of a contact happens once: by a conditional update of its one row.

import { emailKey } from '../domain/account/email-address.ts';
import type { Contact } from '../domain/contact/contact.ts';
import type { AskedContact } from '../domain/contact/requirement.ts';
import type { AccountId, ContactId, HoldId } from '../domain/id.ts';
import type { WaitHours } from '../domain/recovery/recovery-key-record.ts';
import type { Tier } from '../domain/tier.ts';
import type { Tx } from './store.ts';
import type { RecoveryApprovalRow, RecoveryObjectionRow } from './tables.ts';

/** A contact with whose it is. */
export interface HeldContact extends Contact {
  readonly holderId: AccountId;
}

const OPEN = ['invited', 'active'] as const;
const PROTECTED = ['advanced', 'hardware'] as const satisfies readonly Tier[];

const selectAll = (tx: Tx) =>
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
      'contact.least_wait_hours',
      'contact.left_at',
      'account.id as contact_account',
      'account.email as account_email',
      'account.display_name',
      'account.tier',
    ])
    .orderBy('contact.invited_at')
    .orderBy('contact.id');
const select = (tx: Tx) => selectAll(tx).where('contact.state', 'in', OPEN);

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

const toContact = (row: Row): HeldContact => ({
  id: row.id,
  holderId: row.account_id,
  email: row.email,
  state: row.state === 'active' ? 'active' : 'invited',
  invitedAt: row.invited_at,
  acceptedAt: row.accepted_at,
  leastWaitHours: row.least_wait_hours as WaitHours | null,
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
      least_wait_hours: null,
      left_at: null,
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
  waitHours: WaitHours,
  now: number,
): Promise<boolean> {
  const accepted = await tx.q
    .updateTable('recovery_contact')
    .set({
      state: 'active',
      contact_account_id: contactAccountId,
      accepted_at: now,
      least_wait_hours: waitHours,
    })
    .where('id', '=', id)
    .where('state', '=', 'invited')
    .executeTakeFirst();
  return Number(accepted.numUpdatedRows) === 1;
}

/** `by`: who ended it. @returns false when it had ended already. */
export async function endContact(tx: Tx, id: ContactId, by: 'holder' | 'contact', now: number): Promise<boolean> {
  const ended = await tx.q
    .updateTable('recovery_contact')
    .set({ state: 'ended', ended_at: now, left_at: by === 'contact' ? now : null })
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

/** One approval is taken back. @returns whether there was one. */
export async function deleteApproval(tx: Tx, key: Omit<RecoveryObjectionRow, 'objected_at'>): Promise<boolean> {
  const deleted = await tx.q
    .deleteFrom('recovery_approval')
    .where('account_id', '=', key.account_id)
    .where('hold_id', '=', key.hold_id)
    .where('contact_id', '=', key.contact_id)
    .executeTakeFirst();
  return Number(deleted.numDeletedRows) === 1;
}

/** “This is not them”. @returns false when the contact had said so of this recovery before. */
export async function insertObjection(tx: Tx, objection: RecoveryObjectionRow): Promise<boolean> {
  const inserted = await tx.q
    .insertInto('recovery_objection')
    .values(objection)
    .onConflict((conflict) => conflict.columns(['account_id', 'hold_id', 'contact_id']).doNothing())
    .executeTakeFirst();
  return Number(inserted.numInsertedOrUpdatedRows ?? 0) === 1;
}

/** Who is a contact, and who was one until lately by their own doing: at `since` or later. */
export async function listContactsLeftSince(
  tx: Tx,
  holderId: AccountId,
  since: number,
): Promise<readonly (HeldContact & { readonly leftAt: number | null })[]> {
  const rows = await selectAll(tx)
    .where('contact.account_id', '=', holderId)
    .where((is) => is.or([is('contact.state', '=', 'active'), is('contact.left_at', '>=', since)]))
    .execute();
  return rows.map((row) => ({ ...toContact(row), leftAt: row.left_at }));
}

/** The contacts that a recovery asks, as they are now. One whose account was erased is as one who left. */
export async function listAsked(
  tx: Tx,
  holderId: AccountId,
  holdId: HoldId,
  ids: readonly ContactId[],
  goneWithout: number,
): Promise<readonly AskedContact[]> {
  if (ids.length === 0) return [];
  const rows = await selectAll(tx)
    .select(['contact.state as stored', 'contact.ended_at'])
    .leftJoin('recovery_approval as approval', (join) =>
      join
        .onRef('approval.contact_id', '=', 'contact.id')
        .on('approval.hold_id', '=', holdId)
        .on('approval.account_id', '=', holderId),
    )
    .leftJoin('recovery_objection as objection', (join) =>
      join
        .onRef('objection.contact_id', '=', 'contact.id')
        .on('objection.hold_id', '=', holdId)
        .on('objection.account_id', '=', holderId),
    )
    .select(['approval.approved_at', 'objection.objected_at'])
    .where('contact.account_id', '=', holderId)
    .where('contact.id', 'in', [...ids])
    .execute();
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => {
    const row = found.get(id);
    if (!row) return { id, approvedAt: null, objectedAt: null, goneAt: goneWithout, removed: false };
    const isProtectedNow = row.tier !== null && (PROTECTED as readonly Tier[]).includes(row.tier);
    return {
      id,
      approvedAt: row.approved_at,
      objectedAt: row.objected_at,
      goneAt: row.left_at ?? (row.stored === 'active' && !isProtectedNow ? goneWithout : null),
      removed: row.stored === 'ended' && row.left_at === null,
    };
  });
}
