// Erasing a person: their rows go, their evidence loses what is personal in it, and the sealed log stays as it is.
//
// An entry of the log says nothing personal; it commits to the particulars with a salt. Without the salt nobody can tell
// what was committed to, and every hash, proof and signature over the entry holds as before.

import { sql } from 'kysely';
import { emailKey } from '../domain/account/email-address.ts';
import { type AccountId, type EventId, firstIdAt } from '../domain/id.ts';
import type { Tx } from './store.ts';
import type { SealableEvent } from './tables.ts';

/** What an event says of a person: the columns that its entry commits to. */
const CLEARED = {
  account_id: null,
  session_id: null,
  credential_id: null,
  ip: null,
  country_code: null,
  device: null,
  user_agent: null,
  request_id: null,
  subject: null,
  used_key_id: null,
  key_name: null,
} as const satisfies Partial<SealableEvent>;

/** What happened to the same browser before there was an account: as long as a sign-up can take. */
const SIGN_UP = ['sign-up.begin', 'sign-up.confirm', 'sign-up.key-options', 'sign-up.make-totp'] as const;
const SIGN_UP_MS = 60 * 60 * 1000;

/**
 * Every address that the account is known to have had, as it was typed, in lower case and as its key: databases differ in
 * which letters they make small. An address that is somebody else's by now is theirs, and so is what names it.
 */
export async function listAddressesOf(
  tx: Tx,
  account: { readonly id: AccountId; readonly email: string },
): Promise<readonly string[]> {
  const confirmed = await tx.q
    .selectFrom('audit_event')
    .select('subject')
    .distinct()
    .where('account_id', '=', account.id)
    .where('operation', '=', 'email.confirm')
    .where('outcome', '=', 'done')
    .execute();
  const invited = await tx.q
    .selectFrom('recovery_contact')
    .select('email')
    .distinct()
    .where((is) => is.or([is('contact_account_id', '=', account.id), is('email_key', '=', emailKey(account.email))]))
    .execute();
  const rows = await tx.q.selectFrom('former_email').select('email').where('account_id', '=', account.id).execute();
  const former = rows.map(({ email }) => email);
  const known = [account.email, ...confirmed.map(({ subject }) => subject), ...invited.map(({ email }) => email)];
  const typed = [...new Set([...former, ...known].flatMap((email) => (email === null ? [] : [email])))];
  const others = await tx.q
    .selectFrom('account')
    .select('email_key')
    .where('email_key', 'in', typed.map(emailKey))
    .where('id', '!=', account.id)
    .execute();
  const taken = new Set(others.map(({ email_key }) => email_key));
  const own = typed.filter((email) => !taken.has(emailKey(email)));
  return [...new Set(own.flatMap((email) => [email, email.toLowerCase(), emailKey(email)]))];
}

/** Clears what the record says of the person: in their own events, and by name in those of others. */
export async function clearParticulars(
  tx: Tx,
  { id, createdAt }: { readonly id: AccountId; readonly createdAt: number },
  addresses: readonly string[],
): Promise<void> {
  // What is being sealed at this moment is sealed first, and has its salt by the time it is looked for.
  if (tx.dialect === 'postgres') await tx.q.selectFrom('log_head').select('size').forUpdate().execute();
  // An id carries the time of its event, and has an index.
  const [from, before] = [firstIdAt('evnt', createdAt - SIGN_UP_MS), firstIdAt('evnt', createdAt + 1)];
  await sql`update audit_event set account_id = ${id} where account_id is null
    and operation in (${sql.join([...SIGN_UP])}) and id >= ${from} and id < ${before}
    and exists (select 1 from audit_event as own
      where own.account_id = ${id} and own.ip = audit_event.ip and own.user_agent = audit_event.user_agent)`.execute(
    tx.q,
  );
  await dropSalts(tx, sql`account_id = ${id}`);
  await tx.q.updateTable('audit_event').set(CLEARED).where('account_id', '=', id).execute();
  const naming = await listNaming(tx, addresses);
  for (let at = 0; at < naming.length; at += IDS_AT_ONCE) {
    const ids = naming.slice(at, at + IDS_AT_ONCE);
    await dropSalts(tx, sql`id in (${sql.join(ids)})`);
    await tx.q.updateTable('audit_event').set({ subject: null }).where('id', 'in', ids).execute();
  }
}

const IDS_AT_ONCE = 500;

/**
 * Events that name one of the addresses: alone, or before the ticket of a support look. Never a part of it, since one
 * person's address may end another's. Looked for among the few subjects that name any address, which have an index.
 */
async function listNaming(tx: Tx, addresses: readonly string[]): Promise<readonly EventId[]> {
  const named = addresses.map((address) => {
    const before = `${address}, `;
    // In characters, as databases count.
    const { length } = [...before];
    return sql`subject = ${address} or lower(subject) = ${address}
      or substr(subject, 1, ${length}) = ${before} or substr(lower(subject), 1, ${length}) = ${before}`;
  });
  const { rows } = await sql<{ id: EventId }>`select id from audit_event
    where subject like '%@%' and (${sql.join(named, sql` or `)})`.execute(tx.q);
  return rows.map(({ id }) => id);
}

async function dropSalts(tx: Tx, which: ReturnType<typeof sql>): Promise<void> {
  await sql`update log_entry set salt = null where position in
    (select position from audit_event where position is not null and ${which})`.execute(tx.q);
}

/** Every row that is about the account. A table with an account's rows that is not here fails a test. */
export async function deleteRowsOf(tx: Tx, id: AccountId, addresses: readonly string[]): Promise<void> {
  const channels = tx.q.selectFrom('alert_channel').select('id').where('account_id', '=', id);
  await tx.q.deleteFrom('webhook_delivery').where('channel_id', 'in', channels).execute();
  const asContact = tx.q.selectFrom('recovery_contact').select('id').where('contact_account_id', '=', id);
  for (const table of ['recovery_approval', 'recovery_objection'] as const) {
    await tx.q.deleteFrom(table).where('contact_id', 'in', asContact).execute();
  }
  await tx.q.deleteFrom('recovery_contact').where('contact_account_id', '=', id).execute();
  // Invitations that nobody took up. Who accepted one is a contact, whatever address it once went to.
  await tx.q
    .deleteFrom('recovery_contact')
    .where('email_key', 'in', [...addresses])
    .where('contact_account_id', 'is', null)
    .execute();
  // The order is that of the references between them.
  const tables = [
    'recovery_approval',
    'recovery_objection',
    'recovery_case',
    'recovery_contact',
    'recovery_key',
    'hold',
    'session',
    'credential',
    'password_verifier',
    'totp_verifier',
    'backup_code',
    'enrolment',
    'incident',
    'device',
    'flow',
    'former_email',
    'former_factor',
    'refusal_window',
    'outbox',
    'alert_channel',
    'training_exclusion',
    'log_chain',
  ] as const;
  for (const table of tables) await tx.q.deleteFrom(table).where('account_id', '=', id).execute();
  await tx.q.deleteFrom('account').where('id', '=', id).execute();
}

/** What is left of the account: its id, and when it was erased. */
export async function insertErasure(tx: Tx, id: AccountId, now: number): Promise<void> {
  await tx.q.insertInto('erasure').values({ account_id: id, erased_at: now, overwritten_at: null }).execute();
}

/** Erasures whose bytes may still be in the files. */
export async function listNotOverwritten(tx: Tx): Promise<readonly AccountId[]> {
  const rows = await tx.q.selectFrom('erasure').select('account_id').where('overwritten_at', 'is', null).execute();
  return rows.map((row) => row.account_id);
}

/** Nothing of them is left in the database’s files, as far as it can say. */
export async function markOverwritten(tx: Tx, ids: readonly AccountId[], now: number): Promise<void> {
  await tx.q
    .updateTable('erasure')
    .set({ overwritten_at: now })
    .where('account_id', 'in', [...ids])
    .execute();
}
