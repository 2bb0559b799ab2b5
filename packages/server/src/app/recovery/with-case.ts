// How everything is done that is done with a case secret: the case is found, its account locked, what is due moved on;
// then the rule decides, and the outcome is put on record.

import type { Account } from '../../domain/account/account.ts';
import type { Operation } from '../../domain/authority.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import type { Hold } from '../../domain/hold/hold.ts';
import { readCaseSecret } from '../../domain/recovery/case-secret.ts';
import type { Approvals } from '../../domain/recovery/decide-recovery.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { loadAccount, lockAccount } from '../../storage/account.ts';
import { findHold } from '../../storage/hold.ts';
import { findCaseBySecret } from '../../storage/recovery-case.ts';
import { recoveryKeyHashes } from '../../storage/recovery-key.ts';
import type { Tx } from '../../storage/store.ts';
import type { RecoveryCaseRow } from '../../storage/tables.ts';
import type { Caller } from '../caller.ts';
import { approvalsOf } from '../contact/approvals-of.ts';
import type { Deps } from '../deps.ts';
import { ripenHolds } from '../hold/ripen.ts';
import type { Done } from '../operate.ts';
import { record } from '../record.ts';
import { matchesRecoveryKey } from '../recovery-key/hash.ts';
import type { PendingKey } from '../setup/pending-key.ts';
import { throttle } from '../throttle.ts';
import { writeFor } from '../write-for.ts';
import { countGuess, forgiveGuesses } from './count-guess.ts';
import { caseSecretHashes } from './hash-case-secret.ts';
import { openPendingKeys } from './view-case.ts';

export interface OpenCase {
  readonly row: RecoveryCaseRow;
  readonly hold: Hold;
  readonly account: Account;
  readonly keys: readonly PendingKey[];
  readonly approvals: Approvals;
}

/** What was typed as a case secret, judged by its text alone: a mistyped one is no guess, and nothing is looked up. */
export function readSecret(typed: string): Decision<string> {
  const read = readCaseSecret(typed);
  return read.ok ? allow(read.canonical) : refuse({ tag: 'case-secret-refused', group: read.group });
}

export const findCase = (deps: Pick<Deps, 'keyRing'>, tx: Tx, secret: string): Promise<RecoveryCaseRow | null> =>
  findCaseBySecret(tx, caseSecretHashes(deps.keyRing, secret));

/** The case with its account, as they are in this transaction. */
export async function loadCase(deps: Pick<Deps, 'keyRing'>, tx: Tx, row: RecoveryCaseRow): Promise<OpenCase> {
  const account = await loadAccount(tx, row.account_id);
  const hold = await findHold(tx, row.account_id, row.hold_id);
  if (!account || !hold) throw new Error('a recovery case has an account and a hold');
  const approvals = await approvalsOf(tx, account, hold.id);
  return { row, hold, account, keys: openPendingKeys(deps.keyRing, row), approvals };
}

/** A secret that fits no case. Only such guesses count: whoever shares the asker's network cannot hold a case up. */
export async function refuseSecret(deps: Deps, tx: Tx, caller: Caller): Promise<Refusal> {
  return (await throttle(deps, tx, 'code.network', [caller.network], caller.now)) ?? { tag: 'link-refused' };
}

/** A refusal commits too: its counter and its evidence must not roll back. */
export async function withCase<T>(
  deps: Deps,
  caller: Caller,
  operation: Operation,
  caseSecret: string,
  act: (tx: Tx, open: OpenCase) => Promise<Decision<Done<T>>>,
): Promise<Decision<T>> {
  const secret = readSecret(caseSecret);
  if (!secret.allowed) return secret;
  const asker = { ...caller, session: null };
  return writeFor(deps, caller, async (tx): Promise<Decision<T>> => {
    const row = await findCase(deps, tx, secret.facts);
    if (!row) return refuse(await refuseSecret(deps, tx, caller));
    await lockAccount(tx, row.account_id);
    caller.moveOn();
    await ripenHolds(deps, tx, row.account_id, caller.now);
    // Read again under the lock: keys may have been added, or dropped, since it was found.
    const open = await loadCase(deps, tx, (await findCase(deps, tx, secret.facts)) ?? row);
    const decision = await act(tx, open);
    const subject = row.case_number;
    if (!decision.allowed) {
      const { refusal } = decision;
      // Guesses beyond the limit are counted and no more: a record that anybody can fill tells nobody anything.
      if (refusal.tag !== 'throttled') {
        await record(deps, tx, asker, operation, open.account, { done: false, refusal }, { subject });
      }
      return decision;
    }
    const evidence = { subject, ...decision.facts.evidence };
    await record(deps, tx, asker, operation, open.account, { done: true }, evidence);
    return allow(decision.facts.value);
  });
}

/** The recovery key that began the case, typed once more. Each try is counted before it is judged. */
export async function requireRecoveryKey(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  { account, row }: OpenCase,
  canonical: string,
): Promise<Decision<undefined>> {
  const limited = await countGuess(deps, tx, caller, account.email);
  if (limited) return refuse(limited);
  const key = (await recoveryKeyHashes(tx, account.id, 'live')).find(
    (stored) => stored.ordinal === row.key_ordinal && stored.made_at === row.key_made_at && stored.spent_at !== null,
  );
  // Keys that were replaced meanwhile are void, and what they began with them.
  if (!key) return refuse({ tag: 'recovery-ended' });
  if (!matchesRecoveryKey(deps.keyRing, key.key_hash, canonical)) {
    return refuse({ tag: 'recovery-refused', why: 'wrong-recovery-key' });
  }
  await forgiveGuesses(deps, tx, caller, account.email);
  return allow();
}
