// Browsers that an account was entered from before, known by a cookie's hash.

import type { AccountId } from '../domain/id.ts';
import { statement } from './statement.ts';
import type { Tx } from './store.ts';

const REMEMBER = statement(
  'device_remember',
  'insert into device (account_id, device_hash, first_seen_at) values (?, ?, ?) on conflict do nothing',
);

/** @returns true when this browser is new to the account. */
export async function rememberDevice(tx: Tx, accountId: AccountId, deviceHash: string, now: number): Promise<boolean> {
  return (await tx.run(REMEMBER, [accountId, deviceHash, now])) === 1;
}

/** Was the account entered from this browser before? */
export async function isKnownDevice(tx: Tx, accountId: AccountId, deviceHash: string): Promise<boolean> {
  const row = await tx.q
    .selectFrom('device')
    .select('device_hash')
    .where('account_id', '=', accountId)
    .where('device_hash', '=', deviceHash)
    .executeTakeFirst();
  return row !== undefined;
}

/** After a recovery, and after a Lock by somebody who was signed in, every browser is new again. */
export async function forgetDevices(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.q.deleteFrom('device').where('account_id', '=', accountId).execute();
}
