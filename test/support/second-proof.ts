// A session that has shown a second proof beside its key, as by a touch of another key.

import type { SignedInCaller } from '../../packages/server/src/app/caller.ts';
import type { Deps } from '../../packages/server/src/app/deps.ts';
import { type MadeAccount, type SessionAsked, showSecondKey, signIn } from './accounts.ts';

/** Signed in with the account's first key, and its second one touched at the same time. */
export async function signInWithTwo(
  deps: Deps,
  account: MadeAccount,
  asked: SessionAsked = {},
): Promise<SignedInCaller> {
  const caller = await signIn(deps, account, asked);
  await showSecondKey(deps, caller, account.keys[1]);
  return caller;
}
