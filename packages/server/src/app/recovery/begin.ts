// recovery.begin: one recovery key, or both typed together, open a case, never a session. The wait begins, and nothing is
// spent by it.

import type { Account } from '../../domain/account/account.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { type Hold, secondAlertAt } from '../../domain/hold/hold.ts';
import type { HoldId } from '../../domain/id.ts';
import { begunWith, nameCase } from '../../domain/recovery/case-name.ts';
import {
  CASE_NUMBER_RANDOM_BYTES,
  CASE_SECRET_RANDOM_BYTES,
  makeCaseNumber,
  makeCaseSecret,
} from '../../domain/recovery/case-secret.ts';
import {
  type Beginning,
  decideBeginning,
  type KeyMatch,
  type KnownCase,
} from '../../domain/recovery/decide-recovery.ts';
import { readRecoveryKey } from '../../domain/recovery/recovery-key.ts';
import { waitAfterRestore } from '../../domain/restore/void-rule.ts';
import { findAccountByEmail, loadAccount, lockAccount } from '../../storage/account.ts';
import { endHold, setBegunBy } from '../../storage/hold.ts';
import { findCaseOfHold, insertRecoveryCase, listCasesOf, setAside } from '../../storage/recovery-case.ts';
import { recoveryKeyHashes } from '../../storage/recovery-key.ts';
import { findNewestRestoration } from '../../storage/restoration.ts';
import type { Tx } from '../../storage/store.ts';
import type { RecoveryKeyRow } from '../../storage/tables.ts';
import { type Caller, withoutSession } from '../caller.ts';
import { askContacts } from '../contact/ask.ts';
import type { Deps } from '../deps.ts';
import { ripenHolds } from '../hold/ripen.ts';
import { startHold } from '../hold/start.ts';
import { record, recordBySystem } from '../record.ts';
import { matchesRecoveryKey } from '../recovery-key/hash.ts';
import { writeFor } from '../write-for.ts';
import { contactsThatCount } from './as-it-opens.ts';
import { findBegunBefore, secretOfAttempt } from './begun-before.ts';
import { countWrongKey, isWorthRecording } from './count-wrong-key.ts';
import { hashCaseSecret } from './hash-case-secret.ts';

export interface CaseBegun extends Pick<Hold, 'startedAt' | 'ripensAt' | 'stoppedBy'> {
  /** `7F3K` */
  readonly caseNumber: string;
  /** `D4TX W8MQ 2HVK 9RBC …`. It is in this answer and nowhere else. */
  readonly caseSecret: string;
  readonly secondAlertAt: number;
  readonly begunWith: 'one' | 'both' | 'again';
}

export interface BeginInput {
  readonly email: string;
  readonly recoveryKey: string;
  /** The account's other recovery key, where it is at hand too. */
  readonly otherRecoveryKey?: string | undefined;
  /** Random, of the asker's own: the same once more gives the same answer, where the first did not arrive. */
  readonly attempt?: string | undefined;
}

/** What was typed, judged by its text alone: a mistyped key is told before anything is looked up. */
function readTyped({ recoveryKey, otherRecoveryKey }: BeginInput): Decision<readonly string[]> {
  const read = readRecoveryKey(recoveryKey);
  if (!read.ok) return refuse({ tag: 'recovery-key-refused', group: read.group });
  if (otherRecoveryKey === undefined) return allow([read.canonical]);
  const other = readRecoveryKey(otherRecoveryKey);
  if (!other.ok) return refuse({ tag: 'recovery-key-refused', group: other.group, other: true });
  // The same paper twice is one key.
  if (other.canonical === read.canonical) return refuse({ tag: 'recovery-key-refused', group: null, other: true });
  return allow([read.canonical, other.canonical]);
}

/**
 * A right key is compared first, and passes whatever anybody has counted. Whatever is wrong has one face, after the same
 * slow work: unknown address, standard account, wrong key, void key, a case of this key that waits.
 */
export async function beginRecovery(deps: Deps, caller: Caller, input: BeginInput): Promise<Decision<CaseBegun>> {
  const read = readTyped(input);
  if (!read.allowed) return read;
  const typed = read.facts;
  // Nothing is compared with it: its time covers what the answer's own would tell.
  const turn = { lane: 'recovery', owner: caller.network } as const;
  const slowly = () => deps.passwordHashing.verify(null, typed[0] ?? '', turn);
  const isRight = await deps.store.read((tx) => fits(deps, tx, input.email, typed));
  if (!isRight) {
    const limited = await writeFor(deps, caller, (tx) => countWrongKey(deps, tx, caller));
    if (limited) return refuse(limited);
    await slowly();
  }
  const decision = await writeFor(deps, caller, (tx) => begin(deps, tx, caller, input, typed));
  if (isRight && !decision.allowed) await slowly();
  return decision;
}

async function fits(deps: Deps, tx: Tx, email: string, typed: readonly string[]): Promise<boolean> {
  const row = await findAccountByEmail(tx, email);
  const keys = row ? await recoveryKeyHashes(tx, row.id, 'live') : [];
  return typed.every((canonical) => matchOf(deps, keys, canonical) !== null);
}

type StoredKey = Pick<RecoveryKeyRow, 'ordinal' | 'key_hash' | 'made_at' | 'spent_at'>;

/** Every stored key is compared, so that the time does not tell which one fitted. */
function matchOf({ keyRing }: Pick<Deps, 'keyRing'>, keys: readonly StoredKey[], canonical: string): StoredKey | null {
  const [key = null] = keys.filter((stored) => matchesRecoveryKey(keyRing, stored.key_hash, canonical));
  return key;
}

const toMatch = (key: StoredKey | null): KeyMatch =>
  key?.spent_at === null ? { ordinal: key.ordinal } : { isVoid: key !== null };

/** What became of the cases of these recovery keys. */
async function knownCases(tx: Tx, account: Account, keysMadeAt: number): Promise<readonly KnownCase[]> {
  const open: readonly HoldId[] = account.tier === 'standard' ? [] : account.openRecoveries;
  return (await listCasesOf(tx, account.id, keysMadeAt)).map((row) => ({
    holdId: row.hold_id,
    ordinals: row.other_ordinal === null ? [row.key_ordinal] : [row.key_ordinal, row.other_ordinal],
    isOpen: open.includes(row.hold_id),
    stoppedAt:
      row.state === 'vetoed' && row.set_aside === 0 && row.restoration_id === null ? (row.ended_at ?? null) : null,
  }));
}

async function begin(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  { email, attempt }: Pick<BeginInput, 'email' | 'attempt'>,
  typed: readonly string[],
): Promise<Decision<CaseBegun>> {
  const asker = withoutSession(caller);
  const row = await findAccountByEmail(tx, email);
  if (row) {
    await lockAccount(tx, row.id);
    caller.moveOn();
    await ripenHolds(deps, tx, row.id, caller.now);
  }
  const account = row ? await loadAccount(tx, row.id) : null;
  const keys = account ? await recoveryKeyHashes(tx, account.id, 'live') : [];
  const found = typed.map((canonical) => matchOf(deps, keys, canonical));
  const [first = null] = found;
  let caseSecret = makeCaseSecret(deps.random.bytes(CASE_SECRET_RANDOM_BYTES));
  if (account && attempt !== undefined && found.every((key) => key !== null)) {
    const named = secretOfAttempt(deps.keyRing, attempt, typed);
    const before = await findBegunBefore(deps, tx, account, named, caller.now);
    // It is told already, and on record: nothing has happened since.
    if (before?.isOpen) return allow(answerOf(before.row.case_number, named, before.hold));
    if (before === null) caseSecret = named;
  }
  const cases = account && first ? await knownCases(tx, account, first.made_at) : [];
  const decision = decideBeginning(account, found.map(toMatch), cases, caller.now);
  if (decision.allowed && account && first) return open(deps, tx, caller, account, first, decision.facts, caseSecret);
  const refused = decision.allowed ? refuse({ tag: 'recovery-refused', why: 'unknown-account' }) : decision;
  // Who typed a key of the account is always told of.
  if (found.every((key) => key !== null) || (await isWorthRecording(deps, tx, email, caller.now))) {
    await record(deps, tx, asker, 'recovery.begin', account, { done: false, refusal: refused.refusal });
  }
  return refused;
}

/** The case, its wait, and who is told of it. */
async function open(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  account: Account,
  key: StoredKey,
  beginning: Beginning,
  caseSecret: string,
): Promise<Decision<CaseBegun>> {
  const { now } = caller;
  const { ordinals, waitMs, proofs, stoppedBy, replaces } = beginning;
  for (const holdId of replaces) await replace(deps, tx, account, holdId, now);
  const restored = await findNewestRestoration(tx);
  const ripensAt = now + waitAfterRestore(waitMs, key.made_at, restored?.at ?? null);
  const held = await startHold(deps, tx, account, {
    kind: 'recovery',
    startedWith: null,
    caller,
    proofs,
    stoppedBy,
    ripensAt,
  });
  if (!held.allowed) return held;
  const caseNumber = makeCaseNumber(deps.random.bytes(CASE_NUMBER_RANDOM_BYTES));
  const asked = await contactsThatCount(tx, account, now);
  const needed = account.tier === 'standard' ? 0 : Math.min(account.contactsNeeded, asked.length);
  const [ordinal = key.ordinal, other = null] = ordinals;
  await insertRecoveryCase(tx, {
    account_id: account.id,
    hold_id: held.facts.id,
    case_number: caseNumber,
    secret_hash: hashCaseSecret(deps.keyRing, caseSecret.replaceAll(' ', '')),
    key_ordinal: ordinal,
    other_ordinal: other,
    key_made_at: key.made_at,
    set_aside: 0,
    contacts_needed: needed,
    contacts: asked.map(({ id }) => id).join(' ') || null,
    keys_sealed: null,
  });
  const evidence = { subject: nameCase(caseNumber, begunWith(held.facts)), effectiveAt: ripensAt, byStranger: true };
  const asker = withoutSession(caller);
  const eventId = await record(deps, tx, asker, 'recovery.begin', account, { done: true }, evidence);
  await setBegunBy(tx, held.facts.id, eventId);
  if (needed > 0) await askContacts(deps, tx, account, { holdId: held.facts.id, asked, until: ripensAt, now });
  return allow(answerOf(caseNumber, caseSecret, held.facts));
}

const answerOf = (caseNumber: string, caseSecret: string, hold: Hold): CaseBegun => ({
  caseNumber,
  caseSecret,
  startedAt: hold.startedAt,
  secondAlertAt: secondAlertAt(hold),
  ripensAt: hold.ripensAt,
  stoppedBy: hold.stoppedBy,
  begunWith: begunWith(hold),
});

/** Both recovery keys together take the place of whatever runs: it was not stopped. */
async function replace(deps: Deps, tx: Tx, account: Account, holdId: HoldId, now: number): Promise<void> {
  const found = await findCaseOfHold(tx, account.id, holdId);
  if (!found || !(await endHold(tx, account.id, holdId, 'vetoed', now))) return;
  await setAside(tx, account.id, holdId);
  await recordBySystem(deps, tx, now, 'recovery.void', account, { subject: found.case_number });
}
