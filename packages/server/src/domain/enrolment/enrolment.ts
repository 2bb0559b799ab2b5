// Turning on Advanced Account Security: four visible steps, and nothing changes until the last (product.md §2).
//
//   1 confirm it is you ─► 2 two keys ─► 3 recovery keys, proved; waiting time ─► 4 read, touch a key ─► committed
//   Leaving anywhere before the tap leaves the account as it was; the place is kept and can be dropped.

import type { StandardAccount } from '../account/account.ts';
import { type Requirement, unmetByKeys, unmetByRecovery } from '../account/standing.ts';
import { ofGoodMake } from '../credential/judge-make.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import type { RecoveryKey, WaitHours } from '../recovery/recovery-key-record.ts';

export interface Enrolment {
  readonly startedAt: number;
  readonly recoveryKeys: readonly RecoveryKey[];
  readonly waitHours: WaitHours | null;
}

export type EnrolmentStep = 1 | 2 | 3 | 4;

/** The step that is still to be done. */
export function currentStep(account: StandardAccount, enrolment: Enrolment | null): EnrolmentStep {
  if (!enrolment) return 1;
  if (unmetByKeys('advanced', ofGoodMake(account.credentials)).length > 0) return 2;
  return unmetByRecovery(enrolment.recoveryKeys, enrolment.waitHours).length > 0 ? 3 : 4;
}

/** All that is still missing before the tap. */
export function unmetForEnrolment(
  account: StandardAccount,
  enrolment: Enrolment,
  floor: 'advanced' | 'hardware',
): readonly Requirement[] {
  return [
    ...unmetByKeys(floor, ofGoodMake(account.credentials)),
    ...unmetByRecovery(enrolment.recoveryKeys, enrolment.waitHours),
  ];
}

/** May the account become protected now? The caller has proved presence with one of its keys. */
export function decideCommit(
  account: StandardAccount,
  enrolment: Enrolment | null,
  floor: 'advanced' | 'hardware',
): Decision<{ readonly waitHours: WaitHours }> {
  if (!enrolment) return refuse({ tag: 'flow-gone' });
  const unmet = unmetForEnrolment(account, enrolment, floor);
  if (unmet.length > 0 || enrolment.waitHours === null) return refuse({ tag: 'requirements-unmet', unmet });
  return allow({ waitHours: enrolment.waitHours });
}
