// sign-in.key: a key opens its account. The hot path: one read to begin, one group-committed transaction to finish.

import { allow, type Decision, refuse } from '../../domain/decision.ts';
import type { SignInFault } from '../../domain/refusal.ts';
import { loadAccount, lockAndLoadAccount } from '../../storage/account.ts';
import type { Tx } from '../../storage/store.ts';
import type { RequestOptions } from '../../webauthn/assertion-options.ts';
import type { AssertionResponse } from '../../webauthn/verify-assertion.ts';
import { type Caller, withoutSession } from '../caller.ts';
import { type Asserted, type AssertionOutcome, askForAssertion, checkAssertion } from '../ceremony.ts';
import { spendChallenge } from '../challenge.ts';
import type { Deps } from '../deps.ts';
import { record } from '../record.ts';
import { throttle } from '../throttle.ts';
import { recordKeyUse } from '../use-key.ts';
import { writeFor } from '../write-for.ts';
import { finishSignIn, type SignedIn } from './finish.ts';

const SCOPE = { purpose: 'sign-in.key', subject: '' } as const;

/** A challenge for anybody's key. Nothing is written, and nothing is said about any account. */
export const signInOptions = (deps: Deps, caller: Caller): RequestOptions =>
  askForAssertion(deps, SCOPE, [], caller.now);

/**
 * Verification comes first and throttling after it: a right answer cannot be guessed, so a stranger's failures
 * never stand between a holder and the account.
 */
export async function signInWithKey(
  deps: Deps,
  caller: Caller,
  input: { readonly response: AssertionResponse },
): Promise<Decision<SignedIn>> {
  const outcome = await checkAssertion(deps, SCOPE, input.response, null, caller.now);
  return writeFor(deps, caller, (tx) =>
    outcome.ok ? open(deps, tx, caller, outcome) : refuseKey(deps, tx, caller, outcome.key, outcome.fault),
  );
}

async function open(deps: Deps, tx: Tx, caller: Caller, asserted: Asserted): Promise<Decision<SignedIn>> {
  const { key } = asserted;
  // Neither needs the other: on PostgreSQL they share a round trip.
  const [isFirst, account] = await Promise.all([
    spendChallenge(tx, asserted, caller.now),
    lockAndLoadAccount(tx, key.account_id),
  ]);
  const credential = account?.credentials.find((held) => held.id === key.id);
  if (!account || !credential) return refuseKey(deps, tx, caller, null, 'unknown-credential');
  const fault = isFirst ? await recordKeyUse(deps, tx, caller, account, asserted) : 'challenge-spent';
  if (fault) return refuseKey(deps, tx, caller, key, fault);
  const decision = await finishSignIn(deps, tx, caller, 'sign-in.key', account, { kind: 'key', credential });
  if (decision.allowed) return allow(decision.facts);
  await record(deps, tx, caller, 'sign-in.key', account, { done: false, refusal: decision.refusal });
  return decision;
}

async function refuseKey(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  key: Extract<AssertionOutcome, { ok: false }>['key'],
  why: SignInFault,
): Promise<Decision<SignedIn>> {
  const limited = await throttle(deps, tx, 'key.network', [caller.network], caller.now);
  const refusal = { tag: 'sign-in-failed', why } as const;
  const account = key ? await loadAccount(tx, key.account_id) : null;
  if (!limited)
    await record(
      deps,
      tx,
      withoutSession(caller),
      'sign-in.key',
      account,
      { done: false, refusal },
      { credentialId: key?.id, usedKey: key },
    );
  return refuse(limited ?? refusal);
}
