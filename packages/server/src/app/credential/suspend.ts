// credential.suspend: a trusted key shuts another key out, at once. It does nothing any more until it comes back.

import { decideSuspension, suspensionBy } from '../../domain/credential/decide-suspension.ts';
import type { Decision } from '../../domain/decision.ts';
import type { CredentialId } from '../../domain/id.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { shutOut } from './shut-out.ts';
import { type CredentialView, viewCredential } from './view.ts';

export interface Suspended {
  readonly credential: CredentialView;
  readonly sessionsEnded: number;
}

/** Refused for the last trusted way in. A key that was suspended already stays so, as it was. */
export function suspendAccountCredential(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly credentialId: CredentialId },
): Promise<Decision<Suspended>> {
  return operate<Suspended>(deps, caller, 'credential.suspend', async ({ tx, account, provedWith, now }) => {
    const decision = decideSuspension(account, input.credentialId, provedWith, now);
    if (!decision.allowed) return decision;
    const { credential } = decision.facts;
    const sessionsEnded = await shutOut(tx, account, credential, suspensionBy(provedWith, now), 'credential.suspend');
    const view = await viewCredential(deps, tx, account.id, credential.id, caller);
    return done({ credential: view, sessionsEnded }, { subject: credential.nickname, credentialId: credential.id });
  });
}
