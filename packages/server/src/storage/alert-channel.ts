// Alert channels: who is told beside the holder's mailbox, and how delivery to each is going.

import type { ChannelKind, ChannelState } from '../domain/alert/channel.ts';
import type { AccountId, ChannelId } from '../domain/id.ts';
import type { AlertChannelRow } from './alert-tables.ts';
import { statement } from './statement.ts';
import type { Tx } from './store.ts';

export interface ToldChannel {
  readonly id: ChannelId;
  readonly account_id: AccountId | null;
  readonly kind: ChannelKind;
}

// Two looks into one index, in one statement: alerts are on the path of every sign-in to a protected account.
const TOLD = statement<ToldChannel>(
  'alert_channel_told',
  `select id, account_id, kind from alert_channel where account_id = ? and state = 'live'
   union all select id, account_id, kind from alert_channel where account_id is null and state = 'live' and sends = 'alerts'`,
);

/** The live channels that an alert about `accountId` goes to: its holder's, and the platform's. */
export async function findToldChannels(tx: Tx, accountId: AccountId): Promise<readonly ToldChannel[]> {
  return tx.all(TOLD, [accountId]);
}

/** The channels of an account, or with null the platform's own, the oldest first, gone ones included. */
export async function listChannels(tx: Tx, accountId: AccountId | null): Promise<readonly AlertChannelRow[]> {
  return tx.q
    .selectFrom('alert_channel')
    .selectAll()
    .where('account_id', accountId === null ? 'is' : '=', accountId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** Whosever it is: callers compare its owner. */
export async function findChannel(tx: Tx, id: ChannelId): Promise<AlertChannelRow | null> {
  return (await tx.q.selectFrom('alert_channel').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

type Optional = 'sends' | 'device_hash' | 'credential_id' | 'host_key';
type NewChannel = Omit<AlertChannelRow, 'state' | 'failing_since' | 'last_ok_at' | 'last_error' | Optional> &
  Partial<Pick<AlertChannelRow, Optional>>;

/** A live one, to which nothing has been delivered yet. */
export async function insertChannel(tx: Tx, row: NewChannel): Promise<void> {
  await tx.q
    .insertInto('alert_channel')
    .values({
      sends: 'alerts',
      device_hash: null,
      credential_id: null,
      host_key: null,
      ...row,
      state: 'live',
      failing_since: null,
      last_ok_at: null,
      last_error: null,
    })
    .execute();
}

/** Turning one live again forgives its failures. @returns false when there is no such channel in another state. */
export async function setChannelState(tx: Tx, id: ChannelId, state: ChannelState): Promise<boolean> {
  const result = await tx.q
    .updateTable('alert_channel')
    .set(state === 'live' ? { state, failing_since: null, last_error: null } : { state })
    .where('id', '=', id)
    .where('state', '!=', state)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Replaces the secret that was read. @returns false when somebody else has replaced it since. */
export async function replaceChannelSecret(
  tx: Tx,
  read: Pick<AlertChannelRow, 'id' | 'secret_sealed'>,
  sealed: string,
): Promise<boolean> {
  const result = await tx.q
    .updateTable('alert_channel')
    .set({ secret_sealed: sealed })
    .where('id', '=', read.id)
    .where('secret_sealed', '=', read.secret_sealed)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Of a channel that is older than the column. */
export async function setChannelHost(tx: Tx, id: ChannelId, hostKey: string): Promise<void> {
  await tx.q.updateTable('alert_channel').set({ host_key: hostKey }).where('id', '=', id).execute();
}

/** @returns false when there was none. What still waits for it is dropped when its turn comes. */
export async function deleteChannel(tx: Tx, id: ChannelId): Promise<boolean> {
  const result = await tx.q.deleteFrom('alert_channel').where('id', '=', id).executeTakeFirst();
  return Number(result.numDeletedRows) === 1;
}

const OK = statement(
  'alert_channel_ok',
  'update alert_channel set last_ok_at = ?, failing_since = null, last_error = null where id = ?',
);

/** A delivery arrived: whatever failed before is over. */
export async function markChannelOk(tx: Tx, id: ChannelId, now: number): Promise<void> {
  await tx.run(OK, [now, id]);
}

const FAILING = statement(
  'alert_channel_failing',
  'update alert_channel set failing_since = coalesce(failing_since, ?), last_error = ? where id = ?',
);

/** `failing_since` stays the time of the first failure after the last success. */
export async function markChannelFailing(tx: Tx, id: ChannelId, error: string, now: number): Promise<void> {
  await tx.run(FAILING, [now, error.slice(0, 300), id]);
}
