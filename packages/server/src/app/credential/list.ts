// credential.list: the keys that open the account.

import type { Decision } from '../../domain/decision.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { consult } from '../operate.ts';
import { type CredentialView, viewCredentials } from './view.ts';

export function listAccountCredentials(
  deps: Deps,
  caller: SignedInCaller,
): Promise<Decision<{ readonly credentials: CredentialView[] }>> {
  return consult(deps, caller, async (tx, _, stored) => ({
    credentials: await viewCredentials(deps, tx, stored, caller),
  }));
}
