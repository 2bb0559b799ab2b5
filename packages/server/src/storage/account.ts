// Accounts: the snapshot that rules look at, and the few changes that are made to the row itself.

import type { Account, Role } from '../domain/account/account.ts';
import { emailKey } from '../domain/account/email-address.ts';
import { breachesFloor, registeredStanding, type Standing } from '../domain/account/standing.ts';
import type { AccountId, CredentialId, HoldId } from '../domain/id.ts';
import type { WaitHours } from '../domain/recovery/recovery-key-record.ts';
import { REMIND_AFTER_RECOVERY_MS } from '../domain/recovery/reminder.ts';
import type { Tier } from '../domain/tier.ts';
import { listCredentials } from './credential.ts';
import { keepFormerAddress } from './former-address.ts';
import { mustTouchOne } from './must-touch-one.ts';
import { listRecoveryKeys } from './recovery-key.ts';
import { statement } from './statement.ts';
import type { Tx } from './store.ts';
import type { AccountRow } from './tables.ts';

const LOCK = statement<{ id: AccountId }>('account_lock', 'select id from account where id = ?', 'lock');

/** Serialises everything that is about one account until the transaction ends. */
export async function lockAccount(tx: Tx, id: AccountId): Promise<boolean> {
  return (await tx.all(LOCK, [id])).length === 1;
}

interface AccountFacts extends Omit<AccountRow, 'email_key' | 'user_handle' | 'remind_at'> {
  readonly password_set_at: number | null;
  readonly totp_set_at: number | null;
  readonly backup_codes_left: number;
  readonly backup_codes_made_at: number | null;
  /** Ids of holds, with a space between. */
  readonly open_recoveries: string | null;
}

const FACTS = statement<AccountFacts>(
  'account_facts',
  `select id, email, display_name, role, tier, created_at, protected_since, wait_hours, enrolment_required, frozen_at,
   recovered_at, contacts_needed, settles_at, settled_by, settled_aged_until,
   taken_back_at, email_contested_at, email_decided_at,
   (select string_agg(id, ' ' order by started_at, id) from hold where account_id = account.id
    and state in ('waiting', 'ripe') and kind = 'recovery') as open_recoveries,
   (select set_at from password_verifier where account_id = account.id) as password_set_at,
   (select set_at from totp_verifier where account_id = account.id) as totp_set_at,
   (select count(*) from backup_code where account_id = account.id and used_at is null) as backup_codes_left,
   (select max(made_at) from backup_code where account_id = account.id) as backup_codes_made_at
   from account where id = ?`,
);

/** Locks the account and loads it as it then is. Sent together; a connection runs them in this order. */
export async function lockAndLoadAccount(tx: Tx, id: AccountId): Promise<Account | null> {
  const [, account] = await Promise.all([lockAccount(tx, id), loadAccount(tx, id)]);
  return account;
}

/** A wait of 48 hours, which could be chosen once, counts as the shortest that there is. */
const toWaitHours = (hours: number | null): WaitHours => (hours === null || hours > 72 ? 168 : 72);

/** The account as it is in this transaction, or null. */
export async function loadAccount(tx: Tx, id: AccountId): Promise<Account | null> {
  const [[row], credentials] = await Promise.all([tx.all(FACTS, [id]), listCredentials(tx, id)]);
  if (!row) return null;
  const facts = {
    id: row.id,
    email: row.email,
    displayName: row.display_name,
    role: row.role,
    createdAt: row.created_at,
    frozenAt: row.frozen_at,
    emailDecidedAt: row.email_decided_at,
    credentials,
  };
  if (row.tier !== 'standard') {
    return {
      ...facts,
      tier: row.tier,
      protectedSince: row.protected_since ?? row.created_at,
      waitHours: toWaitHours(row.wait_hours),
      recoveryKeys: await listRecoveryKeys(tx, id, 'live'),
      recoveredAt: row.recovered_at,
      openRecoveries: (row.open_recoveries?.split(' ') ?? []) as HoldId[],
      settlesAt: row.settles_at,
      settledBy: row.settled_by,
      settledAgedUntil: row.settled_aged_until,
      contactsNeeded: row.contacts_needed,
    };
  }
  return {
    ...facts,
    tier: 'standard',
    enrolmentRequired: row.enrolment_required === 1,
    password: row.password_set_at === null ? null : { setAt: row.password_set_at },
    totp: row.totp_set_at === null ? null : { setAt: row.totp_set_at },
    backupCodes:
      row.backup_codes_made_at === null ? null : { left: row.backup_codes_left, madeAt: row.backup_codes_made_at },
    takenBackAt: row.taken_back_at,
    emailContestedAt: row.email_contested_at,
  };
}

/**
 * Belt and braces: re-runs the floor on what was just written, over every key that is registered.
 * @throws when the account has fallen below a floor that it held before, which rolls the transaction back.
 */
export async function assertFloor(tx: Tx, id: AccountId, before: Standing | null): Promise<void> {
  const account = await loadAccount(tx, id);
  if (!account) return;
  const after = registeredStanding(account);
  if (breachesFloor(before, after))
    throw new Error(`account ${id} would fall below its floor: ${after.unmet.join(', ')}`);
  if (account.tier !== 'standard') {
    const weak = await tx.q
      .selectFrom('password_verifier')
      .select('account_id')
      .where('account_id', '=', id)
      .union(tx.q.selectFrom('totp_verifier').select('account_id').where('account_id', '=', id))
      .union(tx.q.selectFrom('backup_code').select('account_id').where('account_id', '=', id))
      .union(
        tx.q
          .selectFrom('former_factor')
          .select('account_id')
          .where('account_id', '=', id)
          .where('kind', '!=', 'key')
          .where('sealed', '=', 0),
      )
      .execute();
    if (weak.length > 0) throw new Error(`protected account ${id} holds a password or code verifier`);
  }
}

export interface NewAccount {
  readonly id: AccountId;
  readonly email: string;
  readonly displayName: string;
  readonly role: Role;
  /** base64url, 32 bytes: the WebAuthn user handle, one per account for ever (WebAuthn L3 §14.6.1). */
  readonly userHandle: string;
  readonly enrolmentRequired: boolean;
  readonly now: number;
}

/** @returns false when the address is taken. */
export async function insertAccount(tx: Tx, account: NewAccount): Promise<boolean> {
  const inserted = await tx.q
    .insertInto('account')
    .values({
      id: account.id,
      email: account.email,
      email_key: emailKey(account.email),
      display_name: account.displayName,
      role: account.role,
      tier: 'standard',
      user_handle: account.userHandle,
      created_at: account.now,
      protected_since: null,
      wait_hours: null,
      enrolment_required: account.enrolmentRequired ? 1 : 0,
      frozen_at: null,
      recovered_at: null,
      remind_at: null,
      contacts_needed: 0,
      settles_at: null,
      settled_by: null,
      settled_aged_until: null,
      taken_back_at: null,
      email_contested_at: null,
      email_decided_at: null,
    })
    .onConflict((conflict) => conflict.column('email_key').doNothing())
    .executeTakeFirst();
  return Number(inserted.numInsertedOrUpdatedRows ?? 0) === 1;
}

const FACE = statement<Pick<AccountRow, 'id' | 'email' | 'tier'>>(
  'account_face',
  'select id, email, tier from account where id = ?',
);

/** As much of an account as the record needs. */
export async function findFace(tx: Tx, id: AccountId): Promise<Pick<AccountRow, 'id' | 'email' | 'tier'> | null> {
  const [face] = await tx.all(FACE, [id]);
  return face ?? null;
}

/** By the address as it is compared: its letters’ case does not count. */
export async function findAccountByEmail(tx: Tx, email: string): Promise<AccountRow | undefined> {
  return tx.q.selectFrom('account').selectAll().where('email_key', '=', emailKey(email)).executeTakeFirst();
}

/** All accounts, a page at a time, in the order of their ids. */
export async function listAccountsAfter(
  tx: Tx,
  after: string,
  countMax: number,
): Promise<readonly Pick<AccountRow, 'id' | 'created_at'>[]> {
  return tx.q
    .selectFrom('account')
    .select(['id', 'created_at'])
    .where('id', '>', after as AccountId)
    .orderBy('id')
    .limit(countMax)
    .execute();
}

/** The accounts that look after the platform. */
export async function listOperatorIds(tx: Tx): Promise<readonly AccountId[]> {
  const rows = await tx.q.selectFrom('account').select('id').where('role', '=', 'operator').execute();
  return rows.map((row) => row.id);
}

/** What keys know the account by (WebAuthn L3 §5.4.3), in base64url. @throws when there is no such account */
export async function findUserHandle(tx: Tx, id: AccountId): Promise<string> {
  const row = await tx.q.selectFrom('account').select('user_handle').where('id', '=', id).executeTakeFirstOrThrow();
  return row.user_handle;
}

const update = async (tx: Tx, id: AccountId, change: Partial<AccountRow>): Promise<void> =>
  mustTouchOne(await tx.q.updateTable('account').set(change).where('id', '=', id).executeTakeFirst());

/** @throws when there is no such account */
export async function setDisplayName(tx: Tx, id: AccountId, displayName: string): Promise<void> {
  await update(tx, id, { display_name: displayName });
}

/**
 * The address that it had is kept, with the time, until the account is erased.
 * @returns false when another account has the address.
 */
export async function setEmail(tx: Tx, id: AccountId, email: string, now: number): Promise<boolean> {
  const holder = await findAccountByEmail(tx, email);
  if (holder && holder.id !== id) return false;
  await keepFormerAddress(tx, id, now);
  await update(tx, id, { email, email_key: emailKey(email) });
  return true;
}

/** `at`: since when the address is contested. */
export async function setEmailContested(tx: Tx, id: AccountId, at: number): Promise<void> {
  await update(tx, id, { email_contested_at: at });
}

/** Which address stays: what was contested is over, and so is every change up to `now`. */
export async function setEmailDecided(tx: Tx, id: AccountId, now: number): Promise<void> {
  await update(tx, id, { email_contested_at: null, email_decided_at: now });
}

/** `at`: since when only a key opens it; null for no longer. */
export async function setFrozen(tx: Tx, id: AccountId, at: number | null): Promise<void> {
  await update(tx, id, { frozen_at: at });
}

/** Until when protection can be taken back, which key confirmed it, and since when the clock was in doubt then. */
export interface Settling {
  readonly until: number;
  readonly by: CredentialId;
  readonly agedUntil?: number | null;
}

/**
 * The account becomes protected; its verifiers are deleted in the same breath (product.md §2).
 * @param settles until when that can be taken back, and which key confirmed it; null where nothing can take it back
 */
export async function setProtected(
  tx: Tx,
  id: AccountId,
  tier: Exclude<Tier, 'standard'>,
  waitHours: WaitHours,
  now: number,
  settles: Settling | null = null,
): Promise<void> {
  await tx.q.deleteFrom('password_verifier').where('account_id', '=', id).execute();
  await tx.q.deleteFrom('totp_verifier').where('account_id', '=', id).execute();
  await tx.q.deleteFrom('backup_code').where('account_id', '=', id).execute();
  await update(tx, id, {
    tier,
    wait_hours: waitHours,
    protected_since: now,
    enrolment_required: 0,
    remind_at: now,
    settles_at: settles?.until ?? null,
    settled_by: settles?.by ?? null,
    settled_aged_until: settles?.agedUntil ?? null,
    email_contested_at: null,
  });
}

/** A recovery was completed: the account's own probation begins, and whatever froze it is over. */
export async function setRecovered(tx: Tx, id: AccountId, now: number): Promise<void> {
  await update(tx, id, { recovered_at: now, frozen_at: null, remind_at: now + REMIND_AFTER_RECOVERY_MS });
}

/** Protection that settled is off again, as if it had never been on (product.md §2). */
export async function setTakenBack(tx: Tx, id: AccountId, now: number): Promise<void> {
  await setStandard(tx, id);
  await update(tx, id, { taken_back_at: now, frozen_at: null });
}

/** Accounts that chose a wait which is no longer given: as many as `countMax`. */
export async function listShortWaits(tx: Tx, hoursMin: number, countMax: number): Promise<readonly AccountId[]> {
  const rows = await tx.q
    .selectFrom('account')
    .select('id')
    .where('wait_hours', '<', hoursMin)
    .orderBy('id')
    .limit(countMax)
    .execute();
  return rows.map(({ id }) => id);
}

/** How long a recovery waits. Contacts remember the shortest wait since they accepted. */
export async function setWaitHours(tx: Tx, id: AccountId, waitHours: WaitHours): Promise<void> {
  await update(tx, id, { wait_hours: waitHours });
  await tx.q
    .updateTable('recovery_contact')
    .set({ least_wait_hours: waitHours })
    .where('account_id', '=', id)
    .where('least_wait_hours', '>', waitHours)
    .execute();
}

/** How many recovery contacts have to approve a recovery. */
export async function setContactsNeeded(tx: Tx, id: AccountId, needed: number): Promise<void> {
  await update(tx, id, { contacts_needed: needed });
}

/** @throws when there is no such account */
export async function setRole(tx: Tx, id: AccountId, role: Role): Promise<void> {
  await update(tx, id, { role });
}

/** Accounts of support and of operators, the oldest first. */
export async function listStaff(tx: Tx): Promise<readonly Pick<AccountRow, 'email' | 'display_name' | 'role'>[]> {
  return tx.q
    .selectFrom('account')
    .select(['email', 'display_name', 'role'])
    .where('role', '!=', 'holder')
    .orderBy('created_at')
    .execute();
}

/** From one protected tier to the other; `setProtected` and `setStandard` cross the line. */
export async function setTier(tx: Tx, id: AccountId, tier: Exclude<Tier, 'standard'>): Promise<void> {
  await update(tx, id, { tier });
}

/** The account is standard again: keys kept, recovery keys void (product.md §3). */
export async function setStandard(tx: Tx, id: AccountId): Promise<void> {
  await tx.q.deleteFrom('recovery_key').where('account_id', '=', id).execute();
  const gone = { wait_hours: null, protected_since: null, contacts_needed: 0, remind_at: null };
  const settled = { settles_at: null, settled_by: null, settled_aged_until: null };
  await update(tx, id, { tier: 'standard', ...gone, ...settled });
}
