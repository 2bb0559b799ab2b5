// step-up.*: proves again that it is you. The session's token changes; the old one is dead (OWASP ASVS 5.0 V7.2.4).

import type { Operation } from '../../domain/authority.ts';
import type { Credential } from '../../domain/credential/credential.ts';
import { decideUse } from '../../domain/credential/decide-use.ts';
import { type Decision, refuse } from '../../domain/decision.ts';
import { liftsFreeze } from '../../domain/sign-in/decide-sign-in.ts';
import { setFrozen } from '../../storage/account.ts';
import { rotateSession } from '../../storage/session.ts';
import { findPassword } from '../../storage/verifier.ts';
import type { RequestOptions } from '../../webauthn/assertion-options.ts';
import type { AssertionResponse } from '../../webauthn/verify-assertion.ts';
import type { SignedInCaller } from '../caller.ts';
import { askForAssertion, checkAssertion } from '../ceremony.ts';
import type { Deps } from '../deps.ts';
import { stopReplacement } from '../hold/stop-replacement.ts';
import { consult, done, operate, type Work } from '../operate.ts';
import { stopRecoveryByKey } from '../recovery/stop.ts';
import { forgive, throttle, uncount } from '../throttle.ts';
import { mintToken } from '../token.ts';
import { useTotp } from '../totp/use.ts';
import { useKey } from '../use-key.ts';
import { writeFor } from '../write-for.ts';

export interface SteppedUp {
  readonly sessionToken: string;
  readonly endsAt: number;
  readonly freshUntil: number;
}

const scopeOf = (caller: SignedInCaller) => ({ purpose: 'step-up.key', subject: caller.session.id });

export function stepUpOptions(deps: Deps, caller: SignedInCaller): Promise<Decision<RequestOptions>> {
  return consult(deps, caller, async (_tx, account) =>
    askForAssertion(deps, scopeOf(caller), account.credentials, caller.now),
  );
}

export async function stepUpWithKey(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly response: AssertionResponse },
): Promise<Decision<SteppedUp>> {
  const outcome = await checkAssertion(deps, scopeOf(caller), input.response, caller.session.account_id, caller.now);
  return operate(deps, caller, 'step-up.key', async (work) => {
    if (!outcome.ok) return refuse({ tag: 'ceremony-failed', why: outcome.fault });
    const fault = await useKey(deps, work.tx, caller, work.account, outcome);
    if (fault) return refuse({ tag: 'ceremony-failed', why: fault });
    const credential = work.account.credentials.find((held) => held.id === outcome.key.id);
    if (!credential) return refuse({ tag: 'ceremony-failed', why: 'unknown-credential' });
    const use = decideUse(work.account, credential, work.now);
    if (!use.allowed) return use;
    await stopRecoveryByKey(deps, work.tx, caller, work.account, credential);
    if (work.account.frozenAt !== null && liftsFreeze(work.account, credential, work.now)) {
      await setFrozen(work.tx, work.account.id, null);
    }
    return freshen(deps, work, outcome.key);
  });
}

/**
 * For standard accounts that sign in with a password: password and code, both, as at sign-in. Counted by account, over all
 * networks: only its own sessions get here, and signing in again is never shut by it.
 */
export async function stepUpWithPassword(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly password: string; readonly code: string },
): Promise<Decision<SteppedUp>> {
  const owner = caller.session.account_id;
  const counted = await writeFor(deps, caller, async (tx) => ({
    limited: await throttle(deps, tx, 'step-up.account', [owner], caller.now),
    isShut: (await throttle(deps, tx, 'password.session', [owner], caller.now)) !== null,
    phc: await findPassword(tx, owner),
  }));
  if (counted.limited) return refuse(counted.limited);
  const right = await deps.passwordHashing.verify(counted.phc, input.password, { lane: 'own', owner });
  const operation: Operation = 'step-up.password';
  return operate(deps, caller, operation, async (work) => {
    const { tx, account, now } = work;
    // The password was read before the account was locked; a change in between must not slip through.
    const unchanged = (await findPassword(tx, account.id)) === counted.phc;
    if (counted.isShut) return refuse({ tag: 'sign-in-failed', why: 'password-shut' });
    if (!right || !unchanged) return refuse({ tag: 'sign-in-failed', why: 'wrong-password' });
    await uncount(deps, tx, 'password.session', [owner]);
    const counter = { limit: 'second-code.session', parts: [owner] } as const;
    const refusal = await useTotp(deps, tx, account.id, input.code, now, counter);
    if (refusal) return refuse(refusal);
    await forgive(deps, tx, 'step-up.account', [owner]);
    await forgive(deps, tx, 'password.session', [owner]);
    await stopReplacement(deps, tx, caller, account);
    return freshen(deps, work, null);
  });
}

async function freshen(deps: Deps, work: Work, usedKey: Pick<Credential, 'id' | 'nickname'> | null) {
  const credentialId = usedKey?.id ?? null;
  const { token, hash } = mintToken(deps, 'hfs');
  const change = { tokenHash: hash, freshAt: work.now, freshCredentialId: credentialId };
  if (!(await rotateSession(work.tx, work.session.id, change))) return refuse({ tag: 'signed-out' });
  const freshUntil = work.now + deps.policy.stepUpSecondsMax * 1000;
  return done({ sessionToken: token, endsAt: work.session.ends_at, freshUntil }, { credentialId, usedKey });
}
