// May this stand beside the first proof? Another trusted key, or a recovery key, which makes a new key trusted.

import type { Account } from '../account/account.ts';
import type { Credential } from '../credential/credential.ts';
import { decideUse } from '../credential/decide-use.ts';
import { rightsByMake } from '../credential/judge-make.ts';
import { isTrusted, requireRights } from '../credential/key-stage.ts';
import { allow, type Decision, refuse } from '../decision.ts';

/** Beside a trusted key that is fresh. Password and second factor are one proof, and no key goes with them. */
export function decideSecondKey(
  account: Account,
  first: Credential | null,
  second: Credential,
  now: number,
): Decision<undefined> {
  if (!first) return refuse({ tag: 'key-not-trusted', rights: 'trusted', from: null });
  const begins = requireRights(account, first, 'trusted', now);
  if (!begins.allowed) return begins;
  if (first.id === second.id) return refuse({ tag: 'same-key' });
  const opens = decideUse(account, second, now);
  if (!opens.allowed) return opens;
  if (rightsByMake(account, second, now) !== 'all') return refuse({ tag: 'make-reported' });
  return requireRights(account, second, 'trusted', now);
}

export interface RecoveryKeyShown {
  /** The first key is new, and trusted from now on: a new key beside which a recovery key was typed (product.md §3). */
  readonly makesTrusted: boolean;
}

/** Beside any key that opens the account. On a standard account no recovery key is good. */
export function decideRecoveryKeyBeside(
  account: Account,
  first: Credential | null,
  now: number,
): Decision<RecoveryKeyShown> {
  if (account.tier === 'standard') return refuse({ tag: 'not-permitted', why: 'tier' });
  if (!first) return refuse({ tag: 'key-not-trusted', rights: 'any', from: null });
  const opens = decideUse(account, first, now);
  return opens.allowed ? allow({ makesTrusted: !isTrusted(first, now) }) : opens;
}
