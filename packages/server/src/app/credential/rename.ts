// credential.rename: the name by which its holder knows a key.

import { distinctName } from '../../domain/credential/distinct-name.ts';
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

/** Refused where the account has no such key (`not-found`). A name that another key has gets a number. */
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
    const others = account.credentials.filter(({ id }) => id !== credential.id);
    const nickname = distinctName(input.nickname, others);
    await storeNickname(tx, account.id, credential.id, nickname);
    const view = await viewCredential(deps, tx, account.id, credential.id, caller);
    const signal = await signalFor(deps, tx, account);
    const particulars = { formerName: credential.nickname };
    return done({ credential: view, signal }, { subject: nickname, credentialId: credential.id, particulars });
  });
}
