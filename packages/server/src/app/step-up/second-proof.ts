// step-up.second-key and step-up.recovery-key: a second proof beside the fresh one. Two finish at once what is slow with
// one; each finishes one change (product.md §3).

import type { Account } from '../../domain/account/account.ts';
import { CONFIRMED_MS } from '../../domain/credential/key-stage.ts';
import { type Decision, refuse } from '../../domain/decision.ts';
import { decideRecoveryKeyBeside, decideSecondKey } from '../../domain/proof/decide-second-proof.ts';
import { setFrozen } from '../../storage/account.ts';
import { confirmCredential, trustCredentials } from '../../storage/credential.ts';
import { type SecondShown, setSecondProof } from '../../storage/session.ts';
import type { RequestOptions } from '../../webauthn/assertion-options.ts';
import type { AssertionResponse } from '../../webauthn/verify-assertion.ts';
import type { SignedInCaller } from '../caller.ts';
import { askForAssertion, checkAssertion } from '../ceremony.ts';
import type { Deps } from '../deps.ts';
import { consult, type Done, done, operate, type Work } from '../operate.ts';
import type { Evidence } from '../record.ts';
import { stopRecoveryByKey } from '../recovery/stop.ts';
import { matchTypedRecoveryKey } from '../recovery-key/match-typed.ts';
import { mintToken } from '../token.ts';
import { useKey } from '../use-key.ts';
import type { SteppedUp } from './step-up.ts';

export interface SecondGiven extends SteppedUp {
  /** The first key was new, and this made it trusted. */
  readonly madeTrusted: boolean;
}

const scopeOf = (caller: SignedInCaller) => ({ purpose: 'step-up.second-key', subject: caller.session.id });

/** The keys that could stand beside the one that proved presence. */
const secondKeys = (account: Account, { session, now }: SignedInCaller) => {
  const first = account.credentials.find(({ id }) => id === session.fresh_credential_id) ?? null;
  return account.credentials.filter((key) => decideSecondKey(account, first, key, now).allowed);
};

/** Refused where no other key could be a second proof. */
export async function secondKeyOptions(deps: Deps, caller: SignedInCaller): Promise<Decision<RequestOptions>> {
  const found = await consult(deps, caller, async (_tx, account) => secondKeys(account, caller));
  if (!found.allowed) return found;
  if (found.facts.length === 0) return refuse({ tag: 'key-not-trusted', rights: 'trusted', from: null });
  return { allowed: true, facts: askForAssertion(deps, scopeOf(caller), found.facts, caller.now) };
}

/** Refused for the first key again (`same-key`), and for one that is new or suspended. */
export async function giveSecondKey(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly response: AssertionResponse },
): Promise<Decision<SecondGiven>> {
  const outcome = await checkAssertion(deps, scopeOf(caller), input.response, caller.session.account_id, caller.now);
  return operate(deps, caller, 'step-up.second-key', async (work): Promise<Decision<Done<SecondGiven>>> => {
    const { tx, account, provedWith, now } = work;
    if (!outcome.ok) return refuse({ tag: 'ceremony-failed', why: outcome.fault });
    const fault = await useKey(deps, tx, caller, account, outcome);
    if (fault) return refuse({ tag: 'ceremony-failed', why: fault });
    const second = account.credentials.find(({ id }) => id === outcome.key.id);
    if (!second) return refuse({ tag: 'ceremony-failed', why: 'unknown-credential' });
    const decision = decideSecondKey(account, provedWith, second, now);
    if (!decision.allowed) return decision;
    await stopRecoveryByKey(deps, tx, caller, account, second);
    await liftFreeze(work);
    const evidence = { subject: second.nickname, credentialId: second.id };
    return stand(deps, work, { credentialId: second.id }, false, evidence);
  });
}

/** The key beside it is vouched for by it, and trusted from now on where it was new. The recovery key is not used up. */
export function giveRecoveryKey(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly recoveryKey: string },
): Promise<Decision<SecondGiven>> {
  return operate(deps, caller, 'step-up.recovery-key', async (work): Promise<Decision<Done<SecondGiven>>> => {
    const { tx, account, provedWith, now } = work;
    const decision = decideRecoveryKeyBeside(account, provedWith, now);
    if (!decision.allowed || !provedWith) return decision.allowed ? refuse({ tag: 'not-found' }) : decision;
    const typed = { recoveryKey: input.recoveryKey, limit: 'second-proof.account', now } as const;
    const match = await matchTypedRecoveryKey(deps, tx, account.id, typed);
    if (!match.allowed) return match;
    const { makesTrusted } = decision.facts;
    if (makesTrusted) await trustCredentials(tx, account.id, [provedWith.id], now);
    await confirmCredential(tx, account.id, provedWith.id, now + CONFIRMED_MS);
    await liftFreeze(work);
    const evidence = { subject: makesTrusted ? 'trusted' : 'second', credentialId: provedWith.id };
    return stand(deps, work, { recoveryKey: match.facts.ordinal }, makesTrusted, evidence);
  });
}

/** Both keys are trusted by now, and a freeze waits for one that is. */
const liftFreeze = async ({ tx, account }: Work): Promise<void> => {
  if (account.frozenAt !== null) await setFrozen(tx, account.id, null);
};

async function stand(
  deps: Deps,
  { tx, session, now }: Work,
  shown: SecondShown,
  madeTrusted: boolean,
  evidence: Evidence,
): Promise<Decision<Done<SecondGiven>>> {
  const { token, hash } = mintToken(deps, 'hfs');
  if (!(await setSecondProof(tx, session.id, shown, { tokenHash: hash, now }))) return refuse({ tag: 'signed-out' });
  // As long as both are fresh; the first was given before.
  const freshUntil = session.fresh_at + deps.policy.stepUpSecondsMax * 1000;
  return done({ sessionToken: token, endsAt: session.ends_at, freshUntil, madeTrusted }, evidence);
}
