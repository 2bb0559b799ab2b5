// Runs use cases against a real database and says what each one left behind: evidence, mail, touched tables.

import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll } from 'vitest';
import type { SignedInCaller } from '../../packages/server/src/app/caller.ts';
import type { Deps } from '../../packages/server/src/app/deps.ts';
import { OUTBOX_PURPOSE, type QueuedMail } from '../../packages/server/src/app/mail/send-mail.ts';
import type { Decision } from '../../packages/server/src/domain/decision.ts';
import type { OutboxRow } from '../../packages/server/src/storage/alert-tables.ts';
import type { Store } from '../../packages/server/src/storage/store.ts';
import type { AuditEventRow, Tables } from '../../packages/server/src/storage/tables.ts';
import { makeDeps, TEST_ORIGIN, TEST_RP } from './deps.ts';
import { type AuthenticatorTraits, SoftwareAuthenticator } from './software-authenticator.ts';
import { describeOn, describeOnBoth, type SuiteDatabase } from './stores.ts';

// Without the log, and without `refusal_window`: every refused attempt on a protected account is counted there.
const TABLES = [
  'account',
  'alert_channel',
  'audit_event',
  'audit_stream',
  'backup_code',
  'clock_gap',
  'clock_node',
  'clock_state',
  'credential',
  'device',
  'enrolment',
  'erasure',
  'fact',
  'flow',
  'former_email',
  'former_factor',
  'hold',
  'incident',
  'outbox',
  'password_verifier',
  'recovery_approval',
  'recovery_case',
  'recovery_contact',
  'recovery_key',
  'recovery_objection',
  'restoration',
  'session',
  'spent',
  'throttle',
  'totp_verifier',
  'training_exclusion',
  'webhook_delivery',
] as const satisfies readonly (keyof Tables)[];

/** Every row of every table, by table. */
export type Contents = Readonly<Record<(typeof TABLES)[number], readonly object[]>>;

export async function contentsOf(store: Store): Promise<Contents> {
  return store.read(async (tx) => {
    const contents = {} as Record<keyof Contents, readonly object[]>;
    for (const table of TABLES) contents[table] = await tx.q.selectFrom(table).selectAll().execute();
    return contents;
  });
}

export interface Left<T> {
  readonly answer: T;
  /** In the order in which they were written. */
  readonly events: readonly AuditEventRow[];
  /** `ada@example.com: credential.remove done`, in the order in which they were written. */
  readonly alerts: readonly string[];
  /** Mail that is no alert. */
  readonly mails: readonly QueuedMail[];
  /** The tables whose rows are no longer the same, by name. */
  readonly changed: readonly string[];
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** By id: where PostgreSQL puts a row says nothing, as it uses the place of one that was rolled back again. */
function added<Row extends { readonly id: string }>(before: readonly object[], after: readonly object[]): Row[] {
  const known = new Set((before as readonly Row[]).map(({ id }) => id));
  return (after as readonly Row[]).filter(({ id }) => !known.has(id));
}

/** What `act` added to the database and changed in it. */
export async function leaves<T>(deps: Deps, act: () => Promise<T>): Promise<Left<T>> {
  const before = await contentsOf(deps.store);
  const answer = await act();
  const after = await contentsOf(deps.store);
  const mails = added<OutboxRow>(before.outbox, after.outbox)
    .filter((row) => row.channel === 'mail')
    .map((row): QueuedMail => {
      const text = deps.keyRing.open(OUTBOX_PURPOSE, row.payload_sealed ?? '');
      if (text === null) throw new Error('a mail that was just queued can be opened');
      return JSON.parse(text.toString('utf8'));
    });
  return {
    answer,
    events: added<AuditEventRow>(before.audit_event, after.audit_event),
    alerts: mails.flatMap(({ to, content }) =>
      content.kind === 'alert' ? [`${to}: ${content.event.operation} ${content.event.outcome}`] : [],
    ),
    mails: mails.filter(({ content }) => content.kind !== 'alert'),
    changed: TABLES.filter((table) => !isSame(before[table], after[table])),
  };
}

/** What a decision allowed. @throws with the refusal. */
export function factsOf<T>(decision: Decision<T>): T {
  if (!decision.allowed) throw new Error(`refused: ${JSON.stringify(decision.refusal)}`);
  return decision.facts;
}

/** What the evidence of something that the holder of a session did says of them. */
export const byHolder = ({ session, requestId, now }: SignedInCaller): Partial<AuditEventRow> => ({
  actor: 'holder',
  account_id: session.account_id,
  session_id: session.id,
  request_id: requestId,
  at: now,
});

/** A key that nobody has registered yet. */
export const newAuthenticator = (traits: Partial<AuthenticatorTraits> = {}): SoftwareAuthenticator =>
  new SoftwareAuthenticator({ rpId: TEST_RP.rpId, origin: TEST_ORIGIN, ...traits });

/** The code that an authenticator app shows at `now`. */
export const totpAt = (secret: string | null, now: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret ?? '') }).generate({ timestamp: now });

export interface World {
  /** Good inside tests and hooks. */
  readonly deps: Deps;
}

/** Runs a suite over an SQLite database of its own. */
export function describeUseCase(title: string, suite: (world: World) => void, overrides: Partial<Deps> = {}): void {
  describeOn('sqlite', title, (database) => inWorld(database, suite, overrides));
}

/** The same over each of the two databases. */
export function describeUseCaseOnBoth(title: string, suite: (world: World) => void): void {
  describeOnBoth(title, (database) => inWorld(database, suite, {}));
}

function inWorld(database: SuiteDatabase, suite: (world: World) => void, overrides: Partial<Deps>): void {
  let deps: Deps | null = null;
  beforeAll(() => {
    deps = makeDeps(database.store, overrides);
  });
  afterAll(() => deps?.passwordHashing.close());
  suite({
    get deps() {
      if (!deps) throw new Error('dependencies are there inside tests and hooks only');
      return deps;
    },
  });
}
