// credential.bring-back and credential.confirm: a trusted key says of another key that it is its holder's. A suspended one
// comes back; and for thirty days no link touches it.

import { decideConfirmation } from '../../domain/credential/decide-confirmation.ts';
import { decideBringingBack } from '../../domain/credential/decide-return.ts';
import { type Decision, refuse } from '../../domain/decision.ts';
import type { CredentialId } from '../../domain/id.ts';
import { confirmCredential } from '../../storage/credential.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { giveBack } from './give-back.ts';
import { type CredentialView, viewCredential } from './view.ts';

export interface VouchedFor {
  readonly credential: CredentialView;
}

/** Refused where no such key is suspended. Its ending, if that was begun, is stopped: its holder wants it. */
export function bringBackKey(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly credentialId: CredentialId },
): Promise<Decision<VouchedFor>> {
  return operate<VouchedFor>(deps, caller, 'credential.bring-back', async ({ tx, account, provedWith, now }) => {
    const decision = decideBringingBack(account, input.credentialId, provedWith, now);
    if (!decision.allowed) return decision;
    const [key] = decision.facts.back;
    if (!key) return refuse({ tag: 'not-found' });
    await giveBack(deps, tx, caller, account, decision.facts, provedWith);
    const credential = await viewCredential(deps, tx, account.id, key.id, caller);
    return done({ credential }, { subject: key.nickname, credentialId: key.id });
  });
}

/** Refused for the key that proves presence itself (`same-key`). */
export function confirmKey(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly credentialId: CredentialId },
): Promise<Decision<VouchedFor>> {
  return operate<VouchedFor>(deps, caller, 'credential.confirm', async (work) => {
    const { tx, account, session, provedWith, now } = work;
    const { stepUpSecondsMax } = deps.policy;
    const decision = decideConfirmation(
      account,
      input.credentialId,
      provedWith,
      session.fresh_at,
      stepUpSecondsMax,
      now,
    );
    if (!decision.allowed) return decision;
    const { credential: key, until } = decision.facts;
    await confirmCredential(tx, account.id, key.id, until);
    const credential = await viewCredential(deps, tx, account.id, key.id, caller);
    return done({ credential }, { subject: key.nickname, credentialId: key.id, effectiveAt: until });
  });
}
