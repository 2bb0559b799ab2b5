// The accounts that Holdfast is measured with. All about one is derived from its number, so that a million need no list.

import { hash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { hashToken, type TokenKind } from '../../packages/server/src/app/token.ts';
import { makeId, makeOrderedId } from '../../packages/server/src/domain/id.ts';
import { createKeyRing, type KeyRing } from '../../packages/server/src/platform/key-ring.ts';
import { createPasswordHashing } from '../../packages/server/src/platform/password-hashing.ts';
import { systemRandom } from '../../packages/server/src/platform/random.ts';
import { migrate } from '../../packages/server/src/storage/migrate.ts';
import { openPostgres } from '../../packages/server/src/storage/postgres.ts';
import { openSqlite } from '../../packages/server/src/storage/sqlite.ts';
import type { Tables } from '../../packages/server/src/storage/tables.ts';
import type { Place } from '../contender.ts';
import type { SigningKey } from '../load/signing-key.ts';

const SECRET = hash('sha256', 'a secret of the benchmark, and of nothing else', 'buffer');
export const SECRETS_SETTING = `1:${SECRET.toString('base64url')}`;
export const PASSWORD = 'nine quiet herons crossed the marsh';
const DAY_MS = 24 * 60 * 60 * 1000;

const bytesOf = (what: string, number: number): Buffer => hash('sha256', `${what} ${number}`, 'buffer');
const textOf = (what: string, number: number): string => bytesOf(what, number).toString('base64url');
const tokenOf = (kind: TokenKind, number: number): string => `${kind}_1${textOf(kind, number)}`;

export const emailOf = (number: number): string => `person-${number}@example.com`;
export const userHandleOf = (number: number): string => textOf('user handle', number);
export const credentialIdOf = (number: number): string => textOf('credential', number);
export const sessionTokenOf = (number: number): string => tokenOf('hfs', number);
/** A program that may ask the training ledger. */
export const PROGRAM_ID = makeId('clnt', bytesOf('program', 0).subarray(0, 16));
export const PROGRAM_TOKEN = tokenOf('hfp', 0);
export const deviceTokenOf = (number: number): string => tokenOf('hfd', number);
/** Every second account is protected. */
const isAdvanced = (number: number): boolean => number % 2 === 1;

/** When the oldest account came; everybody has been excluded from training, or not, since some day after. */
export const BEGIN_MS = 1_700_000_000_000;

type Exclusion = Omit<Tables['training_exclusion'], 'account_id'>;

/**
 * When an account is excluded from training. The protected are, now, and every fourth of them was at an earlier time too. Of
 * ten others, one has opted out, for the third time; three were excluded several times, but are not now; six never were.
 */
export function exclusionsOf(number: number): readonly Exclusion[] {
  const during = (reason: Exclusion['reason'], from: number, until: number | null): Exclusion => ({
    reason,
    from_at: BEGIN_MS + from * DAY_MS,
    until_at: until === null ? null : BEGIN_MS + until * DAY_MS,
  });
  if (isAdvanced(number)) {
    const earlier = number % 8 === 1 ? [during('opt-out', 20, 90)] : [];
    return [...earlier, during('protection', 300 + (number % 200), null)];
  }
  const tenth = (number / 2) % 10;
  if (tenth === 0) return [during('opt-out', 30, 60), during('opt-out', 200, 210), during('opt-out', 500, null)];
  if (tenth > 3) return [];
  return [during('protection', 100, 200), during('opt-out', 150, 260), during('protection', 400, 400 + tenth)];
}

type TableName = keyof Tables;
type Rows = readonly { readonly [Name in TableName]: { table: Name; row: Tables[Name] } }[TableName][];

interface Shared {
  readonly key: SigningKey;
  readonly keyRing: KeyRing;
  readonly phc: string;
  readonly now: number;
}

function credentialRow(shared: Shared, number: number, name: string): Tables['credential'] {
  const externalId = bytesOf(name, number);
  return {
    id: makeId('cred', bytesOf(`${name} id`, number).subarray(0, 16)),
    account_id: accountIdOf(number),
    external_id: externalId.toString('base64url'),
    nickname: name,
    public_key: shared.key.cose,
    algorithm: -7,
    sign_count: 0,
    transports: 'usb nfc',
    attachment: 'cross-platform',
    aaguid: '00000000-0000-0000-0000-000000000000',
    backup_eligible: 0,
    backed_up: 0,
    attestation_format: 'none',
    attestation_trust: 'none',
    attestation_object: shared.key.attestationObject(externalId),
    origin: 'sign-up',
    created_at: shared.now - DAY_MS,
    trusted_at: shared.now - DAY_MS,
    suspended_at: null,
    suspended_by: null,
    suspended_with: null,
    confirmed_until: null,
    last_used_at: null,
    last_used_country: null,
    make_report: null,
    make_reported_at: null,
  };
}

export const accountIdOf = (number: number) =>
  makeOrderedId('acct', BEGIN_MS + number, bytesOf('account', number).subarray(0, 16));

/** A session that its key opened a moment ago. */
function sessionRow({ now, keyRing }: Shared, number: number, key: Tables['credential']): Tables['session'] {
  return {
    token_hash: hashToken(keyRing, 'hfs', tokenOf('hfs', number)) ?? '',
    id: makeOrderedId('sess', now, bytesOf('session', number).subarray(0, 16)),
    account_id: key.account_id,
    credential_id: key.id,
    method: 'key',
    created_at: now,
    last_seen_at: now,
    idle_ms: DAY_MS,
    ends_at: now + DAY_MS,
    fresh_at: now,
    fresh_credential_id: key.id,
    second_at: null,
    second_credential_id: null,
    second_recovery_key: null,
    ip: '127.0.0.1',
    country_code: null,
    device: 'Chrome on Linux',
    device_kind: 'desktop',
    device_hash: null,
    ended_at: null,
    end_reason: null,
  };
}

/** An account with its key, a browser that it knows, and a session in it; and what its tier has besides. */
function rowsOf(shared: Shared, number: number): Rows {
  const { now, keyRing } = shared;
  const accountId = accountIdOf(number);
  const advanced = isAdvanced(number);
  const key = credentialRow(shared, number, 'credential');
  const stored = (kind: TokenKind) => hashToken(keyRing, kind, tokenOf(kind, number)) ?? '';
  const account: Tables['account'] = {
    id: accountId,
    email: emailOf(number),
    email_key: emailOf(number),
    display_name: `Person ${number}`,
    role: 'holder',
    tier: advanced ? 'advanced' : 'standard',
    user_handle: userHandleOf(number),
    created_at: now - DAY_MS,
    protected_since: advanced ? now - DAY_MS : null,
    wait_hours: advanced ? 72 : null,
    enrolment_required: 0,
    frozen_at: null,
    recovered_at: null,
    contacts_needed: 0,
    settles_at: null,
    settled_by: null,
    settled_aged_until: null,
    taken_back_at: null,
    email_contested_at: null,
    email_decided_at: null,
    remind_at: advanced ? now + 30 * DAY_MS : null,
  };
  const recoveryKey = (ordinal: number): Tables['recovery_key'] => ({
    account_id: accountId,
    session_id: null,
    ordinal,
    live: 1,
    key_hash: textOf(`recovery key ${ordinal}`, number),
    made_at: now - DAY_MS,
    proved_at: ordinal === 1 ? now - DAY_MS : null,
    spent_at: null,
    restoration_id: null,
  });
  return [
    { table: 'account', row: account },
    { table: 'credential', row: key },
    { table: 'session', row: sessionRow(shared, number, key) },
    ...exclusionsOf(number).map(
      (exclusion) => ({ table: 'training_exclusion', row: { account_id: accountId, ...exclusion } }) as const,
    ),
    { table: 'device', row: { account_id: accountId, device_hash: stored('hfd'), first_seen_at: now - DAY_MS } },
    ...(advanced
      ? ([
          { table: 'credential', row: credentialRow(shared, number, 'second credential') },
          { table: 'recovery_key', row: recoveryKey(1) },
          { table: 'recovery_key', row: recoveryKey(2) },
        ] as const)
      : ([{ table: 'password_verifier', row: { account_id: accountId, phc: shared.phc, set_at: now } }] as const)),
  ];
}

/** The one program, and the accounts. */
function* allRows(shared: Shared, count: number): Generator<Rows[number]> {
  const token_hash = hashToken(shared.keyRing, 'hfp', PROGRAM_TOKEN) ?? '';
  const program = { id: PROGRAM_ID, name: 'Pipeline', token_hash, created_at: shared.now, ended_at: null };
  yield { table: 'client', row: program };
  for (let number = 0; number < count; number++) yield* rowsOf(shared, number);
}

/** Fills the database of `place` with `count` accounts whose keys are all `key`. */
export async function populate(place: Place, key: SigningKey, count: number): Promise<void> {
  const hashing = createPasswordHashing({ concurrencyMax: 1, queueMax: 1 });
  const phc = await hashing.hash(PASSWORD, { lane: 'own', owner: 'population' });
  await hashing.close();
  const keyRing = createKeyRing([{ version: '1', secret: SECRET }], systemRandom);
  const shared: Shared = { key, keyRing, phc, now: Date.now() };
  if (place.databaseUrl === null) await populateSqlite(join(place.dataDir, 'holdfast.db'), shared, count);
  else await populatePostgres(place.databaseUrl, place.dataDir, shared, count);
}

async function populateSqlite(file: string, shared: Shared, count: number): Promise<void> {
  const store = openSqlite({ file });
  await migrate(store, shared.now);
  await store.close();
  const database = new Database(file);
  database.pragma('journal_mode = OFF');
  database.pragma('cache_size = -1000000');
  const inserts = new Map<TableName, Database.Statement<unknown[]>>();
  const insert = (table: TableName, row: object): void => {
    let statement = inserts.get(table);
    if (!statement) {
      const names = Object.keys(row);
      statement = database.prepare(`insert into ${table} (${names}) values (${names.map(() => '?')})`);
      inserts.set(table, statement);
    }
    statement.run(Object.values(row));
  };
  database.exec('begin');
  for (const { table, row } of allRows(shared, count)) insert(table, row);
  database.exec('commit');
  database.pragma('journal_mode = WAL');
  database.close();
}

const csvOf = (value: unknown): string =>
  value === null ? '' : value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : `"${value}"`;

async function populatePostgres(url: string, folder: string, shared: Shared, count: number): Promise<void> {
  const store = openPostgres({ url });
  await migrate(store, shared.now);
  await store.close();
  const files = new Map<TableName, { path: string; names: string; stream: ReturnType<typeof createWriteStream> }>();
  const write = async (table: TableName, row: object): Promise<void> => {
    let file = files.get(table);
    if (!file) {
      const path = join(folder, `${table}.csv`);
      file = { path, names: Object.keys(row).join(), stream: createWriteStream(path, { mode: 0o644 }) };
      files.set(table, file);
    }
    if (!file.stream.write(`${Object.values(row).map(csvOf).join()}\n`)) await once(file.stream, 'drain');
  };
  for (const { table, row } of allRows(shared, count)) await write(table, row);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const [table, { path, names, stream }] of files) {
    stream.end();
    await once(stream, 'close');
    await client.query(`copy ${table} (${names}) from '${path}' with (format csv)`);
    rmSync(path);
  }
  await client.query('vacuum analyze');
  await client.query('checkpoint');
  await client.end();
}
