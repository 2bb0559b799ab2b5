// credential.add-options and credential.add: another key for the account. Instant; it is new for 14 days.

import { CREDENTIALS_MAX, decideAddition, isFull } from '../../domain/credential/decide-addition.ts';
import { distinctName } from '../../domain/credential/distinct-name.ts';
import { requireRights } from '../../domain/credential/key-stage.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { findUserHandle } from '../../storage/account.ts';
import { insertCredential } from '../../storage/credential.ts';
import { findEnrolment, goOnEnrolment } from '../../storage/enrolment.ts';
import type { CreationOptions, Hint } from '../../webauthn/registration-options.ts';
import type { AttestationResponse } from '../../webauthn/verify-registration.ts';
import type { SignedInCaller } from '../caller.ts';
import { askForRegistration, checkRegistration, credentialRow } from '../ceremony.ts';
import { spendChallenge } from '../challenge.ts';
import type { Deps } from '../deps.ts';
import { consult, done, operate } from '../operate.ts';
import { type Renewed, renewSession } from '../session/renew.ts';
import { type Signal, signalFor } from '../signal.ts';
import { requireUnregistered } from './require-unregistered.ts';
import { type CredentialView, viewCredential } from './view.ts';

const scopeOf = (caller: SignedInCaller) => ({ purpose: 'credential.add', subject: caller.session.id });

/** Refused without a trusted key, and where the account holds as many keys as it can (`too-many-credentials`). */
export async function addCredentialOptions(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly hint: Hint },
): Promise<Decision<CreationOptions>> {
  const found = await consult(deps, caller, async (tx, account) => ({
    account,
    userHandle: await findUserHandle(tx, account.id),
  }));
  if (!found.allowed) return found;
  const { account, userHandle } = found.facts;
  // Asked before the new key is touched, and again when it is added.
  const provedWith = account.credentials.find(({ id }) => id === caller.session.fresh_credential_id) ?? null;
  const rights = requireRights(account, provedWith, 'trusted', caller.now);
  if (!rights.allowed) return rights;
  if (isFull(account)) {
    return refuse({ tag: 'too-many-credentials', countMax: CREDENTIALS_MAX });
  }
  const { email, displayName, credentials } = account;
  const about = { userHandle, email, displayName, hint: input.hint, exclude: credentials };
  return allow(askForRegistration(deps, scopeOf(caller), about, caller.now));
}

export interface Keyed {
  readonly credential: CredentialView;
  readonly signal: Signal;
}

/**
 * Refused for an answer that does not verify (`ceremony-failed`), a key that is registered, here or elsewhere
 * (`credential-exists`), and one key too many (`too-many-credentials`).
 */
export async function addCredential(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly nickname: string; readonly response: AttestationResponse },
): Promise<Decision<Keyed & Renewed>> {
  const outcome = checkRegistration(deps, scopeOf(caller), input.response, caller.now);
  return operate(deps, caller, 'credential.add', async (work) => {
    const { tx, account, session, now } = work;
    if (!outcome.ok) return refuse({ tag: 'ceremony-failed', why: outcome.fault });
    const unregistered = await requireUnregistered(tx, [outcome.credential]);
    if (!unregistered.allowed) return unregistered;
    if (!(await spendChallenge(tx, outcome, caller.now))) {
      return refuse({ tag: 'ceremony-failed', why: 'challenge-spent' });
    }
    const own = { accountId: account.id, sessionId: session.id };
    const enrolling = account.tier === 'standard' && (await findEnrolment(tx, own, now)) !== null;
    const origin = enrolling ? 'enrolment' : 'account';
    const decision = decideAddition(account, outcome.credential, origin, now);
    if (!decision.allowed) return decision;
    const nickname = distinctName(input.nickname, account.credentials);
    const about = { accountId: account.id, nickname, origin, now, ...decision.facts } as const;
    const row = credentialRow(deps, outcome.credential, about);
    await insertCredential(tx, row);
    // What this session adds on the way becomes trusted with its enrolment; what another adds does not (product.md §2).
    if (enrolling) await goOnEnrolment(tx, own, now, { addedKey: row.id });
    const credential = await viewCredential(deps, tx, account.id, row.id, caller);
    const signal = await signalFor(deps, tx, account);
    return done(
      { credential, signal, ...(await renewSession(deps, work)) },
      { subject: row.nickname, credentialId: row.id, effectiveAt: row.trusted_at },
    );
  });
}
