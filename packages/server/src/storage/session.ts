// Web sessions. The check is one indexed read and no write; last-seen times are written in batches.

import type { ExpressionBuilder } from 'kysely';
import type { Role } from '../domain/account/account.ts';
import type { AccountId, CredentialId, SessionId } from '../domain/id.ts';
import type { Session, SignInMethod } from '../domain/session/session.ts';
import type { Tier } from '../domain/tier.ts';
import { mustTouchOne } from './must-touch-one.ts';
import { NO_SECOND } from './second-proof.ts';
import { deleteStaged } from './staged.ts';
import { statement } from './statement.ts';
import type { Tx } from './store.ts';
import type { Flag, SessionRow, Tables } from './tables.ts';

/** What a session check answers: the session and the facts of its account that every request needs. */
export interface CheckedSession {
  readonly id: SessionId;
  readonly account_id: AccountId;
  readonly method: SignInMethod;
  readonly credential_id: CredentialId | null;
  readonly created_at: number;
  readonly last_seen_at: number;
  readonly idle_ms: number;
  readonly ends_at: number;
  readonly fresh_at: number;
  readonly fresh_credential_id: CredentialId | null;
  readonly second_at: number | null;
  readonly second_credential_id: CredentialId | null;
  readonly second_recovery_key: number | null;
  readonly email: string;
  readonly display_name: string;
  readonly role: Role;
  readonly tier: Tier;
  readonly enrolment_required: Flag;
  readonly recovered_at: number | null;
}

const CHECKED = `s.id, s.account_id, s.method, s.credential_id, s.created_at, s.last_seen_at, s.idle_ms, s.ends_at,
  s.fresh_at, s.fresh_credential_id, s.second_at, s.second_credential_id, s.second_recovery_key, a.email, a.display_name, a.role, a.tier, a.enrolment_required,
  a.recovered_at
  from session s join account a on a.id = s.account_id where s.ended_at is null and`;

export const SESSION_BY_TOKEN = statement<CheckedSession>('session_by_token', `select ${CHECKED} s.token_hash = ?`);
const SESSION_BY_ID = statement<CheckedSession>('session_by_id', `select ${CHECKED} s.id = ?`);

/** The session as it is inside a transaction, or null when it was ended. */
export async function findSession(tx: Tx, id: SessionId): Promise<CheckedSession | null> {
  return (await tx.all(SESSION_BY_ID, [id]))[0] ?? null;
}

/** In the words of the rules. Times are milliseconds since 1970. */
export const toSession = (row: CheckedSession): Session => ({
  id: row.id,
  accountId: row.account_id,
  method: row.method,
  credentialId: row.credential_id,
  createdAt: row.created_at,
  lastSeenAt: row.last_seen_at,
  idleMs: row.idle_ms,
  endsAt: row.ends_at,
  freshAt: row.fresh_at,
  freshCredentialId: row.fresh_credential_id,
});

const INSERT = statement(
  'session_insert',
  `insert into session (token_hash, id, account_id, credential_id, method, created_at, last_seen_at, idle_ms, ends_at,
   fresh_at, fresh_credential_id, ip, country_code, device, device_kind, device_hash)
   values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
);

/** What a new session has not: an end, and a second proof. */
type Unset = 'ended_at' | 'end_reason' | 'second_at' | 'second_credential_id' | 'second_recovery_key';

/** A live one. `token_hash` is keyed (docs/stored-shapes.md). */
export function insertSession(tx: Tx, row: Omit<SessionRow, Unset>): void {
  tx.send(INSERT, [
    row.token_hash,
    row.id,
    row.account_id,
    row.credential_id,
    row.method,
    row.created_at,
    row.last_seen_at,
    row.idle_ms,
    row.ends_at,
    row.fresh_at,
    row.fresh_credential_id,
    row.ip,
    row.country_code,
    row.device,
    row.device_kind,
    row.device_hash,
  ]);
}

/** All sessions that have not ended, newest first; the caller drops those that idled out. */
export async function listSessions(tx: Tx, accountId: AccountId): Promise<readonly SessionRow[]> {
  return tx.q
    .selectFrom('session')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
}

/** The live sessions that these keys opened. */
export async function listSessionsOf(
  tx: Tx,
  accountId: AccountId,
  keys: readonly CredentialId[],
): Promise<readonly SessionId[]> {
  if (keys.length === 0) return [];
  const rows = await tx.q
    .selectFrom('session')
    .select('id')
    .where('account_id', '=', accountId)
    .where('credential_id', 'in', [...keys])
    .where('ended_at', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}

/** Which sessions to end. */
export interface EndScope {
  readonly accountId: AccountId;
  readonly only?: SessionId;
  readonly except?: SessionId;
  /** Opened with this key; null: with no key. */
  readonly openedWith?: CredentialId | null;
  /** Opened with none of these. */
  readonly sparing?: readonly CredentialId[];
}

/**
 * Ends sessions at once, wherever they are used; also those that had run out, so that a clock which is set back brings
 * none of them to life. @returns how many were live until now.
 */
export async function endSessions(tx: Tx, scope: EndScope, reason: string, now: number): Promise<number> {
  await endNotifications(tx, scope);
  let query = tx.q
    .updateTable('session')
    .set({ ended_at: now, end_reason: reason })
    .where('account_id', '=', scope.accountId)
    .where('ended_at', 'is', null);
  if (scope.only) query = query.where('id', '=', scope.only);
  if (scope.except) query = query.where('id', '!=', scope.except);
  if (scope.openedWith) query = query.where('credential_id', '=', scope.openedWith);
  if (scope.openedWith === null) query = query.where('credential_id', 'is', null);
  const { sparing = [] } = scope;
  if (sparing.length > 0) {
    query = query.where((e) => e.or([e('credential_id', 'is', null), e('credential_id', 'not in', sparing)]));
  }
  const ended = await query.returning(['id', 'ends_at']).execute();
  // What they had left half done ends with them.
  const sessions = ended.map(({ id }) => id);
  if (sessions.length > 0) await deleteStaged(tx, { accountId: scope.accountId, sessions }, 'session-end', now);
  return ended.filter((session) => session.ends_at > now).length;
}

/**
 * Whoever sits at a browser whose sessions are ended is told nothing more there. Sessions that merely ran out end none:
 * an alert is for somebody who is not at the page.
 */
async function endNotifications(tx: Tx, { accountId, only, except, openedWith, sparing }: EndScope): Promise<void> {
  const devicesOf = (column: 'id' | 'credential_id', value: SessionId | CredentialId) =>
    tx.q
      .selectFrom('session')
      .select('device_hash')
      .where('account_id', '=', accountId)
      .where(column, '=', value)
      .where('device_hash', 'is not', null);
  let query = tx.q.deleteFrom('alert_channel').where('account_id', '=', accountId).where('kind', '=', 'push');
  if (only) query = query.where('device_hash', 'in', devicesOf('id', only));
  // Nobody knows which browser it is: then it is not the one that stays.
  const isOther = (kept: SessionId) => (e: ExpressionBuilder<Tables, 'alert_channel'>) =>
    e.or([e('device_hash', 'is', null), e('device_hash', 'not in', devicesOf('id', kept))]);
  if (except) query = query.where(isOther(except));
  if (openedWith) {
    query = query.where((e) =>
      e.or([e('device_hash', 'in', devicesOf('credential_id', openedWith)), e('credential_id', '=', openedWith)]),
    );
  }
  if (openedWith === null) query = query.where('credential_id', 'is', null);
  for (const kept of sparing ?? [])
    query = query.where((e) => e.or([e('credential_id', 'is', null), e('credential_id', '!=', kept)]));
  await query.execute();
}

/** The key that opened a session, of ended ones too. Null: none did. */
export async function findOpeningKey(tx: Tx, id: SessionId): Promise<CredentialId | null> {
  const row = await tx.q.selectFrom('session').select('credential_id').where('id', '=', id).executeTakeFirst();
  return row?.credential_id ?? null;
}

/** The browser that a session is in, by its cookie's hash. */
export async function findSessionDevice(tx: Tx, id: SessionId): Promise<string | null> {
  const row = await tx.q.selectFrom('session').select('device_hash').where('id', '=', id).executeTakeFirst();
  return row?.device_hash ?? null;
}

/** What its holder knows it by; null where it is gone. */
export async function findSessionName(tx: Tx, id: SessionId): Promise<string | null> {
  const row = await tx.q.selectFrom('session').select('device').where('id', '=', id).executeTakeFirst();
  return row?.device ?? null;
}

/**
 * A privilege change: the token is new, the old one is dead, presence is fresh. A second proof stood beside the key that
 * gave the first: beside another it is void. @returns false when it had ended.
 */
export async function rotateSession(
  tx: Tx,
  id: SessionId,
  change: { readonly tokenHash: string; readonly freshAt: number; readonly freshCredentialId: CredentialId | null },
): Promise<boolean> {
  const { freshCredentialId } = change;
  let others = tx.q.updateTable('session').set(NO_SECOND).where('id', '=', id);
  if (freshCredentialId) {
    others = others.where((e) =>
      e.or([e('fresh_credential_id', 'is', null), e('fresh_credential_id', '!=', freshCredentialId)]),
    );
  }
  await others.execute();
  const updated = await tx.q
    .updateTable('session')
    .set({
      token_hash: change.tokenHash,
      fresh_at: change.freshAt,
      fresh_credential_id: change.freshCredentialId,
      last_seen_at: change.freshAt,
    })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return Number(updated.numUpdatedRows) === 1;
}

/** A privilege change without a proof of its own: the token is new, the old one is dead. @returns false when it had ended. */
export async function renewToken(
  tx: Tx,
  id: SessionId,
  change: { readonly tokenHash: string; readonly now: number },
): Promise<boolean> {
  const updated = await tx.q
    .updateTable('session')
    .set({ token_hash: change.tokenHash, last_seen_at: change.now })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return Number(updated.numUpdatedRows) === 1;
}

/** What was shown beside the proof that the session has: another key, or a recovery key. */
export type SecondShown = { readonly credentialId: CredentialId } | { readonly recoveryKey: number };

/**
 * A second proof stands beside the fresh one until it is used, or is no longer fresh. It is a privilege too: the token is
 * new. @returns false when the session had ended.
 */
export async function setSecondProof(
  tx: Tx,
  id: SessionId,
  shown: SecondShown,
  change: { readonly tokenHash: string; readonly now: number },
): Promise<boolean> {
  const updated = await tx.q
    .updateTable('session')
    .set({
      token_hash: change.tokenHash,
      last_seen_at: change.now,
      second_at: change.now,
      second_credential_id: 'credentialId' in shown ? shown.credentialId : null,
      second_recovery_key: 'recoveryKey' in shown ? shown.recoveryKey : null,
    })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return Number(updated.numUpdatedRows) === 1;
}

/** A second proof finishes one change. @returns false when it was used up already. */
export async function useUpSecondProof(tx: Tx, id: SessionId): Promise<boolean> {
  const used = tx.q.updateTable('session').set(NO_SECOND).where('id', '=', id).where('second_at', 'is not', null);
  return Number((await used.executeTakeFirst()).numUpdatedRows) === 1;
}

/** The session goes on under another key than the one that opened it. */
export async function rebindSession(tx: Tx, id: SessionId, credentialId: CredentialId): Promise<void> {
  const change = { credential_id: credentialId, method: 'key' } as const;
  mustTouchOne(await tx.q.updateTable('session').set(change).where('id', '=', id).executeTakeFirst());
}

/** A key is gone: where it proved presence, presence is to be proved again. */
export async function clearFreshness(tx: Tx, accountId: AccountId, credentialId: CredentialId): Promise<void> {
  await tx.q
    .updateTable('session')
    .set({ fresh_at: 0, fresh_credential_id: null })
    .where('account_id', '=', accountId)
    .where('fresh_credential_id', '=', credentialId)
    .execute();
  await tx.q
    .updateTable('session')
    .set(NO_SECOND)
    .where('account_id', '=', accountId)
    .where('second_credential_id', '=', credentialId)
    .execute();
}

/** The account's tier changed: its remaining sessions get the new tier's lifetimes, never longer than they had. */
export async function tightenSessions(tx: Tx, accountId: AccountId, idleMs: number, absoluteMs: number): Promise<void> {
  const live = await listSessions(tx, accountId);
  for (const session of live) {
    await tx.q
      .updateTable('session')
      .set({
        idle_ms: Math.min(session.idle_ms, idleMs),
        ends_at: Math.min(session.ends_at, session.created_at + absoluteMs),
      })
      .where('id', '=', session.id)
      .execute();
  }
}

const TOUCH = statement('session_touch', 'update session set last_seen_at = ? where id = ? and last_seen_at < ?');

/** Writes a batch of last-seen times; an older time never replaces a newer one. */
export async function touchSessions(tx: Tx, seen: ReadonlyMap<SessionId, number>): Promise<void> {
  for (const [id, at] of seen) await tx.run(TOUCH, [at, id, at]);
}
