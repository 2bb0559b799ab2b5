// The addresses that an account had before, with the times at which they were replaced.

import type { FormerAddress } from '../domain/account/address-history.ts';
import { emailKey } from '../domain/account/email-address.ts';
import type { AccountId } from '../domain/id.ts';
import type { Tx } from './store.ts';

/** The address that the account has is about to be replaced. */
export async function keepFormerAddress(tx: Tx, accountId: AccountId, now: number): Promise<void> {
  const former = tx.q
    .selectFrom('account')
    .select((is) => ['id', 'email', 'email_key', is.val(now).as('until_at')])
    .where('id', '=', accountId);
  await tx.q
    .insertInto('former_email')
    .columns(['account_id', 'email', 'email_key', 'until_at'])
    .expression(former)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** In no order. */
export async function listFormerAddresses(tx: Tx, accountId: AccountId): Promise<readonly FormerAddress[]> {
  const rows = await tx.q
    .selectFrom('former_email')
    .select(['email', 'until_at'])
    .where('account_id', '=', accountId)
    .execute();
  return rows.map(({ email, until_at }) => ({ email, untilAt: until_at }));
}

/** Accounts that settle, and have this address or had it before. */
export async function findSettlingByAddress(tx: Tx, email: string, now: number): Promise<readonly AccountId[]> {
  const key = emailKey(email);
  const former = tx.q.selectFrom('former_email').select('account_id').where('email_key', '=', key);
  const rows = await tx.q
    .selectFrom('account')
    .select('id')
    .where((is) => is.or([is('email_key', '=', key), is('id', 'in', former)]))
    .where('settles_at', '>', now)
    .execute();
  return rows.map(({ id }) => id);
}
