// One proof acts now; two proofs, or time, finish (product.md §3). What a session has shown, counted.

import type { Account } from '../account/account.ts';
import type { Credential } from '../credential/credential.ts';
import { decideUse } from '../credential/decide-use.ts';
import { rightsByMake } from '../credential/judge-make.ts';
import { isTrusted } from '../credential/key-stage.ts';

/** What was shown beside the first proof: another key, or a recovery key by its number. */
export type SecondProof =
  | { readonly is: 'key'; readonly key: Credential }
  | { readonly is: 'recovery-key'; readonly ordinal: number };

export interface Proofs {
  /** The key that proved presence; null after password and second factor. */
  readonly first: Credential | null;
  readonly second: SecondProof | null;
}

const counts = (account: Account, key: Credential | null, now: number): key is Credential =>
  key !== null &&
  isTrusted(key, now) &&
  decideUse(account, key, now).allowed &&
  rightsByMake(account, key, now) === 'all';

/** Two trusted keys of which no make is reported, or a trusted key and a recovery key, are two proofs. All else is one, as far as it is any. */
export function countProofs(account: Account, { first, second }: Proofs, now: number): 1 | 2 {
  if (!counts(account, first, now) || second === null) return 1;
  if (second.is === 'recovery-key') return account.tier === 'standard' ? 1 : 2;
  return counts(account, second.key, now) && second.key.id !== first.id ? 2 : 1;
}
