// What a clock that ran ahead has written, once it is put right and believed: a moment of the past must not lie in the future
// (product.md §3, “Time”). Taken literally it would keep a key new, a freeze standing or a session fresh for as long as the
// clock was ahead.

import { sql } from 'kysely';
import { APART_MS_MAX } from '../domain/clock/moved.ts';
import { CONFIRMED_MS, NEW_MS } from '../domain/credential/key-stage.ts';
import { REMIND_EVERY_MS } from '../domain/recovery/reminder.ts';
import type { Tx } from './store.ts';
import type { Tables } from './tables.ts';

type Columns<T extends keyof Tables> = Extract<keyof Tables[T], string>;
/** A moment, and the dates that were counted from it: they move with it, and keep their distance. */
type Moment<T extends keyof Tables> = readonly [at: Columns<T>, ...countedFromIt: Columns<T>[]];

/** Whatever says when something happened. What is later than now happened by now. */
export const MOMENTS: { readonly [T in keyof Tables]?: readonly Moment<T>[] } = {
  account: [
    ['created_at'],
    ['protected_since', 'settles_at'],
    ['settled_aged_until'],
    ['frozen_at'],
    ['recovered_at'],
    ['taken_back_at'],
    ['email_contested_at'],
    ['email_decided_at'],
  ],
  password_verifier: [['set_at']],
  totp_verifier: [['set_at']],
  backup_code: [['made_at'], ['used_at']],
  credential: [['created_at', 'trusted_at'], ['suspended_at'], ['last_used_at'], ['make_reported_at']],
  device: [['first_seen_at']],
  incident: [
    ['opened_at'],
    ['keys_at'],
    ['sessions_at'],
    ['password_at'],
    ['recovery_keys_at'],
    ['contacts_at'],
    ['channels_at'],
  ],
  hold: [['started_at', 'ripens_at', 'claimable_until', 'next_at'], ['told_at'], ['ended_at']],
  enrolment: [['started_at'], ['used_at']],
  recovery_key: [['proved_at'], ['spent_at']],
  recovery_contact: [['invited_at'], ['accepted_at'], ['ended_at'], ['left_at']],
  recovery_approval: [['approved_at']],
  recovery_objection: [['objected_at']],
  alert_channel: [['created_at'], ['failing_since'], ['last_ok_at']],
  outbox: [['created_at'], ['done_at'], ['dead_at']],
  client: [['created_at'], ['ended_at']],
  session: [['ended_at']],
};

/** Moments that are part of their row's name: each is moved to a place of its own, in their order. */
export const NAMING = { former_email: 'until_at', former_factor: 'until_at' } as const satisfies {
  readonly [T in keyof Tables]?: Columns<T>;
};

/** A date that is counted from now whenever it is set lies no further ahead than that. */
export const AT_MOST: { readonly [T in keyof Tables]?: readonly (readonly [Columns<T>, ms: number])[] } = {
  account: [['remind_at', REMIND_EVERY_MS]],
  credential: [['confirmed_until', CONFIRMED_MS]],
};

/**
 * In the transaction that believes the clock, and never before: a clock that is wrong the other way must age nothing.
 * @param doubtedFrom since when it was in doubt
 * @param now a moment up to a minute later may have been written by another server, whose clock may differ so far
 */
export async function putRight(tx: Tx, doubtedFrom: number, now: number): Promise<void> {
  const latest = now + APART_MS_MAX;
  for (const [table, moments] of Object.entries(MOMENTS)) {
    for (const [at, ...countedFromIt] of moments) await moveMoment(tx, { table, at, countedFromIt, now, latest });
  }
  for (const [table, dates] of Object.entries(AT_MOST)) {
    for (const [column, ms] of dates) {
      const most = now + ms;
      await tx.q
        .updateTable(table as 'account')
        .set(column as 'remind_at', most)
        .where(column as 'remind_at', '>', most)
        .execute();
    }
  }
  await trustedByThen(tx, now, latest);
  await suspendedWhileNew(tx, doubtedFrom);
  for (const table of ['former_email', 'former_factor'] as const) await moveNaming(tx, table, now, latest);
  await tx.q
    .updateTable('former_factor')
    .set((is) => ({ from_at: is('until_at', '-', 1) }))
    .where('from_at', '>', latest)
    .execute();
  await endWhatIsOpen(tx, now, latest);
}

interface Move {
  readonly table: string;
  readonly at: string;
  readonly countedFromIt: readonly string[];
  readonly now: number;
  readonly latest: number;
}

async function moveMoment(tx: Tx, { table, at, countedFromIt, now, latest }: Move): Promise<void> {
  const moves = [...countedFromIt, at].map(
    (column) => sql`${sql.ref(column)} = ${sql.ref(column)} - (${sql.ref(at)} - ${now})`,
  );
  await sql`update ${sql.table(table)} set ${sql.join(moves)} where ${sql.ref(at)} > ${latest}`.execute(tx.q);
}

/** What made a key trusted otherwise than by its age, as an enrolment does, has happened. */
async function trustedByThen(tx: Tx, now: number, latest: number): Promise<void> {
  await tx.q
    .updateTable('credential')
    .set({ trusted_at: now })
    .where('trusted_at', '>', latest)
    .where((is) => is('trusted_at', '<>', is('created_at', '+', NEW_MS)))
    .execute();
}

/** By a clock in doubt no key became trusted by its age: what was shut out meanwhile was new as it was shut out. */
async function suspendedWhileNew(tx: Tx, doubtedFrom: number): Promise<void> {
  await tx.q
    .updateTable('credential')
    .set((is) => ({ suspended_at: is('trusted_at', '-', 1) }))
    .where('trusted_at', '>', doubtedFrom)
    .whereRef('suspended_at', '>=', 'trusted_at')
    .where((is) => is('trusted_at', '=', is('created_at', '+', NEW_MS)))
    .execute();
}

async function moveNaming(tx: Tx, table: keyof typeof NAMING, now: number, latest: number): Promise<void> {
  const rows = await tx.q
    .selectFrom(table)
    .select(['account_id', 'until_at'])
    .distinct()
    .where('until_at', '>', latest)
    .orderBy('until_at', 'desc')
    .execute();
  for (const { account_id, until_at } of rows) {
    const taken = await tx.q.selectFrom(table).select('until_at').where('account_id', '=', account_id).execute();
    let free = now;
    while (taken.some((row) => row.until_at === free)) free--;
    await tx.q
      .updateTable(table)
      .set({ until_at: free })
      .where('account_id', '=', account_id)
      .where('until_at', '=', until_at)
      .execute();
  }
}

/** Half done, or open, by a clock that was ahead: over, for it would be good again when that time comes. */
async function endWhatIsOpen(tx: Tx, now: number, latest: number): Promise<void> {
  await tx.q.deleteFrom('flow').where('created_at', '>', latest).execute();
  await tx.q
    .updateTable('session')
    .set({ ends_at: now })
    .where('ends_at', '>', now)
    .where((is) => is.or([is('created_at', '>', latest), is('last_seen_at', '>', latest)]))
    .execute();
  for (const column of ['created_at', 'last_seen_at'] as const) {
    await tx.q.updateTable('session').set(column, now).where(column, '>', latest).execute();
  }
}
