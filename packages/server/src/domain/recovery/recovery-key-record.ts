// What is kept of a recovery key: never the key.

/** How long a recovery waits, in hours; chosen at enrolment (product.md §2). */
export const WAIT_HOURS = [72, 168] as const;
export type WaitHours = (typeof WAIT_HOURS)[number];

export interface RecoveryKey {
  readonly ordinal: number;
  readonly madeAt: number;
  /** When its holder last typed it back. */
  readonly provedAt: number | null;
  /** When it became void: by a restore, until the operator has decided; or by a recovery, under rules that are no more. */
  readonly spentAt: number | null;
}
