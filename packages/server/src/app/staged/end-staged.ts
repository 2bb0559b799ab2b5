// What somebody had left half done ends with every change that matters to it (domain/staged/staged.ts). An enrolment that
// another session had begun is told: its holder may be the one who began it, or learn that somebody else had.

import type { Account } from '../../domain/account/account.ts';
import type { SessionId } from '../../domain/id.ts';
import type { Cause } from '../../domain/staged/staged.ts';
import { findSessionName } from '../../storage/session.ts';
import { deleteStaged } from '../../storage/staged.ts';
import type { Tx } from '../../storage/store.ts';
import { type Recorder, recordBySystem } from '../record.ts';

export interface EndedBy {
  readonly cause: Cause;
  /** The session in which it happened; null where it happened in none. */
  readonly session: SessionId | null;
  /** Sessions that it does not touch. */
  readonly spared?: readonly SessionId[];
  readonly now: number;
}

/** The account is locked by the caller. */
export async function endStaged(
  deps: Recorder,
  tx: Tx,
  account: Account,
  { cause, session, spared, now }: EndedBy,
): Promise<void> {
  const sessions = session === null ? [] : [session];
  const dropped = await deleteStaged(tx, { accountId: account.id, sessions, spared }, cause, now);
  if (dropped !== null && dropped !== session) await tellDropped(deps, tx, account, dropped, now);
}

/** Begun in a session that had no say in what ended it. */
export async function tellDropped(
  deps: Recorder,
  tx: Tx,
  account: Account,
  session: SessionId,
  now: number,
): Promise<void> {
  const subject = (await findSessionName(tx, session)) ?? undefined;
  await recordBySystem(deps, tx, now, 'enrolment.dropped', account, { subject });
}
