// What a completed recovery leaves standing. Whoever had a key or a session before may have added things to the account:
// nothing that can act for it, listen to it or vouch for it later stays, unless the holder keeps it by name.

import { isYoung } from '../alert/young.ts';

/**
 * - replaced: the old ones are gone, new ones were made in the recovery.
 * - ends: none is left.
 * - asked: kept one by one, of what was there before the case began; the rest ends. Channels hear of the recovery last.
 * - none: a protected account has none; storage faults.
 * - stays: history, or nothing that anybody gains by.
 */
export type AfterRecovery = 'replaced' | 'ends' | 'asked' | 'none' | 'stays';

/** For everything that is kept of an account, by the name it is kept under. A test fails where something is missing here. */
export const AFTER_RECOVERY = {
  credential: 'replaced',
  recovery_key: 'replaced',
  session: 'ends',
  device: 'ends',
  flow: 'ends',
  hold: 'ends',
  alert_channel: 'asked',
  recovery_contact: 'asked',
  password_verifier: 'none',
  totp_verifier: 'none',
  backup_code: 'none',
  enrolment: 'none',
  incident: 'stays',
  recovery_case: 'stays',
  recovery_approval: 'stays',
  recovery_objection: 'stays',
  training_exclusion: 'stays',
  audit_event: 'stays',
  log_chain: 'stays',
  outbox: 'stays',
  erasure: 'stays',
  former_email: 'stays',
  // Who lost the account to a hostile enrolment takes it back by them, whatever was recovered since.
  former_factor: 'stays',
  refusal_window: 'stays',
} as const satisfies Readonly<Record<string, AfterRecovery>>;

/**
 * May it be kept? Since when there is a channel, or somebody is a contact: what came only after the case had begun could be
 * the doing of the person whom the holder recovers from. Null: an invitation that nobody accepted.
 */
export const mayBeKept = (since: number | null, { startedAt }: { readonly startedAt: number }): since is number =>
  since !== null && since < startedAt;

/** Nothing is kept silently that was younger than 14 days when the case began: it is for the holder to say so (product.md §4). */
export const wasYoung = (since: number, { startedAt }: { readonly startedAt: number }): boolean =>
  isYoung(since, startedAt);
