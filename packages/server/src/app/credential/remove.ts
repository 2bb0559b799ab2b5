// credential.remove: takes a key away from the account and ends the sessions that it opened.

import { decideRemoval } from '../../domain/credential/decide-removal.ts';
import { type Decision, refuse } from '../../domain/decision.ts';
import type { CredentialId } from '../../domain/id.ts';
import { deleteCredential } from '../../storage/credential.ts';
import { clearFreshness, endSessions } from '../../storage/session.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { type Signal, signalFor } from '../signal.ts';

export interface Removed {
  readonly sessionsEnded: number;
  readonly signal: Signal;
}

/**
 * Refused where the floor would break, where the key that proved presence is on probation, and where there is no such
 * key.
 */
export function removeCredential(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly credentialId: CredentialId },
): Promise<Decision<Removed>> {
  return operate(deps, caller, 'credential.remove', async ({ tx, account, provedWith, now }) => {
    const decision = decideRemoval(account, input.credentialId, provedWith, now);
    if (!decision.allowed) return decision;
    const { credential } = decision.facts;
    if (!(await deleteCredential(tx, account.id, credential.id))) return refuse({ tag: 'not-found' });
    const scope = { accountId: account.id, openedWith: credential.id };
    const sessionsEnded = await endSessions(tx, scope, 'credential.remove', now);
    await clearFreshness(tx, account.id, credential.id);
    const signal = await signalFor(deps, tx, account);
    return done({ sessionsEnded, signal }, { subject: credential.nickname, credentialId: credential.id });
  });
}
