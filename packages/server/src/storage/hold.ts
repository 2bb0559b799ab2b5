// Holds: weakening changes that wait. Each ends once: by a conditional update that must touch its one open row.

import { expiresAt, type Hold, OPEN_STATES } from '../domain/hold/hold.ts';
import type { AccountId, HoldId } from '../domain/id.ts';
import type { Tx } from './store.ts';
import type { HoldRow } from './tables.ts';

const toHold = (row: HoldRow): Hold => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  startedAt: row.started_at,
  ripensAt: row.ripens_at,
  startedWith: row.started_with,
  startedFrom:
    row.started_ip === null
      ? null
      : {
          ip: row.started_ip,
          countryCode: row.started_country,
          device: row.started_device ?? '',
          newDevice: row.started_new_device === 1,
        },
  announced: row.announced,
  newEmail: row.new_email,
  contactId: row.contact_id,
  contactsNeeded: row.contacts_needed,
  endedAt: row.ended_at,
});

/** `nextAt`: when something about it falls due, in milliseconds since 1970. */
export async function insertHold(tx: Tx, accountId: AccountId, hold: Hold, nextAt: number): Promise<void> {
  await tx.q
    .insertInto('hold')
    .values({
      id: hold.id,
      account_id: accountId,
      kind: hold.kind,
      state: hold.state,
      started_at: hold.startedAt,
      ripens_at: hold.ripensAt,
      next_at: nextAt,
      announced: hold.announced,
      started_with: hold.startedWith,
      started_ip: hold.startedFrom?.ip ?? null,
      started_country: hold.startedFrom?.countryCode ?? null,
      started_device: hold.startedFrom?.device ?? null,
      started_new_device: hold.startedFrom ? (hold.startedFrom.newDevice ? 1 : 0) : null,
      new_email: hold.newEmail,
      contact_id: hold.contactId ?? null,
      contacts_needed: hold.contactsNeeded ?? null,
      ended_at: hold.endedAt,
      restoration_id: null,
    })
    .execute();
}

/** Open or ended; null where the account has no such hold. */
export async function findHold(tx: Tx, accountId: AccountId, id: HoldId): Promise<Hold | null> {
  const row = await tx.q
    .selectFrom('hold')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? toHold(row) : null;
}

/** What waits, and what is ripe and not yet claimed: the first to ripen first. */
export async function listOpenHolds(tx: Tx, accountId: AccountId): Promise<readonly Hold[]> {
  const rows = await tx.q
    .selectFrom('hold')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('state', 'in', OPEN_STATES)
    .orderBy('ripens_at')
    .execute();
  return rows.map(toHold);
}

/** Those that ended at `since` or later, the last one first. */
export async function listEndedHolds(
  tx: Tx,
  accountId: AccountId,
  since: number,
  countMax: number,
): Promise<readonly Hold[]> {
  const rows = await tx.q
    .selectFrom('hold')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('ended_at', '>=', since)
    .orderBy('ended_at', 'desc')
    .limit(countMax)
    .execute();
  return rows.map(toHold);
}

/** Ends an open hold, and drops the keys that waited in its case. @returns false when it had ended already. */
export async function endHold(
  tx: Tx,
  accountId: AccountId,
  id: HoldId,
  state: 'vetoed' | 'done' | 'expired',
  now: number,
): Promise<boolean> {
  const ended = await tx.q
    .updateTable('hold')
    .set({ state, ended_at: now })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('state', 'in', OPEN_STATES)
    .executeTakeFirst();
  if (Number(ended.numUpdatedRows) !== 1) return false;
  await tx.q
    .updateTable('recovery_case')
    .set({ keys_sealed: null })
    .where('account_id', '=', accountId)
    .where('hold_id', '=', id)
    .execute();
  return true;
}

/** A waiting recovery is ripe. It is looked at again when it expires. @returns false when another process noted it. */
export async function markRipe(tx: Tx, accountId: AccountId, hold: Hold): Promise<boolean> {
  const updated = await tx.q
    .updateTable('hold')
    .set({ state: 'ripe', next_at: expiresAt(hold) })
    .where('account_id', '=', accountId)
    .where('id', '=', hold.id)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return Number(updated.numUpdatedRows) === 1;
}

/** Ripe, and not carried out yet: looked at again at `nextAt`. */
export async function putOffHold(tx: Tx, accountId: AccountId, id: HoldId, nextAt: number): Promise<void> {
  await tx.q
    .updateTable('hold')
    .set({ next_at: nextAt })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute();
}

/** Records an announcement. @returns false when another process made it. */
export async function recordAnnouncement(tx: Tx, hold: Hold, nextAt: number): Promise<boolean> {
  const updated = await tx.q
    .updateTable('hold')
    .set({ announced: hold.announced + 1, next_at: nextAt })
    .where('id', '=', hold.id)
    .where('state', '=', 'waiting')
    .where('announced', '=', hold.announced)
    .executeTakeFirst();
  return Number(updated.numUpdatedRows) === 1;
}

/** Accounts with a hold that is to be announced, has ripened, or has expired; of those that wait, the first alone. */
export async function accountsWithDueHolds(
  tx: Tx,
  now: number,
  countMax: number,
  which: 'all' | 'waiting' = 'all',
): Promise<readonly AccountId[]> {
  const due = tx.q
    .selectFrom('hold')
    .select('account_id')
    .distinct()
    .where('state', 'in', OPEN_STATES)
    .where('next_at', '<=', now);
  const rows = await (which === 'all' ? due : due.where('ripens_at', '>', now)).limit(countMax).execute();
  return rows.map((row) => row.account_id);
}
