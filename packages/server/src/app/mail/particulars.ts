// What the sentences of an alert need beyond its entry in the log: how things stood when it was recorded. It travels with the
// mail and is kept nowhere else.

import type { Account } from '../../domain/account/account.ts';
import type { DisownedKey } from '../../domain/alert/decide-disown.ts';
import type { Hold } from '../../domain/hold/hold.ts';
import type { OtherWay } from '../../domain/sign-in/way-back.ts';

export interface Particulars {
  /** The one change that the alert is about. */
  readonly hold?: HoldParticulars;
  readonly lock?: LockParticulars;
  readonly disown?: DisownParticulars;
  /** What a key was called before. */
  readonly formerName?: string;
}

export interface DisownParticulars {
  /** The key that the alert was about; `comesBackAt`: from when on its own touch brings it back, if no other key is used. */
  readonly key: {
    readonly name: string;
    readonly became: DisownedKey | 'limited';
    readonly comesBackAt: number | null;
  } | null;
  /** Names of the trusted keys that can come in. */
  readonly comeBackWith: readonly string[];
}

export interface LockParticulars {
  /** What is not trusted is kept out. */
  readonly frozen: boolean;
  /** Names of the keys that it suspended, of those whose sessions go on, and of the trusted ones that lift it. */
  readonly keysSuspended: readonly string[];
  readonly keysSpared: readonly string[];
  readonly liftedBy: readonly string[];
  /** From when on a suspended one comes back by its own touch, where no trusted key is used. Left out in mails of before. */
  readonly comesBackAt?: number | null;
  /** What opens the account where there is none. */
  readonly otherwise: OtherWay | null;
}

export interface HoldParticulars extends Pick<Hold, 'proofs' | 'stoppedBy'> {
  /** The name of the key that began it; null after password and second factor, and where it is gone. */
  readonly startedWith: string | null;
}

export const tellOfHold = (account: Account, { proofs, stoppedBy, startedWith }: Hold): Particulars => ({
  hold: {
    proofs,
    stoppedBy,
    startedWith: account.credentials.find(({ id }) => id === startedWith)?.nickname ?? null,
  },
});
