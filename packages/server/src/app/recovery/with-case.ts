// How everything is done that is done with a case secret: the case is found, its account locked, what is due moved on;
// then the rule decides, and the outcome is put on record.

import type { Account } from '../../domain/account/account.ts';
import type { Operation } from '../../domain/authority.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { readCaseSecret } from '../../domain/recovery/case-secret.ts';
import { loadAccount, lockAccount } from '../../storage/account.ts';
import { findHold } from '../../storage/hold.ts';
import { findCaseBySecret } from '../../storage/recovery-case.ts';
import { recoveryKeyHashes } from '../../storage/recovery-key.ts';
import type { Tx } from '../../storage/store.ts';
import type { RecoveryCaseRow } from '../../storage/tables.ts';
import { type Caller, withoutSession } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { ripenHolds } from '../hold/ripen.ts';
import type { Done } from '../operate.ts';
import { record } from '../record.ts';
import { matchesRecoveryKey } from '../recovery-key/hash.ts';
import { refuseLink } from '../refuse-link.ts';
import type { PendingKey } from '../setup/pending-key.ts';
import { writeFor } from '../write-for.ts';
import { asItOpens, type OpeningCase } from './as-it-opens.ts';
import { countWrongReturn } from './count-wrong-key.ts';
import { caseSecretHashes } from './hash-case-secret.ts';
import { openPendingKeys } from './view-case.ts';

export interface OpenCase extends OpeningCase {
  readonly account: Account;
  readonly keys: readonly PendingKey[];
}

/** What was typed as a case secret, judged by its text alone: a mistyped one is no guess, and nothing is looked up. */
export function readSecret(typed: string): Decision<string> {
  const read = readCaseSecret(typed);
  return read.ok ? allow(read.canonical) : refuse({ tag: 'case-secret-refused', group: read.group });
}

export const findCase = (deps: Pick<Deps, 'keyRing'>, tx: Tx, secret: string): Promise<RecoveryCaseRow | null> =>
  findCaseBySecret(tx, caseSecretHashes(deps.keyRing, secret));

/** The case with its account, as they are in this transaction. */
export async function loadCase(
  deps: Pick<Deps, 'keyRing'>,
  tx: Tx,
  row: RecoveryCaseRow,
  now: number,
): Promise<OpenCase> {
  const account = await loadAccount(tx, row.account_id);
  const hold = await findHold(tx, row.account_id, row.hold_id);
  const opening = account && hold ? await asItOpens(tx, account, hold, now) : null;
  if (!account || !opening) throw new Error('a recovery case has an account and a hold');
  return { ...opening, account, keys: openPendingKeys(deps.keyRing, row) };
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
  const asker = withoutSession(caller);
  return writeFor(deps, caller, async (tx): Promise<Decision<T>> => {
    const row = await findCase(deps, tx, secret.facts);
    if (!row) return refuse(await refuseLink(deps, tx, caller));
    await lockAccount(tx, row.account_id);
    caller.moveOn();
    await ripenHolds(deps, tx, row.account_id, caller.now);
    // Read again under the lock: keys may have been added, or dropped, since it was found.
    const open = await loadCase(deps, tx, (await findCase(deps, tx, secret.facts)) ?? row, caller.now);
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

/** A recovery key that began the case, typed once more: it is compared first, and only a wrong one is counted. */
export async function requireRecoveryKey(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  { account, row }: Pick<OpenCase, 'account' | 'row'>,
  canonical: string,
): Promise<Decision<undefined>> {
  const keys = (await recoveryKeyHashes(tx, account.id, 'live')).filter(
    ({ ordinal, made_at }) => made_at === row.key_made_at && [row.key_ordinal, row.other_ordinal].includes(ordinal),
  );
  // Keys that were replaced meanwhile are void, and what they began with them.
  if (keys.length === 0) return refuse({ tag: 'recovery-ended' });
  if (keys.some((key) => matchesRecoveryKey(deps.keyRing, key.key_hash, canonical))) return allow();
  const limited = await countWrongReturn(deps, tx, row.hold_id, caller.now);
  return refuse(limited ?? { tag: 'recovery-refused', why: 'wrong-recovery-key' });
}
