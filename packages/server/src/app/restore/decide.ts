// restore.decide and restore.resume-hold: what the operator makes of an older copy that was put back. Said once, and on record.

import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { nextAnnouncementAt } from '../../domain/hold/hold.ts';
import { decisionWords, type RestoreDecision, resumedWaitMs } from '../../domain/restore/void-rule.ts';
import { loadAccount, lockAccount } from '../../storage/account.ts';
import {
  decideRestoration,
  findUndecided,
  hasOpenHold,
  listStoppedHolds,
  resumeHold,
  unsuspendCodes,
} from '../../storage/restoration.ts';
import type { Tx } from '../../storage/store.ts';
import type { HoldRow } from '../../storage/tables.ts';
import { type Recorder, recordBySystem } from '../record.ts';
import type { FollowerDeps } from './follow-log.ts';

export interface Decided {
  /** How many changes and recoveries wait again. */
  readonly resumed: number;
  readonly cancelled: number;
}

/** Refused where nothing is undecided. */
export function decideRestore(deps: FollowerDeps, decision: RestoreDecision, now: number): Promise<Decision<Decided>> {
  return deps.store.write(async (tx) => {
    const restoration = await findUndecided(tx);
    if (!restoration || !(await decideRestoration(tx, restoration.id, decision, now))) {
      return refuse({ tag: 'not-found' });
    }
    await recordBySystem(deps, tx, now, 'restore.decide', null, { subject: decisionWords(decision) });
    if (decision.codes === 'keep') await unsuspendCodes(tx, restoration.id);
    const stopped = await listStoppedHolds(tx, restoration.id);
    let resumed = 0;
    if (decision.holds === 'resume') {
      for (const hold of stopped) if (await resume(deps, tx, hold, now)) resumed++;
    }
    return allow({ resumed, cancelled: stopped.length - resumed });
  });
}

/** Not where its holder has asked for the same again meanwhile. */
async function resume(deps: Recorder, tx: Tx, row: HoldRow, now: number): Promise<boolean> {
  await lockAccount(tx, row.account_id);
  const account = await loadAccount(tx, row.account_id);
  if (!account || (await hasOpenHold(tx, row.account_id, row))) return false;
  const ripensAt = now + Math.max(resumedWaitMs(row.kind), row.ripens_at - row.started_at);
  const timing = { kind: row.kind, startedAt: now, ripensAt, announced: 1 };
  const evidence = { subject: row.kind, effectiveAt: ripensAt };
  const begunBy = await recordBySystem(deps, tx, now, 'restore.resume-hold', account, evidence);
  await resumeHold(tx, row, { now, ripensAt, nextAt: nextAnnouncementAt(timing) ?? ripensAt, begunBy });
  return true;
}
