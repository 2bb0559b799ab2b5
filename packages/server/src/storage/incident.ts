// The checklist that a Lock or “This wasn’t me” opens: one an account, until each of its questions is answered.

import { INCIDENT_QUESTIONS, type Incident, type IncidentQuestion } from '../domain/account/incident.ts';
import type { AccountId } from '../domain/id.ts';
import type { Tx } from './store.ts';
import type { IncidentRow } from './tables.ts';

const COLUMN = {
  keys: 'keys_at',
  sessions: 'sessions_at',
  password: 'password_at',
  'recovery-keys': 'recovery_keys_at',
  contacts: 'contacts_at',
  channels: 'channels_at',
} as const satisfies Readonly<Record<IncidentQuestion, keyof IncidentRow>>;

const NOTHING_ANSWERED = {
  keys_at: null,
  sessions_at: null,
  password_at: null,
  recovery_keys_at: null,
  contacts_at: null,
  channels_at: null,
} as const;

/** One that is open begins again: something new has happened. */
export async function openIncident(tx: Tx, accountId: AccountId, by: Incident['by'], now: number): Promise<void> {
  const row = { opened_at: now, opened_by: by, ...NOTHING_ANSWERED };
  await tx.q
    .insertInto('incident')
    .values({ account_id: accountId, ...row })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(row))
    .execute();
}

/** Null: nothing has happened, or all was answered. */
export async function findIncident(tx: Tx, accountId: AccountId): Promise<Incident | null> {
  const row = await tx.q.selectFrom('incident').selectAll().where('account_id', '=', accountId).executeTakeFirst();
  if (!row) return null;
  const answered = INCIDENT_QUESTIONS.flatMap((question) => {
    const at = row[COLUMN[question]];
    return at === null ? [] : [[question, at] as const];
  });
  return { openedAt: row.opened_at, by: row.opened_by, answeredAt: Object.fromEntries(answered) };
}

/** @returns false where there is no checklist. */
export async function answerIncident(
  tx: Tx,
  accountId: AccountId,
  question: IncidentQuestion,
  now: number,
): Promise<boolean> {
  const answered = await tx.q
    .updateTable('incident')
    .set({ [COLUMN[question]]: now })
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return Number(answered.numUpdatedRows) === 1;
}

/** All was answered. */
export async function closeIncident(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.q.deleteFrom('incident').where('account_id', '=', accountId).execute();
}
