// Registered keys.

import {
  type AttestationTrust,
  type Credential,
  type CredentialOrigin,
  type Suspension,
  TRANSPORTS,
  type Transport,
} from '../domain/credential/credential.ts';
import type { AccountId, CredentialId } from '../domain/id.ts';
import { deleteFormerFactors, setKeyAside } from './former-factor.ts';
import { mustTouchOne } from './must-touch-one.ts';
import { statement } from './statement.ts';
import type { Tx } from './store.ts';
import type { CredentialRow } from './tables.ts';

const COLUMNS = [
  'id',
  'external_id',
  'nickname',
  'algorithm',
  'sign_count',
  'transports',
  'attachment',
  'aaguid',
  'backup_eligible',
  'backed_up',
  'attestation_format',
  'attestation_trust',
  'make_report',
  'make_reported_at',
  'origin',
  'created_at',
  'trusted_at',
  'suspended_at',
  'suspended_by',
  'suspended_with',
  'confirmed_until',
  'last_used_at',
] as const;

function toSuspension(row: Pick<CredentialRow, 'suspended_at' | 'suspended_by' | 'suspended_with'>): Suspension | null {
  const { suspended_at: at, suspended_by: by, suspended_with: credentialId } = row;
  if (at === null || by === null) return null;
  if (by !== 'key') return { by, at };
  if (credentialId === null) throw new Error('a key that was suspended by a key says by which');
  return { by, credentialId, at };
}

/** A stored row as rules see it. */
function toCredential(row: Pick<CredentialRow, (typeof COLUMNS)[number]>): Credential {
  return {
    id: row.id,
    externalId: row.external_id,
    nickname: row.nickname,
    algorithm: row.algorithm,
    signCount: row.sign_count,
    transports: row.transports
      .split(' ')
      .filter((word): word is Transport => TRANSPORTS.some((known) => known === word)),
    attachment: row.attachment as Credential['attachment'],
    aaguid: row.aaguid,
    backupEligible: row.backup_eligible === 1,
    backedUp: row.backed_up === 1,
    attestationFormat: row.attestation_format,
    attestationTrust: row.attestation_trust as AttestationTrust,
    makeReport: row.make_report,
    makeReportedAt: row.make_reported_at,
    origin: row.origin as CredentialOrigin,
    createdAt: row.created_at,
    trustedAt: row.trusted_at,
    suspension: toSuspension(row),
    confirmedUntil: row.confirmed_until,
    lastUsedAt: row.last_used_at,
  };
}

const OF_ACCOUNT = statement<Pick<CredentialRow, (typeof COLUMNS)[number]>>(
  'credentials_of_account',
  `select ${COLUMNS} from credential where account_id = ? order by created_at, id`,
);

/** Oldest first. */
export async function listCredentials(tx: Tx, accountId: AccountId): Promise<readonly Credential[]> {
  return (await tx.all(OF_ACCOUNT, [accountId])).map(toCredential);
}

/** Where each key was last used: country codes by key. */
export async function lastUsedCountries(
  tx: Tx,
  accountId: AccountId,
): Promise<ReadonlyMap<CredentialId, string | null>> {
  const rows = await tx.q
    .selectFrom('credential')
    .select(['id', 'last_used_country'])
    .where('account_id', '=', accountId)
    .execute();
  return new Map(rows.map((row) => [row.id, row.last_used_country]));
}

/** What a sign-in with a key needs, in one read: the key, its account's state and its public key. */
export interface KeyForSignIn extends Pick<CredentialRow, (typeof COLUMNS)[number] | 'public_key' | 'account_id'> {
  readonly user_handle: string;
}

export const KEY_FOR_SIGN_IN = statement<KeyForSignIn>(
  'key_for_sign_in',
  `select ${COLUMNS.map((column) => `c.${column}`).join(', ')}, c.public_key, c.account_id, a.user_handle
   from credential c join account a on a.id = c.account_id where c.external_id = ?`,
);

const USE = statement(
  'credential_use',
  `update credential set sign_count = ?, backed_up = ?,
   last_used_at = case when suspended_at is null then ? else last_used_at end,
   last_used_country = case when suspended_at is null then ? else last_used_country end
   where id = ? and account_id = ?`,
);

/** Records a use. A suspended key opens nothing: its touch moves the counter and is no use of it. @returns false when the key was removed meanwhile. */
export async function recordUse(
  tx: Tx,
  accountId: AccountId,
  id: CredentialId,
  use: {
    readonly signCount: number;
    readonly backedUp: boolean;
    readonly now: number;
    readonly countryCode: string | null;
  },
): Promise<boolean> {
  return (await tx.run(USE, [use.signCount, use.backedUp ? 1 : 0, use.now, use.countryCode, id, accountId])) === 1;
}

/**
 * Its caller has asked `isRegistered` in this transaction. @throws when another was first, which only PostgreSQL lets
 * happen: there the whole write runs again, asks again, and is refused.
 */
export async function insertCredential(tx: Tx, row: CredentialRow): Promise<void> {
  await tx.q.insertInto('credential').values(row).execute();
}

const ofAccount = (tx: Tx, accountId: AccountId, id: CredentialId) =>
  tx.q.updateTable('credential').where('account_id', '=', accountId).where('id', '=', id);

/** @throws when the account has no such key: its caller has just found it. */
export async function renameCredential(
  tx: Tx,
  accountId: AccountId,
  id: CredentialId,
  nickname: string,
): Promise<void> {
  mustTouchOne(await ofAccount(tx, accountId, id).set({ nickname }).executeTakeFirst());
}

/** Removes the key. @returns false when another request was first. */
export async function deleteCredential(tx: Tx, accountId: AccountId, id: CredentialId, now: number): Promise<boolean> {
  await setKeyAside(tx, accountId, id, now);
  const deleted = await tx.q
    .deleteFrom('credential')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return Number(deleted.numDeletedRows) === 1;
}

/** All keys of an account, when a recovery puts new ones in their place; those of before come back by nothing either. */
export async function deleteCredentials(tx: Tx, accountId: AccountId): Promise<void> {
  await deleteFormerFactors(tx, accountId);
  await tx.q.deleteFrom('credential').where('account_id', '=', accountId).execute();
}

/** Is the WebAuthn credential id registered, on whichever account? */
export async function isRegistered(tx: Tx, externalId: string): Promise<boolean> {
  return (await tx.all(KEY_FOR_SIGN_IN, [externalId])).length > 0;
}

/** They are trusted from `now` on, where they were not before. */
export async function trustCredentials(
  tx: Tx,
  accountId: AccountId,
  ids: readonly CredentialId[],
  now: number,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.q
    .updateTable('credential')
    .set({ trusted_at: now })
    .where('account_id', '=', accountId)
    .where('id', 'in', ids)
    .where('trusted_at', '>', now)
    .execute();
}

/** What made it trusted is taken back: it is trusted from `trustedAt` on, and whoever vouched for it did not. */
export async function distrustCredential(
  tx: Tx,
  accountId: AccountId,
  id: CredentialId,
  trustedAt: number,
): Promise<void> {
  mustTouchOne(
    await ofAccount(tx, accountId, id).set({ trusted_at: trustedAt, confirmed_until: null }).executeTakeFirst(),
  );
}

/** A model, and what was last written of it with some of its keys. */
export type KnownMake = Pick<CredentialRow, 'aaguid' | 'make_report'>;

/** Every model of which there are keys, once for each thing that is said of it. */
export async function listKnownMakes(tx: Tx): Promise<readonly KnownMake[]> {
  return tx.q
    .selectFrom('credential')
    .select(['aaguid', 'make_report'])
    .distinct()
    .orderBy('aaguid')
    .orderBy('make_report')
    .execute();
}

/** Some accounts that have keys of which just this is said. */
export async function accountsOfMake(tx: Tx, make: KnownMake, countMax: number): Promise<readonly AccountId[]> {
  const rows = await tx.q
    .selectFrom('credential')
    .select('account_id')
    .distinct()
    .where('aaguid', '=', make.aaguid)
    .where('make_report', make.make_report === null ? 'is' : '=', make.make_report)
    .limit(countMax)
    .execute();
  return rows.map((row) => row.account_id);
}

/** What is reported of a key's model from now on. @throws when there is no such key: its caller has just found it. */
export async function setMakeReport(
  tx: Tx,
  accountId: AccountId,
  id: CredentialId,
  make: { readonly report: string | null; readonly since: number | null },
): Promise<void> {
  mustTouchOne(
    await ofAccount(tx, accountId, id)
      .set({ make_report: make.report, make_reported_at: make.since })
      .executeTakeFirst(),
  );
}

/** @returns false when it was suspended already, or is gone. */
export async function suspendCredential(
  tx: Tx,
  accountId: AccountId,
  id: CredentialId,
  suspension: Suspension,
): Promise<boolean> {
  const suspended = await ofAccount(tx, accountId, id)
    .set((is) => ({
      ...suspendedBy(suspension),
      // By a clock that is behind: not before it was added, or last used. Else one that was trusted counts as new.
      suspended_at: is
        .case()
        .when('last_used_at', '>', suspension.at)
        .then(is.ref('last_used_at'))
        .when('created_at', '>', suspension.at)
        .then(is.ref('created_at'))
        .else(suspension.at)
        .end(),
      confirmed_until: null,
    }))
    .where('suspended_at', 'is', null)
    .executeTakeFirst();
  return Number(suspended.numUpdatedRows) === 1;
}

const suspendedBy = (suspension: Suspension) => ({
  suspended_at: suspension.at,
  suspended_by: suspension.by,
  suspended_with: suspension.by === 'key' ? suspension.credentialId : null,
});

/** It is suspended already, and by this from now on. */
export async function resuspendCredential(
  tx: Tx,
  accountId: AccountId,
  id: CredentialId,
  suspension: Suspension,
): Promise<void> {
  // Since when it is shut out stays as it is stored: what a clock in doubt makes of it is for judging alone.
  const { suspended_at: _, ...by } = suspendedBy(suspension);
  await ofAccount(tx, accountId, id).set(by).where('suspended_at', 'is not', null).execute();
}

/** It comes back, and no link touches it until `confirmedUntil`; null: links do. @returns false when it was not suspended. */
export async function bringBackCredential(
  tx: Tx,
  accountId: AccountId,
  id: CredentialId,
  confirmedUntil: number | null,
): Promise<boolean> {
  const back = await ofAccount(tx, accountId, id)
    .set({ suspended_at: null, suspended_by: null, suspended_with: null, confirmed_until: confirmedUntil })
    .where('suspended_at', 'is not', null)
    .executeTakeFirst();
  return Number(back.numUpdatedRows) === 1;
}

/** Somebody who may vouches for it: no link touches it until then. */
export async function confirmCredential(tx: Tx, accountId: AccountId, id: CredentialId, until: number): Promise<void> {
  mustTouchOne(await ofAccount(tx, accountId, id).set({ confirmed_until: until }).executeTakeFirst());
}
