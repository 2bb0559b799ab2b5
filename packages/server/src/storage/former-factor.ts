// Factors and keys that were replaced or removed. What replaces one sets it aside, in the same transaction. On a standard
// account it is kept as it was stored; what protection sets aside is sealed besides.

import type { FormerFactor } from '../domain/enrolment/former-factor.ts';
import type { AccountId, CredentialId } from '../domain/id.ts';
import type { Tx } from './store.ts';
import type { CredentialRow, FormerFactorRow } from './tables.ts';

export interface StoredFactor extends FormerFactor {
  readonly verifier: string;
  readonly sealed: boolean;
}

async function insert(tx: Tx, rows: readonly FormerFactorRow[]): Promise<void> {
  // One that was in force for no time at all was never anybody's.
  const kept = rows.filter(({ from_at, until_at }) => from_at < until_at);
  if (kept.length === 0) return;
  await tx.q
    .insertInto('former_factor')
    .values([...kept])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The password that the account has is about to be replaced or removed. */
export async function setPasswordAside(tx: Tx, accountId: AccountId, now: number): Promise<void> {
  const rows = await tx.q.selectFrom('password_verifier').selectAll().where('account_id', '=', accountId).execute();
  await insert(
    tx,
    rows.map((row) => asFormer(accountId, 'password', row.set_at, now, row.phc)),
  );
}

/** So is the authenticator app. */
export async function setTotpAside(tx: Tx, accountId: AccountId, now: number): Promise<void> {
  const rows = await tx.q.selectFrom('totp_verifier').selectAll().where('account_id', '=', accountId).execute();
  await insert(
    tx,
    rows.map((row) => asFormer(accountId, 'totp', row.set_at, now, row.secret_sealed)),
  );
}

/** So are the backup codes: those that are not used. */
export async function setBackupCodesAside(tx: Tx, accountId: AccountId, now: number): Promise<void> {
  const rows = await tx.q
    .selectFrom('backup_code')
    .select(['code_hash', 'made_at'])
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .execute();
  const [first] = rows;
  if (!first) return;
  const hashes = JSON.stringify(rows.map(({ code_hash }) => code_hash));
  await insert(tx, [asFormer(accountId, 'backup-codes', first.made_at, now, hashes)]);
}

/** So is a key. */
export async function setKeyAside(tx: Tx, accountId: AccountId, id: CredentialId, now: number): Promise<void> {
  const rows = await tx.q
    .selectFrom('credential')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute();
  await insert(
    tx,
    rows.map((row) => ({
      ...asFormer(accountId, 'key', row.created_at, now, packKey(row)),
      ref: row.id,
      was_trusted: row.trusted_at <= (row.suspended_at ?? now) ? 1 : 0,
    })),
  );
}

const asFormer = (
  account_id: AccountId,
  kind: FormerFactorRow['kind'],
  from_at: number,
  until_at: number,
  verifier: string,
): FormerFactorRow => {
  // Set by a clock that was ahead, and replaced since that was put right: it was in force, nobody knows how long.
  const from = from_at > until_at ? until_at - 1 : from_at;
  return { account_id, kind, ref: '', from_at: from, until_at, verifier, sealed: 0, was_trusted: 0 };
};

type Packed = Omit<CredentialRow, 'public_key' | 'attestation_object'> &
  Readonly<Record<'public_key' | 'attestation_object', string>>;

const packKey = (row: CredentialRow): string =>
  JSON.stringify({
    ...row,
    public_key: Buffer.from(row.public_key).toString('base64url'),
    attestation_object: Buffer.from(row.attestation_object).toString('base64url'),
  } satisfies Packed);

/** The row of a key, as it was. */
export function unpackKey(verifier: string): CredentialRow {
  const row = JSON.parse(verifier) as Packed;
  return {
    ...row,
    public_key: Buffer.from(row.public_key, 'base64url'),
    attestation_object: Buffer.from(row.attestation_object, 'base64url'),
  };
}

/** All that are kept, in no order. */
export async function listFormerFactors(tx: Tx, accountId: AccountId): Promise<readonly StoredFactor[]> {
  const rows = await tx.q.selectFrom('former_factor').selectAll().where('account_id', '=', accountId).execute();
  return rows.map((row) => ({
    kind: row.kind,
    ref: row.ref,
    fromAt: row.from_at,
    untilAt: row.until_at,
    verifier: row.verifier,
    sealed: row.sealed === 1,
    wasTrusted: row.was_trusted === 1,
  }));
}

/** What opened a standard account is sealed, as the account becomes protected. */
export async function sealFormerFactors(tx: Tx, accountId: AccountId, seal: (text: string) => string): Promise<void> {
  for (const factor of await listFormerFactors(tx, accountId)) {
    if (factor.sealed) continue;
    await tx.q
      .updateTable('former_factor')
      .set({ verifier: seal(factor.verifier), sealed: 1 })
      .where('account_id', '=', accountId)
      .where('kind', '=', factor.kind)
      .where('ref', '=', factor.ref)
      .where('until_at', '=', factor.untilAt)
      .execute();
  }
}

/** Nobody comes back by these any more. */
export async function forgetFormerFactors(
  tx: Tx,
  accountId: AccountId,
  formers: readonly FormerFactor[],
): Promise<void> {
  for (const { kind, ref, untilAt } of formers) {
    await tx.q
      .deleteFrom('former_factor')
      .where('account_id', '=', accountId)
      .where('kind', '=', kind)
      .where('ref', '=', ref)
      .where('until_at', '=', untilAt)
      .execute();
  }
}

/** Nor by any. */
export async function deleteFormerFactors(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.q.deleteFrom('former_factor').where('account_id', '=', accountId).execute();
}
