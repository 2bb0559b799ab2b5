// A frozen standard account whose password and second factor were replaced: for fourteen days the old ones open it, as long
// as it has no trusted key to open it with (product.md §3). They become its own again, and what is younger is gone: whoever
// replaced them must neither keep rights that the holder lacks, nor lift the next freeze with what they had set.

import type { Account, StandardAccount } from '../account/account.ts';
import { trustedKeys } from '../credential/key-stage.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import { type FormerFactor, type FormerKind, liftsFreeze } from '../enrolment/former-factor.ts';
import { FORMER_FACTOR_MS } from '../enrolment/settling.ts';

type OwnKind = Exclude<FormerKind, 'key'>;

/** A password, an app or backup codes that were shown: those that the account has, or had. */
export interface ShownFactor<K extends OwnKind = OwnKind> {
  readonly kind: K;
  /** Since when the account has it, or had it. */
  readonly fromAt: number;
  /** Null: it has it now. */
  readonly former: FormerFactor | null;
}

/** The password, the second factor or both are such as the account had in the last fourteen days, and has no more. */
export interface FormerFactorsShown {
  readonly kind: 'former-factors';
  readonly password: ShownFactor<'password'>;
  readonly second: ShownFactor<'totp' | 'backup-codes'>;
}

export interface Lifting {
  readonly clearsFreeze: true;
  /** Of the account as it is: gone, and not kept as something that it had. */
  readonly drops: readonly OwnKind[];
  /** What lives again. */
  readonly restores: readonly FormerFactor[];
  /** Kept until now, and younger than what lives: they lift nothing any more. */
  readonly forgets: readonly FormerFactor[];
}

/**
 * May replaced factors be tried at all? Whoever replaced them pressed on no freeze: the holder did, from the mailbox. For all
 * of their fourteen days, also where the freeze itself keeps nobody out any more.
 */
export const mayLift = (account: Account, now: number): account is StandardAccount =>
  account.tier === 'standard' && account.frozenAt !== null && trustedKeys(account, now).length === 0;

const has = ({ password, totp, backupCodes }: StandardAccount): Record<OwnKind, number | null> => ({
  password: password?.setAt ?? null,
  totp: totp?.setAt ?? null,
  'backup-codes': backupCodes?.madeAt ?? null,
});

export function decideLifting(
  account: Account,
  { password, second }: FormerFactorsShown,
  formers: readonly FormerFactor[],
  now: number,
): Decision<Lifting> {
  if (!mayLift(account, now)) return refuse({ tag: 'sign-in-failed', why: 'wrong-code' });
  const isYounger = (at: number) => at > second.fromAt && at > now - FORMER_FACTOR_MS;
  const own = has(account);
  // The other second factor: as it is where it is old enough, else the oldest that it took the place of.
  const otherOf = (kind: OwnKind): ShownFactor | null => {
    const fromAt = own[kind];
    if (fromAt === null || !isYounger(fromAt)) return fromAt === null ? null : { kind, fromAt, former: null };
    const [oldest] = formers
      .filter((one) => one.kind === kind && liftsFreeze(one, account.createdAt, now) && !isYounger(one.fromAt))
      .toSorted((a, b) => a.fromAt - b.fromAt);
    return oldest ? { kind, fromAt: oldest.fromAt, former: oldest } : null;
  };
  const other = otherOf(second.kind === 'totp' ? 'backup-codes' : 'totp');
  const lives = [password, second, ...(other ? [other] : [])];
  const livesSince = new Map<FormerKind, number>(lives.map(({ kind, fromAt }) => [kind, fromAt]));
  const stays = (kind: OwnKind) => lives.some((one) => one.kind === kind && one.former === null);
  const isGone = ({ kind, fromAt }: FormerFactor) =>
    livesSince.has(kind) ? fromAt >= (livesSince.get(kind) ?? 0) : isYounger(fromAt);
  return allow({
    clearsFreeze: true,
    drops: (['password', 'totp', 'backup-codes'] as const).filter((kind) => own[kind] !== null && !stays(kind)),
    restores: lives.flatMap(({ former }) => (former ? [former] : [])),
    forgets: formers.filter(isGone),
  });
}
