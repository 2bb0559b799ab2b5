// credential.remove: ends a key. It is suspended at once, with the sessions that it opened, and goes when the wait is over
// and a second touch was made (product.md §3).

import { decideRemoval } from '../../domain/credential/decide-removal.ts';
import { suspensionBy } from '../../domain/credential/decide-suspension.ts';
import type { Decision } from '../../domain/decision.ts';
import type { CredentialId } from '../../domain/id.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { beginSlow } from '../hold/begin-slow.ts';
import type { HoldView } from '../hold/view.ts';
import { done, operate } from '../operate.ts';
import { type Signal, signalFor } from '../signal.ts';
import { shutOut } from './shut-out.ts';

export interface Removed {
  readonly hold: HoldView | null;
  readonly sessionsEnded: number;
  readonly signal: Signal;
}

/** Refused where the floor would break, without a trusted key, and where there is no such key or it is the last trusted way in. */
export function removeCredential(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly credentialId: CredentialId },
): Promise<Decision<Removed>> {
  return operate<Removed>(deps, caller, 'credential.remove', async (work) => {
    const { tx, account, provedWith, now } = work;
    const decision = decideRemoval(account, input.credentialId, provedWith, now);
    if (!decision.allowed) return decision;
    const { credential } = decision.facts;
    const begun = await beginSlow(deps, caller, work, { kind: 'credential.remove', credentialId: credential.id });
    if (!begun.allowed) return begun;
    const suspension = suspensionBy(provedWith, now);
    const sessionsEnded = await shutOut(tx, account, credential, suspension, 'credential.remove');
    const signal = await signalFor(deps, tx, account);
    const evidence = { ...begun.facts.evidence, subject: credential.nickname, credentialId: credential.id };
    return done({ hold: begun.facts.hold, sessionsEnded, signal }, evidence);
  });
}
