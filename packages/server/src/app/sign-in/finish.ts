// The end of every sign-in, in one transaction: the account is locked, the rule decides, the session opens, and the
// evidence and the alert are written with it.

import type { Account } from '../../domain/account/account.ts';
import type { Operation } from '../../domain/authority.ts';
import { allow, type Decision } from '../../domain/decision.ts';
import type { SignInMethod } from '../../domain/session/session.ts';
import { decideSignIn, type SignInProof } from '../../domain/sign-in/decide-sign-in.ts';
import { setFrozen } from '../../storage/account.ts';
import type { Tx } from '../../storage/store.ts';
import { type Caller, withoutSession } from '../caller.ts';
import { agedAccount } from '../clock/aged-account.ts';
import type { Deps } from '../deps.ts';
import { stopReplacement } from '../hold/stop-replacement.ts';
import { type Evidence, record } from '../record.ts';
import { stopRecoveryByKey } from '../recovery/stop.ts';
import { type OpenedSession, openSession } from '../session/open.ts';
import { type LiftingProof, liftWithFormer } from './lift-freeze.ts';

export interface SignedIn extends OpenedSession {
  readonly next: 'overview' | 'enrolment';
  /** A recovery of the account was under way, and this sign-in stopped it. */
  readonly recoveryStopped: boolean;
}

/** Where an account goes after signing in. */
export const nextOf = (account: Account): SignedIn['next'] =>
  account.tier === 'standard' && account.enrolmentRequired ? 'enrolment' : 'overview';

/** The key that was shown, as old as the account has it. */
function asHeldBy(account: Account, proof: SignInProof | LiftingProof): SignInProof | LiftingProof {
  if (!('credential' in proof)) return proof;
  const credential = account.credentials.find(({ id }) => id === proof.credential.id);
  return credential ? { ...proof, credential } : proof;
}

/**
 * Opens the session that `proof` deserves, and puts it on record. A refusal is left to the caller to record, before which
 * nothing was written. `more`: what the record says instead of how it was opened.
 */
export async function finishSignIn(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  operation: Operation,
  held: Account,
  shown: SignInProof | LiftingProof,
  more: Pick<Evidence, 'subject'> = {},
): Promise<Decision<SignedIn>> {
  const account = await agedAccount(deps, tx, held, caller.now);
  const proof = asHeldBy(account, shown);
  const lifts = proof.kind === 'former-factors';
  const decision = lifts
    ? await liftWithFormer(deps, tx, account, operation, proof, caller.now)
    : decideSignIn(account, proof, caller.now);
  if (!decision.allowed) return decision;
  if (decision.facts.clearsFreeze) await setFrozen(tx, account.id, null);
  const key = 'credential' in proof ? proof.credential : null;
  const method: SignInMethod = proof.kind === 'key' ? 'key' : 'password';
  const opened = await openSession(deps, tx, caller, {
    accountId: account.id,
    tier: account.tier,
    method,
    credentialId: key?.id ?? null,
  });
  const evidence = {
    credentialId: key?.id,
    usedKey: key,
    // What it undid is told from a known browser too.
    newDevice: opened.newDevice || lifts,
    subject: lifts ? 'former' : method,
    ...more,
  };
  await record(deps, tx, withoutSession(caller), operation, account, { done: true }, evidence);
  await stopReplacement(deps, tx, withoutSession(caller), account);
  const recoveryStopped = key !== null && (await stopRecoveryByKey(deps, tx, withoutSession(caller), account, key));
  return allow({ ...opened, next: nextOf(account), recoveryStopped });
}
