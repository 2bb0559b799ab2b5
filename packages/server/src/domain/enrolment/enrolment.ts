// Turning on Advanced Account Security: four visible steps, and nothing changes until the last (product.md §2).
//
//   1 confirm it is you ─► 2 two keys ─► 3 recovery keys, proved; waiting time ─► 4 read, use a key ─► committed
//   Leaving anywhere before the tap leaves the account as it was. The place is kept for an hour, in the session that began.

import type { StandardAccount } from '../account/account.ts';
import { type Requirement, unmetByKeys, unmetByRecovery } from '../account/standing.ts';
import type { Credential } from '../credential/credential.ts';
import { shutOutByFloor } from '../credential/decide-floor.ts';
import { comesBackAt } from '../credential/decide-return.ts';
import { decideUse } from '../credential/decide-use.ts';
import { inGoodStanding } from '../credential/judge-make.ts';
import { isSuspended, isTrusted, trustedKeys } from '../credential/key-stage.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import type { CredentialId } from '../id.ts';
import type { RecoveryKey, WaitHours } from '../recovery/recovery-key-record.ts';
import type { FormerFactor } from './former-factor.ts';
import { waysBack } from './old-factor.ts';
import { SETTLING_MS } from './settling.ts';

export interface Enrolment {
  readonly startedAt: number;
  readonly recoveryKeys: readonly RecoveryKey[];
  readonly waitHours: WaitHours | null;
  /** The keys that its own session added since it began. */
  readonly addedKeys: readonly CredentialId[];
}

export type EnrolmentStep = 1 | 2 | 3 | 4;
type Floor = 'advanced' | 'hardware';

/** The step that is still to be done. */
export function currentStep(account: StandardAccount, enrolment: Enrolment | null): EnrolmentStep {
  if (!enrolment) return 1;
  if (unmetByKeys('advanced', inGoodStanding(account.credentials)).length > 0) return 2;
  return unmetByRecovery(enrolment.recoveryKeys, enrolment.waitHours).length > 0 ? 3 : 4;
}

/** All that is still missing before the tap. */
export function unmetForEnrolment(
  account: StandardAccount,
  enrolment: Enrolment,
  floor: Floor,
): readonly Requirement[] {
  return [
    ...unmetByKeys(floor, inGoodStanding(account.credentials)),
    ...unmetByRecovery(enrolment.recoveryKeys, enrolment.waitHours),
  ];
}

export interface Commit {
  readonly waitHours: WaitHours;
  /** Trusted from now on: the key that confirmed, and those that its session added. Never one that was planted before. */
  readonly trusted: readonly CredentialId[];
  /** Until when it can be taken back; null where the key that confirmed was the only one, or factor, of the last 14 days. */
  readonly settlesAt: number | null;
}

/**
 * The keys that may confirm: trusted ones where there are any, since whoever has only a new one would come before them by it;
 * else every one that is not suspended, and then the enrolment settles. After a taking back a new one never does.
 */
export function confirmingKeys(
  { credentials, takenBackAt }: Pick<StandardAccount, 'credentials' | 'takenBackAt'>,
  floor: Floor,
  now: number,
): readonly Credential[] {
  const trusted = trustedKeys({ tier: floor, credentials: inGoodStanding(credentials) }, now);
  if (trusted.length > 0 || takenBackAt !== null) return trusted;
  return credentials.filter((key) => !isSuspended(key));
}

/**
 * Would protection that this key confirms settle? Where the key is new, and where something else could take it back
 * (old-factor.ts): another key that is or was trusted, or a second factor, that the account had within the fourteen days before. Whoever holds one of
 * several proofs suspends and replaces the others in a minute, and must not shut them out for good.
 */
export function wouldSettle(
  account: StandardAccount,
  key: Credential,
  formers: readonly FormerFactor[],
  now: number,
): boolean {
  if (key.suspension !== null || key.trustedAt > now) return true;
  // A moment later than keys that are trusted from now on.
  const turningOn = { at: now + 1, by: key.id, byTrusted: true, bornAt: account.createdAt, agedUntil: now + 1 };
  const hasFactor = account.totp !== null || (account.backupCodes?.left ?? 0) > 0;
  const mailbox = { email: account.email, leftAt: null, ofTheDayBefore: true };
  return hasFactor || waysBack(account, formers, mailbox, turningOn).length > 0;
}

/**
 * May the account become protected now? `tapped` is the key that confirmed. The hardware floor must not shut out a trusted
 * key in passing: that is slow (product.md §3).
 */
export function decideCommit(
  account: StandardAccount,
  enrolment: Enrolment | null,
  floor: Floor,
  tapped: Credential,
  formers: readonly FormerFactor[],
  now: number,
): Decision<Commit> {
  if (isSuspended(tapped)) {
    return refuse({ tag: 'key-suspended', comesBackAt: comesBackAt(account, tapped, now) });
  }
  // It would end the contest, and leave the account with an address that may be a thief's.
  if (account.emailContestedAt !== null) return refuse({ tag: 'email-contested' });
  if (!decideUse({ tier: floor, credentials: account.credentials }, tapped, now).allowed) {
    return refuse({ tag: 'requirements-unmet', unmet: ['two-hardware-keys'] });
  }
  if (!enrolment) return refuse({ tag: 'flow-gone' });
  const unmet = unmetForEnrolment(account, enrolment, floor);
  if (unmet.length > 0 || enrolment.waitHours === null) return refuse({ tag: 'requirements-unmet', unmet });
  if (floor === 'hardware' && shutOutByFloor(account, now).length > 0) return refuse({ tag: 'floor-shuts-out' });
  const byTrusted = isTrusted(tapped, now);
  if (!byTrusted && !confirmingKeys(account, floor, now).some(({ id }) => id === tapped.id)) {
    return refuse({ tag: 'key-not-trusted', rights: 'trusted', from: tapped.trustedAt });
  }
  return allow({
    waitHours: enrolment.waitHours,
    trusted: [...new Set([tapped.id, ...enrolment.addedKeys])],
    settlesAt: wouldSettle(account, tapped, formers, now) ? now + SETTLING_MS : null,
  });
}
