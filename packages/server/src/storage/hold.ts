// Holds: weakening changes that wait. Each ends once: by a conditional update that must touch its one open row.

import { claimEndsAt, type Gap } from '../domain/clock/claim-window.ts';
import { type Announcement, expiresAt, type Hold, nextLookAt, OPEN_STATES } from '../domain/hold/hold.ts';
import type { AccountId, CredentialId, EventId, HoldId } from '../domain/id.ts';
import { mustTouchOne } from './must-touch-one.ts';
import { HELD } from './recovery-key.ts';
import type { Tx } from './store.ts';
import type { HoldRow } from './tables.ts';

/** A stored row as rules see it. */
export const toHold = (row: HoldRow): Hold => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  startedAt: row.started_at,
  ripensAt: row.ripens_at,
  claimableUntil: row.claimable_until,
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
  credentialId: row.credential_id,
  channelId: row.channel_id,
  waitHours: row.wait_hours,
  totpSealed: row.totp_sealed,
  proofs: row.proofs === 2 ? 2 : 1,
  stoppedBy: row.stopped_by,
  trustedThen: row.trusted_then === null ? null : (row.trusted_then.split(' ').filter(Boolean) as CredentialId[]),
  begunBy: row.begun_by,
  toldAt: row.told_at,
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
      claimable_until: hold.claimableUntil,
      next_at: nextAt,
      announced: hold.announced,
      started_with: hold.startedWith,
      started_ip: hold.startedFrom?.ip ?? null,
      started_country: hold.startedFrom?.countryCode ?? null,
      started_device: hold.startedFrom?.device ?? null,
      started_new_device: hold.startedFrom ? (hold.startedFrom.newDevice ? 1 : 0) : null,
      new_email: hold.newEmail,
      contact_id: hold.contactId,
      contacts_needed: hold.contactsNeeded,
      credential_id: hold.credentialId,
      channel_id: hold.channelId,
      wait_hours: hold.waitHours,
      totp_sealed: hold.totpSealed,
      proofs: hold.proofs,
      stopped_by: hold.stoppedBy,
      trusted_then: hold.trustedThen?.join(' ') ?? null,
      begun_by: hold.begunBy,
      told_at: hold.toldAt,
      receipt: null,
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

/**
 * Ends an open hold, and drops what waited with it: the new keys of its case, recovery keys that were to replace others.
 * @returns false when it had ended already.
 */
export async function endHold(
  tx: Tx,
  accountId: AccountId,
  id: HoldId,
  state: 'vetoed' | 'done' | 'expired',
  now: number,
  receipt: string | null = null,
): Promise<boolean> {
  const ended = await tx.q
    .updateTable('hold')
    .set({ state, ended_at: now, receipt, totp_sealed: null })
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
  const replaces = tx.q.selectFrom('hold').select('account_id').where('id', '=', id);
  await tx.q
    .deleteFrom('recovery_key')
    .where('account_id', 'in', replaces.where('kind', '=', 'recovery-key.replace'))
    .where('live', '=', HELD)
    .execute();
  return true;
}

/** The second touch was made: it happens at the next turn. @returns false when it had ended, or was confirmed before. */
export async function confirmHold(
  tx: Tx,
  accountId: AccountId,
  id: HoldId,
  receipt: string | null,
  now: number,
): Promise<boolean> {
  const confirmed = await tx.q
    .updateTable('hold')
    .set({ proofs: 2, stopped_by: 'trusted-key', state: 'waiting', next_at: now, receipt })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('proofs', '=', 1)
    .where('state', 'in', OPEN_STATES)
    .executeTakeFirst();
  return Number(confirmed.numUpdatedRows) === 1;
}

/**
 * The wait is over, and somebody has to come. It is looked at again a day before it lapses, or a recovery when it expires.
 * @returns false when another process noted it. */
export async function markRipe(tx: Tx, accountId: AccountId, hold: Hold): Promise<boolean> {
  const updated = await tx.q
    .updateTable('hold')
    // A recovery can be put off: its window begins when it opens.
    .set({ state: 'ripe', ripens_at: hold.ripensAt, next_at: nextLookAt(hold) })
    .where('account_id', '=', accountId)
    .where('id', '=', hold.id)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return Number(updated.numUpdatedRows) === 1;
}

/** The clock is believed again: what nobody could claim meanwhile stays open for as much longer (product.md §3). */
export async function growClaims(tx: Tx, gaps: readonly Gap[], now: number): Promise<void> {
  for (let after = ''; ; ) {
    const rows = await tx.q
      .selectFrom('hold')
      .selectAll()
      .where('state', 'in', OPEN_STATES)
      .where('ripens_at', '<', now)
      .where('id', '>', after as HoldId)
      .orderBy('id')
      .limit(500)
      .execute();
    for (const hold of rows.map(toHold)) {
      const claimableUntil = claimEndsAt(hold, gaps, now);
      if (claimableUntil <= expiresAt(hold)) continue;
      const next = hold.state === 'ripe' ? { next_at: nextLookAt({ ...hold, claimableUntil }) } : {};
      await tx.q
        .updateTable('hold')
        .set({ claimable_until: claimableUntil, ...next })
        .where('id', '=', hold.id)
        .execute();
    }
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
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

/** Records an announcement, made while the hold was in the state that was read. @returns false when another process made it. */
export async function recordAnnouncement(
  tx: Tx,
  hold: Hold,
  { announced, nextAt }: Pick<Announcement, 'announced' | 'nextAt'>,
): Promise<boolean> {
  const updated = await tx.q
    .updateTable('hold')
    .set({ announced, next_at: nextAt })
    .where('id', '=', hold.id)
    .where('state', '=', hold.state)
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

/** The entry that tells of its beginning: its alerts are what a channel accepts, or not. */
export async function setBegunBy(tx: Tx, id: HoldId, eventId: EventId): Promise<void> {
  mustTouchOne(await tx.q.updateTable('hold').set({ begun_by: eventId }).where('id', '=', id).executeTakeFirst());
}

/**
 * When the first of the account's own channels accepted the alert of this entry; null where none has. A channel that was
 * younger than `agedMs` then is not believed: whoever added it may be whom the alert warns of.
 */
export async function firstAcceptedAt(
  tx: Tx,
  accountId: AccountId,
  { begunBy, startedAt }: Pick<Hold, 'begunBy' | 'startedAt'>,
  agedMs: number,
): Promise<number | null> {
  const row = await tx.q
    .selectFrom('outbox')
    .leftJoin('alert_channel as channel', 'channel.id', 'outbox.channel_id')
    .select(({ fn }) => fn.min('outbox.done_at').as('at'))
    .where('outbox.event_id', '=', begunBy)
    .where('outbox.account_id', '=', accountId)
    .where('outbox.last_error', 'is', null)
    .where((is) => is.or([is('outbox.channel_id', 'is', null), is('channel.created_at', '<=', startedAt - agedMs)]))
    .executeTakeFirst();
  return row?.at === null || row?.at === undefined ? null : Number(row.at);
}

/** Kept, because what was delivered is not kept for as long as the longest wait. */
export async function setToldAt(tx: Tx, id: HoldId, at: number): Promise<void> {
  await tx.q.updateTable('hold').set({ told_at: at }).where('id', '=', id).where('told_at', 'is', null).execute();
}
