// credential.rename: the name by which its holder knows a key.

import { type Decision, refuse } from '../../domain/decision.ts';
import type { CredentialId } from '../../domain/id.ts';
import { renameCredential as storeNickname } from '../../storage/credential.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { signalFor } from '../signal.ts';
import { throttleRename } from '../throttle-rename.ts';
import type { Keyed } from './add.ts';
import { viewCredential } from './view.ts';

/** Refused where the account has no such key (`not-found`). */
export function renameCredential(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly credentialId: CredentialId; readonly nickname: string },
): Promise<Decision<Keyed>> {
  return operate(deps, caller, 'credential.rename', async ({ tx, account, now }) => {
    const refusal = await throttleRename(deps, tx, 'credential.rename', account, now);
    if (refusal) return refuse(refusal);
    const credential = account.credentials.find((held) => held.id === input.credentialId);
    if (!credential) return refuse({ tag: 'not-found' });
    await storeNickname(tx, account.id, credential.id, input.nickname);
    const view = await viewCredential(deps, tx, account.id, credential.id, caller);
    const signal = await signalFor(deps, tx, account);
    return done({ credential: view, signal }, { subject: input.nickname, credentialId: credential.id });
  });
}
