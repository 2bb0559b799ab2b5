// Passwords and authenticator apps of standard accounts. A protected account has no row here.

import type { AccountId } from '../domain/id.ts';
import { setPasswordAside, setTotpAside } from './former-factor.ts';
import { statement } from './statement.ts';
import type { Tx } from './store.ts';

interface FoundPassword {
  readonly accountId: AccountId;
  readonly phc: string | null;
  readonly formers: string | null;
}

// A PHC string has no space in it. Only a frozen account's former ones are looked for: they lift its freeze.
const BY_EMAIL = statement<FoundPassword>(
  'password_by_email',
  `select account.id as "accountId", phc,
     (select string_agg(verifier, ' ' order by until_at) from former_factor
      where former_factor.account_id = account.id and former_factor.kind = 'password' and sealed = 0
        and until_at > ? and account.frozen_at is not null) as formers
   from account left join password_verifier on password_verifier.account_id = account.id
   where email_key = ?`,
);

/**
 * Whose address it is, the PHC string of their password, and those of the passwords that a frozen account had until after
 * `formerSince`, the oldest first: one statement, whatever there is to find.
 */
export async function findPasswordByEmail(
  tx: Tx,
  key: string,
  formerSince: number,
): Promise<{ readonly accountId: AccountId; readonly phc: string | null; readonly formers: readonly string[] } | null> {
  const [found] = await tx.all(BY_EMAIL, [formerSince, key]);
  return found ? { ...found, formers: found.formers?.split(' ') ?? [] } : null;
}

/** The PHC string of the account’s password; null where it has none. */
export async function findPassword(tx: Tx, accountId: AccountId): Promise<string | null> {
  const row = await tx.q
    .selectFrom('password_verifier')
    .select('phc')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row?.phc ?? null;
}

/** Sets or replaces it. `phc`: the hash with its algorithm and parameters, never the password. */
export async function setPassword(tx: Tx, accountId: AccountId, phc: string, now: number): Promise<void> {
  await setPasswordAside(tx, accountId, now);
  await tx.q
    .insertInto('password_verifier')
    .values({ account_id: accountId, phc, set_at: now })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ phc, set_at: now }))
    .execute();
}

/** @returns false when there was none. */
export async function deletePassword(tx: Tx, accountId: AccountId, now: number): Promise<boolean> {
  await setPasswordAside(tx, accountId, now);
  const deleted = await tx.q.deleteFrom('password_verifier').where('account_id', '=', accountId).executeTakeFirst();
  return Number(deleted.numDeletedRows) === 1;
}

/** The sealed secret of the account’s authenticator app; null where it has none. */
export async function findTotp(tx: Tx, accountId: AccountId): Promise<string | null> {
  const row = await tx.q
    .selectFrom('totp_verifier')
    .select('secret_sealed')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row?.secret_sealed ?? null;
}

/** Sets or replaces it. `step`: the time step of the code that confirmed it, which is used up (RFC 6238 §5.2). */
export async function setTotp(tx: Tx, accountId: AccountId, sealed: string, step: number, now: number): Promise<void> {
  await setTotpAside(tx, accountId, now);
  const values = { secret_sealed: sealed, set_at: now, last_step: step };
  await tx.q
    .insertInto('totp_verifier')
    .values({ account_id: accountId, ...values })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(values))
    .execute();
}

/**
 * Accepts a time step once (RFC 6238 §5.2).
 * @param newest a later step was taken by a clock that was ahead, and refuses no code of now
 * @returns false for a code that was used, or is older than one that was.
 */
export async function spendTotpStep(tx: Tx, accountId: AccountId, step: number, newest: number): Promise<boolean> {
  const updated = await tx.q
    .updateTable('totp_verifier')
    .set({ last_step: step })
    .where('account_id', '=', accountId)
    .where((is) => is.or([is('last_step', '<', step), is('last_step', '>', newest)]))
    .executeTakeFirst();
  return Number(updated.numUpdatedRows) === 1;
}

/** @returns false when there was none. */
export async function deleteTotp(tx: Tx, accountId: AccountId, now: number): Promise<boolean> {
  await setTotpAside(tx, accountId, now);
  const deleted = await tx.q.deleteFrom('totp_verifier').where('account_id', '=', accountId).executeTakeFirst();
  return Number(deleted.numDeletedRows) === 1;
}

/** What somebody else had set is gone, and is not kept as something that the account had. */
export async function dropVerifier(tx: Tx, accountId: AccountId, kind: 'password' | 'totp'): Promise<void> {
  const table = kind === 'password' ? 'password_verifier' : 'totp_verifier';
  await tx.q.deleteFrom(table).where('account_id', '=', accountId).execute();
}

/** The one that the account had before, set at `setAt`, lives again. */
export async function restorePassword(tx: Tx, accountId: AccountId, phc: string, setAt: number): Promise<void> {
  await tx.q.insertInto('password_verifier').values({ account_id: accountId, phc, set_at: setAt }).execute();
}

/** So does the authenticator app. `step`: of the code that proved it, which is used up. */
export async function restoreTotp(
  tx: Tx,
  accountId: AccountId,
  sealed: string,
  step: number,
  setAt: number,
): Promise<void> {
  const values = { account_id: accountId, secret_sealed: sealed, set_at: setAt, last_step: step };
  await tx.q.insertInto('totp_verifier').values(values).execute();
}
