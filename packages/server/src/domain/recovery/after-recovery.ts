// What a completed recovery leaves standing. Whoever had a key or a session before may have added things to the account:
// nothing that can act for it, listen to it or vouch for it later stays, unless it is from before the case began.

/**
 * - replaced: the old ones are gone, new ones were made in the recovery.
 * - ends: none is left.
 * - paused: told of the recovery as the last thing; the holder turns on again what is theirs.
 * - older-stays: what was there before the case began stays, the rest ends.
 * - none: a protected account has none; storage faults.
 * - stays: history, or nothing that anybody gains by.
 */
export type AfterRecovery = 'replaced' | 'ends' | 'paused' | 'older-stays' | 'none' | 'stays';

/** For everything that is kept of an account, by the name it is kept under. A test fails where something is missing here. */
export const AFTER_RECOVERY = {
  credential: 'replaced',
  recovery_key: 'replaced',
  session: 'ends',
  device: 'ends',
  flow: 'ends',
  hold: 'ends',
  alert_channel: 'paused',
  recovery_contact: 'older-stays',
  password_verifier: 'none',
  totp_verifier: 'none',
  backup_code: 'none',
  enrolment: 'none',
  recovery_case: 'stays',
  recovery_approval: 'stays',
  training_exclusion: 'stays',
  audit_event: 'stays',
  log_chain: 'stays',
  outbox: 'stays',
  erasure: 'stays',
  former_email: 'stays',
  refusal_window: 'stays',
} as const satisfies Readonly<Record<string, AfterRecovery>>;

/**
 * A contact who was invited, or accepted, only after the case had begun could be the doing of whoever the holder recovers
 * from. Those who could approve this case are all older, so that never fewer are left than a recovery needs.
 */
export const outlivesRecovery = (
  contact: { readonly acceptedAt: number | null },
  { startedAt }: { readonly startedAt: number },
): boolean => contact.acceptedAt !== null && contact.acceptedAt < startedAt;
