// How every signed-in change happens: one transaction in which the account is locked, the session and the rule are
// checked again, the change is decided and made, its evidence and alert are written, and the floor is verified.

import type { Account } from '../domain/account/account.ts';
import { registeredStanding } from '../domain/account/standing.ts';
import { authorise, authorityOf, needsSession, type Operation, type Standpoint } from '../domain/authority.ts';
import type { Credential } from '../domain/credential/credential.ts';
import { mayActByMake } from '../domain/credential/judge-make.ts';
import { requireRights } from '../domain/credential/key-stage.ts';
import { allow, type Decision, refuse } from '../domain/decision.ts';
import type { Proofs, SecondProof } from '../domain/proof/proofs.ts';
import type { Refusal, RefusalTag } from '../domain/refusal.ts';
import { isFresh } from '../domain/session/session.ts';
import { causeOf } from '../domain/staged/staged.ts';
import { assertFloor, loadAccount, lockAccount } from '../storage/account.ts';
import { type CheckedSession, findSession, toSession } from '../storage/session.ts';
import type { Tx } from '../storage/store.ts';
import type { SignedInCaller } from './caller.ts';
import { agedAccount } from './clock/aged-account.ts';
import type { Deps } from './deps.ts';
import { ripenHolds } from './hold/ripen.ts';
import { type Evidence, record } from './record.ts';
import { endStaged } from './staged/end-staged.ts';

/** What a decision works with: the locked account as it is in this transaction. */
export interface Work {
  readonly tx: Tx;
  readonly now: number;
  readonly account: Account;
  readonly session: CheckedSession;
  /** The key that last proved presence in this session; null after password and code. */
  readonly provedWith: Credential | null;
  /** That key, and what was shown beside it within the step-up time. */
  readonly proofs: Proofs;
}

/** It was done: what to answer, and what to put on record. */
export const done = <T>(value: T, evidence: Evidence = {}): Decision<Done<T>> => allow({ value, evidence });

export interface Done<T> {
  readonly value: T;
  readonly evidence: Evidence;
}

// These say nothing about an attempt: the person is asked to prove presence or to sign in, and comes back.
const NOT_EVIDENCE: ReadonlySet<RefusalTag> = new Set([
  'signed-out',
  'client-required',
  'step-up-required',
  'enrolment-required',
]);

/** Does this “no” leave evidence? */
export const isEvidence = (refusal: Refusal): boolean => !NOT_EVIDENCE.has(refusal.tag);

/** From where the authority table judges a session. */
export const standpointOf = (session: CheckedSession): Standpoint => ({
  tier: session.tier,
  role: session.role,
  enrolmentRequired: session.enrolment_required === 1,
  freshAt: session.fresh_at,
  recoveredAt: session.recovered_at,
});

/** What was shown beside the first proof, as long as it is fresh. */
function secondProofOf(account: Account, session: CheckedSession, secondsMax: number, now: number): SecondProof | null {
  const { second_at: at, second_credential_id: keyId, second_recovery_key: ordinal } = session;
  if (at === null || !isFresh({ freshAt: at }, secondsMax, now)) return null;
  if (ordinal !== null) return { is: 'recovery-key', ordinal };
  const key = account.credentials.find((held) => held.id === keyId);
  return key ? { is: 'key', key } : null;
}

/** May this session do it, with the key that proved presence in it? On one of a reported make rests adding another key alone. */
function permit(
  operation: Operation,
  { account, session, provedWith, now }: Pick<Work, 'account' | 'session' | 'provedWith' | 'now'>,
  deps: Deps,
): Decision<undefined> {
  const permitted = authorise(operation, standpointOf(session), deps.policy, now);
  if (!permitted.allowed) return permitted;
  const { rights, who, fresh } = authorityOf(operation);
  const entitled = needsSession(who) && rights !== 'any' ? requireRights(account, provedWith, rights, now) : permitted;
  if (!entitled.allowed || !provedWith) return entitled;
  return mayActByMake(account, provedWith, operation, fresh, now) ? entitled : refuse({ tag: 'make-reported' });
}

/** Changes something for the holder of a live session. A refusal commits too: its evidence must not roll back. */
export async function operate<T>(
  deps: Deps,
  caller: SignedInCaller,
  operation: Operation,
  act: (work: Work) => Promise<Decision<Done<T>>>,
): Promise<Decision<T>> {
  return deps.store.write(async (tx): Promise<Decision<T>> => {
    const { session: claimed } = caller;
    await lockAccount(tx, claimed.account_id);
    // After the lock: another change of the account may have held it for a while.
    caller.moveOn();
    const { now } = caller;
    await ripenHolds(deps, tx, claimed.account_id, now);
    const session = await findSession(tx, claimed.id);
    const loaded = await loadAccount(tx, claimed.account_id);
    if (!session || !loaded || now >= toSession(session).endsAt) return refuse({ tag: 'signed-out' });
    const account = await agedAccount(deps, tx, loaded, now);
    const before = registeredStanding(account);
    const provedWith = account.credentials.find((held) => held.id === session.fresh_credential_id) ?? null;
    const second = secondProofOf(account, session, deps.policy.stepUpSecondsMax, now);
    const work = { tx, now, account, session, provedWith, proofs: { first: provedWith, second } };
    const permitted = permit(operation, work, deps);
    const decision = permitted.allowed ? await act(work) : permitted;
    if (!decision.allowed) {
      await recordRefusal(deps, tx, caller, operation, account, decision.refusal, provedWith);
      return decision;
    }
    const cause = causeOf(operation);
    if (cause) await endStaged(deps, tx, account, { cause, session: session.id, now });
    await assertFloor(tx, account.id, before);
    await record(
      deps,
      tx,
      caller,
      operation,
      account,
      { done: true },
      { usedKey: provedWith, ...decision.facts.evidence },
    );
    return allow(decision.facts.value);
  });
}

/** Leaves the evidence of a "no" that says something about whoever asked. */
export async function recordRefusal(
  deps: Deps,
  tx: Tx,
  caller: SignedInCaller,
  operation: Operation,
  account: Account,
  refusal: Refusal,
  usedKey: Credential | null = null,
): Promise<void> {
  if (!isEvidence(refusal)) return;
  await record(deps, tx, caller, operation, account, { done: false, refusal }, { usedKey });
}

/** Reads something for the holder of a live session, in one snapshot: the account as rules judge it, and as it is stored. */
export async function consult<T>(
  deps: Deps,
  caller: SignedInCaller,
  look: (tx: Tx, account: Account, stored: Account) => Promise<T>,
): Promise<Decision<T>> {
  return deps.store.read(async (tx) => {
    const stored = await loadAccount(tx, caller.session.account_id);
    if (!stored) return refuse({ tag: 'signed-out' });
    return allow(await look(tx, await agedAccount(deps, tx, stored, caller.now), stored));
  });
}
