// recovery.begin: a recovery key opens a case, never a session. The key is spent by it, and the wait begins.

import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { secondAlertAt } from '../../domain/hold/hold.ts';
import {
  CASE_NUMBER_RANDOM_BYTES,
  CASE_SECRET_RANDOM_BYTES,
  makeCaseNumber,
  makeCaseSecret,
} from '../../domain/recovery/case-secret.ts';
import { decideBeginning, type KeyMatch } from '../../domain/recovery/decide-recovery.ts';
import { readRecoveryKey } from '../../domain/recovery/recovery-key.ts';
import { waitAfterRestore } from '../../domain/restore/void-rule.ts';
import type { KeyRing } from '../../platform/key-ring.ts';
import { findAccountByEmail, loadAccount, lockAccount } from '../../storage/account.ts';
import { insertRecoveryCase } from '../../storage/recovery-case.ts';
import { recoveryKeyHashes, spendRecoveryKey } from '../../storage/recovery-key.ts';
import { findNewestRestoration } from '../../storage/restoration.ts';
import type { Tx } from '../../storage/store.ts';
import type { RecoveryKeyRow } from '../../storage/tables.ts';
import type { Caller } from '../caller.ts';
import { askContacts } from '../contact/ask.ts';
import type { Deps } from '../deps.ts';
import { ripenHolds } from '../hold/ripen.ts';
import { startHold } from '../hold/start.ts';
import { record } from '../record.ts';
import { matchesRecoveryKey } from '../recovery-key/hash.ts';
import { writeFor } from '../write-for.ts';
import { countGuess, forgiveGuesses } from './count-guess.ts';
import { hashCaseSecret } from './hash-case-secret.ts';

export interface CaseBegun {
  /** `7F3K` */
  readonly caseNumber: string;
  /** `D4TX W8MQ 2HVK 9RBC …`. It is in this answer and nowhere else. */
  readonly caseSecret: string;
  readonly startedAt: number;
  readonly secondAlertAt: number;
  readonly ripensAt: number;
}

/**
 * A mistyped key is told before anything is looked up. Whatever else is wrong has one face, after the same slow work:
 * unknown address, standard account, wrong key, spent key, another case that waits.
 */
export async function beginRecovery(
  deps: Deps,
  caller: Caller,
  input: { readonly email: string; readonly recoveryKey: string },
): Promise<Decision<CaseBegun>> {
  const read = readRecoveryKey(input.recoveryKey);
  if (!read.ok) return refuse({ tag: 'recovery-key-refused', group: read.group });
  const limited = await writeFor(deps, caller, (tx) => countGuess(deps, tx, caller, input.email));
  if (limited) return refuse(limited);
  // Nothing is compared with it: its time covers what the answer's own would tell.
  await deps.passwordHashing.verify(null, read.canonical, { lane: 'recovery', owner: caller.network });
  return writeFor(deps, caller, (tx) => begin(deps, tx, caller, input.email, read.canonical));
}

async function begin(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  email: string,
  canonical: string,
): Promise<Decision<CaseBegun>> {
  const asker = { ...caller, session: null };
  const row = await findAccountByEmail(tx, email);
  if (row) {
    await lockAccount(tx, row.id);
    caller.moveOn();
    await ripenHolds(deps, tx, row.id, caller.now);
  }
  const account = row ? await loadAccount(tx, row.id) : null;
  const keys = account ? await recoveryKeyHashes(tx, account.id, 'live') : [];
  const found = matchOf(deps.keyRing, keys, canonical);
  const decision = decideBeginning(account, found.match);
  if (!decision.allowed || !account || !found.key) {
    const refused = decision.allowed ? refuse({ tag: 'recovery-refused', why: 'unknown-account' }) : decision;
    await record(deps, tx, asker, 'recovery.begin', account, { done: false, refusal: refused.refusal });
    return refused;
  }
  const { ordinal, waitMs } = decision.facts;
  if (!(await spendRecoveryKey(tx, account.id, ordinal, caller.now))) {
    throw new Error('a live recovery key of a locked account was spent by somebody else');
  }
  await forgiveGuesses(deps, tx, caller, email);
  const restored = await findNewestRestoration(tx);
  const held = await startHold(deps, tx, account, {
    kind: 'recovery',
    newEmail: null,
    startedWith: null,
    caller,
    waitMs: waitAfterRestore(waitMs, found.key.made_at, restored?.at ?? null),
  });
  // A fault, so that the key is not spent for nothing.
  if (!held.allowed) throw new Error('a recovery that may begin is the only one');
  const caseNumber = makeCaseNumber(deps.random.bytes(CASE_NUMBER_RANDOM_BYTES));
  const caseSecret = makeCaseSecret(deps.random.bytes(CASE_SECRET_RANDOM_BYTES));
  await insertRecoveryCase(tx, {
    account_id: account.id,
    hold_id: held.facts.id,
    case_number: caseNumber,
    secret_hash: hashCaseSecret(deps.keyRing, caseSecret.replaceAll(' ', '')),
    key_ordinal: ordinal,
    key_made_at: found.key.made_at,
    keys_sealed: null,
  });
  const { startedAt, ripensAt } = held.facts;
  const evidence = { subject: caseNumber, effectiveAt: ripensAt, byStranger: true };
  await record(deps, tx, asker, 'recovery.begin', account, { done: true }, evidence);
  await askContacts(deps, tx, account, { ripensAt, now: caller.now });
  return allow({ caseNumber, caseSecret, startedAt, secondAlertAt: secondAlertAt(held.facts), ripensAt });
}

type StoredKey = Pick<RecoveryKeyRow, 'ordinal' | 'key_hash' | 'made_at' | 'spent_at'>;

/** Every stored key is compared, so that the time does not tell which one fitted. */
function matchOf(
  keyRing: KeyRing,
  keys: readonly StoredKey[],
  canonical: string,
): { readonly match: KeyMatch; readonly key: StoredKey | null } {
  const [key = null] = keys.filter((stored) => matchesRecoveryKey(keyRing, stored.key_hash, canonical));
  if (key?.spent_at === null) return { match: { ordinal: key.ordinal }, key };
  return { match: { spent: key !== null }, key };
}
