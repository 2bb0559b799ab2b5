// What its holder comes back with after “This wasn’t me” or Lock: trusted keys by their names, or what else opens the account.
// No page may name a key that opens nothing, or one that may be a thief's.

import type { Account } from '../account/account.ts';
import type { Credential } from '../credential/credential.ts';
import { decideUse } from '../credential/decide-use.ts';
import { trustedKeys } from '../credential/key-stage.ts';
import { decideLink } from '../recovery-link/decide-link.ts';
import { decideSignIn } from './decide-sign-in.ts';

/**
 * - password: with its second factor, or those of before where they were replaced. - recovery-key: a recovery, or a suspended
 *   key beside it. - link: a recovery link to the mailbox. - as-before: whatever opened it goes on opening it.
 */
export type OtherWay = 'password' | 'recovery-key' | 'link' | 'as-before';

export interface WayBack {
  readonly keys: readonly Credential[];
  /** Null where there are keys. */
  readonly otherwise: OtherWay | null;
}

/**
 * @param account as it is afterwards
 * @param without the key that it was about
 * @param formersLift a replaced password or app lifts the freeze
 */
export function wayBack(account: Account, without: Credential | null, formersLift: boolean, now: number): WayBack {
  const usable = (key: Credential) => decideUse(account, key, now).allowed;
  const keys = trustedKeys(account, now, without ? [without.id] : []).filter(usable);
  return { keys, otherwise: keys.length > 0 ? null : otherWay(account, formersLift, now) };
}

function otherWay(account: Account, formersLift: boolean, now: number): OtherWay {
  if (account.tier !== 'standard') return account.recoveryKeys.length > 0 ? 'recovery-key' : 'as-before';
  const hasSecond = account.totp !== null || (account.backupCodes?.left ?? 0) > 0;
  const factors = account.password !== null && hasSecond;
  if (formersLift || (factors && decideSignIn(account, { kind: 'password-and-code' }, now).allowed)) return 'password';
  return decideLink(account, now).allowed ? 'link' : 'as-before';
}
