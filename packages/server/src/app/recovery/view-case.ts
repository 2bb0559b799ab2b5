// A recovery case as the bearer of its secret sees it, signed out.

import type { Account } from '../../domain/account/account.ts';
import { maskEmail } from '../../domain/account/mask-email.ts';
import { KEYS_NEEDED, type Requirement, unmetByKeys } from '../../domain/account/standing.ts';
import { expiresAt, type Hold, type HoldState, holdStage, secondAlertAt } from '../../domain/hold/hold.ts';
import { type BegunWith, begunWith } from '../../domain/recovery/case-name.ts';
import type { Approvals } from '../../domain/recovery/decide-recovery.ts';
import type { WaitsFor } from '../../domain/recovery/opening.ts';
import type { KeyRing } from '../../platform/key-ring.ts';
import type { RecoveryCaseRow } from '../../storage/tables.ts';
import type { PendingKey } from '../setup/pending-key.ts';

const PURPOSE = 'recovery-keys';

export const sealPendingKeys = (keyRing: KeyRing, keys: readonly PendingKey[]): string =>
  keyRing.seal(PURPOSE, JSON.stringify(keys));

/** @throws when they were sealed under a secret that is gone. */
export function openPendingKeys(keyRing: KeyRing, row: Pick<RecoveryCaseRow, 'keys_sealed'>): readonly PendingKey[] {
  if (row.keys_sealed === null) return [];
  const text = keyRing.open(PURPOSE, row.keys_sealed)?.toString('utf8');
  if (text === undefined) throw new Error('the keys of a recovery case cannot be opened');
  return JSON.parse(text) as PendingKey[];
}

export interface CaseView {
  readonly caseNumber: string;
  readonly state: HoldState;
  readonly startedAt: number;
  readonly secondAlertAt: number;
  readonly ripensAt: number;
  readonly expiresAt: number;
  readonly endedAt: number | null;
  readonly keys: { readonly nickname: string }[];
  readonly keysNeeded: number;
  readonly unmet: Requirement[];
  readonly contacts: Approvals | null;
  /** What it waits for at the moment. */
  readonly waitsFor: WaitsFor;
  readonly begunWith: BegunWith;
  readonly stoppedBy: Hold['stoppedBy'];
  /** `m•••@example.org` */
  readonly account: string;
}

export interface CaseToView {
  readonly row: RecoveryCaseRow;
  readonly hold: Hold;
  readonly account: Account;
  readonly keys: readonly PendingKey[];
  readonly approvals: Approvals;
  readonly waitsFor: WaitsFor;
}

export function viewCase({ row, hold, account, keys, approvals, waitsFor }: CaseToView, now: number): CaseView {
  const state = holdStage(hold, now);
  return {
    caseNumber: row.case_number,
    state,
    startedAt: hold.startedAt,
    secondAlertAt: secondAlertAt(hold),
    ripensAt: hold.ripensAt,
    expiresAt: expiresAt(hold),
    endedAt: hold.endedAt ?? (state === 'expired' ? expiresAt(hold) : null),
    keys: keys.map(({ nickname }) => ({ nickname })),
    keysNeeded: KEYS_NEEDED,
    unmet: state === 'waiting' || state === 'ripe' ? [...unmetByKeys(account.tier, keys)] : [],
    contacts: approvals.needed > 0 ? approvals : null,
    waitsFor,
    begunWith: begunWith(hold),
    stoppedBy: hold.stoppedBy,
    account: maskEmail(account.email),
  };
}
