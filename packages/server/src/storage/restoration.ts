// Restores of the database: each recorded once, with what it stopped and what was decided.
//
//   (found or commanded) ──► undecided ──(the operator)──► decided
//
// What a restore suspends carries its id, so that a decision brings back that and nothing else.

import { holdStage, OPEN_STATES } from '../domain/hold/hold.ts';
import type { AccountId, EventId, HoldId, RestorationId } from '../domain/id.ts';
import type { Head } from '../domain/restore/recognise.ts';
import { headOfNote } from '../domain/restore/recognise.ts';
import type { RestoreDecision } from '../domain/restore/void-rule.ts';
import { toHold } from './hold.ts';
import { mustTouchOne } from './must-touch-one.ts';
import { statement } from './statement.ts';
import type { Tx } from './store.ts';
import type { HoldRow, RestorationRow } from './tables.ts';

/** The newest signed head as its note: on its own it tells cheaply whether anything was sealed. */
export const NEWEST_NOTE = statement<{ readonly note: string }>(
  'log_newest_note',
  'select note from log_checkpoint order by size desc limit 1',
);

/** The head that was signed at exactly this size; null where none was. */
export async function findHeadAt(tx: Tx, size: number): Promise<Head | null> {
  const row = await tx.q.selectFrom('log_checkpoint').select('note').where('size', '=', size).executeTakeFirst();
  return row ? headOfNote(row.note) : null;
}

/** Null before anything was sealed. */
export async function findNewestHead(tx: Tx): Promise<Head | null> {
  const [row] = await tx.all(NEWEST_NOTE, []);
  return row ? headOfNote(row.note) : null;
}

/** The oldest first. */
export async function listRestorations(tx: Tx): Promise<readonly RestorationRow[]> {
  return tx.q.selectFrom('restoration').selectAll().orderBy('id').execute();
}

/** Null for a database that was never put back. */
export async function findNewestRestoration(tx: Tx): Promise<RestorationRow | null> {
  return (await tx.q.selectFrom('restoration').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst()) ?? null;
}

/** The newest that waits for the operator; null where none does. */
export async function findUndecided(tx: Tx): Promise<RestorationRow | null> {
  const row = await tx.q
    .selectFrom('restoration')
    .selectAll()
    .where('decided_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Of processes that find the same restore at once, one records it: they queue on the row that migrations queue on. */
export async function lockRestorations(tx: Tx): Promise<void> {
  await tx.q.updateTable('schema_migration').set({ name: 'lock' }).where('number', '=', 0).execute();
}

/** One row a restore, whether it was found or commanded. */
export async function insertRestoration(tx: Tx, row: RestorationRow): Promise<void> {
  await tx.q.insertInto('restoration').values(row).execute();
}

/** False for an installation that nobody has set up. */
export async function hasAccounts(tx: Tx): Promise<boolean> {
  return (await tx.q.selectFrom('account').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/**
 * Ends every session and whatever is half done, and makes void what is good once: of all of it, some was used or ended
 * since the copy was taken, and the copy does not say which.
 * @param totpStep codes of authenticator apps up to this time step are refused
 */
export async function voidOneTimeThings(tx: Tx, id: RestorationId, now: number, totpStep: number): Promise<void> {
  await tx.q
    .updateTable('session')
    .set({ ended_at: now, end_reason: 'restore.record' })
    .where('ended_at', 'is', null)
    .execute();
  await tx.q.deleteFrom('flow').execute();
  await tx.q.deleteFrom('enrolment').execute();
  await tx.q.deleteFrom('recovery_key').where('live', '=', 0).execute();
  await tx.q.deleteFrom('throttle').execute();
  await tx.q.updateTable('totp_verifier').set({ last_step: totpStep }).where('last_step', '<', totpStep).execute();
  await tx.q
    .updateTable('backup_code')
    .set({ used_at: now, restoration_id: id })
    .where('used_at', 'is', null)
    .execute();
  await tx.q
    .updateTable('recovery_key')
    .set({ spent_at: now, restoration_id: id })
    .where('spent_at', 'is', null)
    .execute();
  // Mail that tells of no event is a code or a link, and leads nowhere any more.
  await tx.q
    .updateTable('outbox')
    .set({ done_at: now, payload_sealed: null, last_error: 'void: the database was put back' })
    .where('event_id', 'is', null)
    .where('channel', '=', 'mail')
    .where('done_at', 'is', null)
    .where('dead_at', 'is', null)
    .execute();
}

/** Stops everything that waits. @returns what it was, for the record and the alerts. */
export async function stopOpenHolds(tx: Tx, id: RestorationId, now: number): Promise<readonly HoldRow[]> {
  const open = await tx.q.selectFrom('hold').selectAll().where('state', 'in', OPEN_STATES).orderBy('id').execute();
  await tx.q
    .updateTable('hold')
    .set({ state: 'vetoed', ended_at: now, restoration_id: id })
    .where('state', 'in', OPEN_STATES)
    .execute();
  for (const { account_id, id: holdId } of open) {
    await tx.q
      .updateTable('recovery_case')
      .set({ keys_sealed: null })
      .where('account_id', '=', account_id)
      .where('hold_id', '=', holdId)
      .execute();
    for (const table of ['recovery_approval', 'recovery_objection'] as const) {
      await tx.q.deleteFrom(table).where('account_id', '=', account_id).where('hold_id', '=', holdId).execute();
    }
  }
  // What had run out by then is not told of: its holder was, or is when it would have been looked at.
  return open.filter((row) => holdStage(toHold(row), now) !== 'expired');
}

/** What a restore stopped, by account. */
export async function listStoppedHolds(tx: Tx, id: RestorationId): Promise<readonly HoldRow[]> {
  return tx.q.selectFrom('hold').selectAll().where('restoration_id', '=', id).orderBy('id').execute();
}

/** Lets a stopped hold wait again, from `now` on. `begunBy`: the entry that tells of it. */
export async function resumeHold(
  tx: Tx,
  row: Pick<HoldRow, 'account_id'> & { readonly id: HoldId },
  times: { readonly now: number; readonly ripensAt: number; readonly nextAt: number; readonly begunBy: EventId },
): Promise<void> {
  mustTouchOne(
    await tx.q
      .updateTable('hold')
      .set({
        state: 'waiting',
        started_at: times.now,
        ripens_at: times.ripensAt,
        next_at: times.nextAt,
        announced: 1,
        begun_by: times.begunBy,
        told_at: null,
        ended_at: null,
        restoration_id: null,
      })
      .where('account_id', '=', row.account_id)
      .where('id', '=', row.id)
      .where('state', '=', 'vetoed')
      .executeTakeFirst(),
  );
}

/** They are as the copy had them. */
export async function unsuspendCodes(tx: Tx, id: RestorationId): Promise<void> {
  await tx.q
    .updateTable('backup_code')
    .set({ used_at: null, restoration_id: null })
    .where('restoration_id', '=', id)
    .execute();
  await tx.q
    .updateTable('recovery_key')
    .set({ spent_at: null, restoration_id: null })
    .where('restoration_id', '=', id)
    .execute();
}

/** @returns false when somebody else has decided it. */
export async function decideRestoration(
  tx: Tx,
  id: RestorationId,
  decision: RestoreDecision,
  now: number,
): Promise<boolean> {
  const decided = await tx.q
    .updateTable('restoration')
    .set({ decided_at: now, ...decision })
    .where('id', '=', id)
    .where('decided_at', 'is', null)
    .executeTakeFirst();
  return Number(decided.numUpdatedRows) === 1;
}

/** Does a hold of this kind, and about this contact where it is about one, wait on the account? Each recovery has a case of its own. */
export async function hasOpenHold(
  tx: Tx,
  accountId: AccountId,
  like: Pick<HoldRow, 'kind' | 'contact_id'>,
): Promise<boolean> {
  const open = await tx.q
    .selectFrom('hold')
    .select('contact_id')
    .where('account_id', '=', accountId)
    .where('kind', '=', like.kind)
    .where('kind', '!=', 'recovery')
    .where('state', 'in', OPEN_STATES)
    .execute();
  return open.some((row) => row.contact_id === like.contact_id);
}
