// What must hold of an account after every step of a walk, read from its rows: the floor, the trusted way in, the second
// touch, and that everything was recorded and told.

import type Database from 'better-sqlite3';
import { expect } from 'vitest';
import { isAlerted, type Operation } from '../../packages/server/src/domain/authority.ts';
import type { Tier } from '../../packages/server/src/domain/tier.ts';

const DAY_MS = 24 * 3_600_000;

interface Key {
  readonly id: string;
  readonly created_at: number;
  readonly trusted_at: number;
  readonly suspended_at: number | null;
  readonly attachment: string | null;
  readonly backup_eligible: number;
  readonly attestation_trust: string;
}

export interface State {
  readonly id: string;
  readonly email: string;
  readonly tier: Tier;
  readonly keys: readonly Key[];
}

type Numbers = (sql: string, ...values: (string | number)[]) => number;
const numbersOf =
  (database: Database.Database): Numbers =>
  (sql, ...values) =>
    (database.prepare(sql).get(...values) as { n: number }).n;

/** Null: the account is gone. */
export function readState(database: Database.Database, id: string): State | null {
  const account = database.prepare('select id, email, tier from account where id = ?').get(id) as
    | Omit<State, 'keys'>
    | undefined;
  const keys = database.prepare('select * from credential where account_id = ? order by nickname').all(id) as Key[];
  return account ? { ...account, keys } : null;
}

const counts = (key: Key, tier: Tier): boolean =>
  tier !== 'hardware' || (key.backup_eligible === 0 && key.attestation_trust === 'anchored');
const travels = (key: Key): boolean => key.attachment === 'cross-platform' || key.backup_eligible === 1;
const isActive = (key: Key): boolean => key.suspended_at === null;
const isDayOld = (key: Key, now: number): boolean => now >= Math.min(key.created_at + DAY_MS, key.trusted_at);

/** The floor of a protected account, held by these keys. */
function expectFloor(keys: readonly Key[], tier: Tier): void {
  const counted = keys.filter((key) => counts(key, tier));
  expect(counted.length).toBeGreaterThanOrEqual(2);
  expect(counted.some(travels)).toBe(true);
}

export function checkStanding(database: Database.Database, { id, tier, keys }: State, now: number): void {
  const number = numbersOf(database);
  // Suspension, whoever did it, left something trusted that opens the account.
  expect(keys.filter((key) => isActive(key) && counts(key, tier) && now >= key.trusted_at).length).toBeGreaterThan(0);
  if (tier === 'standard') return;
  expectFloor(keys, tier);
  expect(
    number('select count(*) n from password_verifier where account_id = ?', id) +
      number('select count(*) n from totp_verifier where account_id = ?', id),
  ).toBe(0);
  const orphans = `select count(*) n from session s where account_id = ? and ended_at is null and ends_at > ?
    and not exists (select 1 from credential c where c.id = s.credential_id and c.account_id = s.account_id
                    and c.suspended_at is null)`;
  expect(number(orphans, id, now)).toBe(0);
  expect(number('select count(*) n from recovery_key where account_id = ? and live = 1', id)).toBe(2);
  expect(number('select count(*) n from training_exclusion where account_id = ? and until_at is null', id)).toBe(1);
}

/** Keys that went: the floor was held without them by keys that are a day old or trusted, and were not suspended. */
export function checkEnding(before: State, after: State, now: number): void {
  const ended = before.keys.filter(({ id }) => !after.keys.some((key) => key.id === id));
  const recovered = after.keys.every(({ id }) => !before.keys.some((key) => key.id === id));
  if (ended.length === 0 || recovered || after.tier === 'standard') return;
  // Judged within the step: what was suspended in it may have been so a moment later.
  const wasActive = (key: Key) => before.keys.some((old) => old.id === key.id && isActive(old));
  expectFloor(
    after.keys.filter((key) => isDayOld(key, now) && (isActive(key) || wasActive(key))),
    after.tier,
  );
}

/** What asks for a key to go leaves the floor to the others at once. */
export const checkAskedToEnd = ({ keys, tier }: State, id: string, now: number): void => {
  if (tier === 'standard') return;
  const others = keys.filter((key) => key.id !== id && isActive(key) && isDayOld(key, now));
  expectFloor(others, tier);
};

/** Nothing slow that one proof began is done without a second touch. */
export function checkSecondTouch(database: Database.Database, id: string, finished: ReadonlySet<string>): void {
  const done = database
    .prepare("select id, kind from hold where account_id = ? and state = 'done' and proofs = 1 and kind <> 'recovery'")
    .all(id) as { id: string; kind: string }[];
  expect(done.filter((hold) => !finished.has(hold.id))).toEqual([]);
}

/** Told only where recovery keys had been made before in the same enrolment. */
const TOLD_AGAIN: readonly string[] = ['enrolment.make-recovery-keys'];

/** Every recorded outcome of the last week that must be told has its mail. */
export function checkAlerts(database: Database.Database, id: string, now: number): void {
  const untold = database
    .prepare(
      `select operation, outcome from audit_event e where account_id = ? and at > ? and not exists
       (select 1 from outbox o where o.event_id = e.id and o.account_id = e.account_id and o.channel = 'mail')`,
    )
    .all(id, now - 7 * DAY_MS) as { operation: Operation; outcome: 'done' | 'refused' }[];
  const mustBeTold = untold.filter(({ operation }) => !TOLD_AGAIN.includes(operation));
  expect(mustBeTold.filter(({ operation, outcome }) => isAlerted(operation, outcome, 'standard', false))).toEqual([]);
  const told = database
    .prepare(
      `select operation, outcome from audit_event e where account_id = ? and exists
       (select 1 from outbox o where o.event_id = e.id and o.account_id = e.account_id and o.channel = 'mail')`,
    )
    .all(id) as { operation: Operation; outcome: 'done' | 'refused' }[];
  expect(told.filter(({ operation, outcome }) => !isAlerted(operation, outcome, 'advanced', true))).toEqual([]);
}
