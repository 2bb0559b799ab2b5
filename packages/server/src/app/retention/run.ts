// retention.run: removes what is past its time, in small batches behind everything else, and records what went.

import {
  keptFrom,
  RETENTION_EVERY_MS,
  RETENTION_RULES,
  type RetentionPolicy,
  type RetentionRule,
} from '../../domain/retention/retention-policy.ts';
import { findFact, setFact } from '../../storage/fact.ts';
import { countPast, type PastCount, removePast } from '../../storage/retention.ts';
import { clockIsBelieved } from '../clock/believed.ts';
import type { Deps } from '../deps.ts';
import { type Recorder, recordBySystem } from '../record.ts';

const BATCH = 200;

export interface RetentionLine extends PastCount {
  readonly rule: RetentionRule;
}

/** What would go now; nothing is changed. */
export function planRetention(
  deps: Pick<Deps, 'store'>,
  policy: RetentionPolicy,
  now: number,
): Promise<RetentionLine[]> {
  return deps.store.read(async (tx) => {
    const lines: RetentionLine[] = [];
    for (const rule of RETENTION_RULES) {
      const before = keptFrom(policy, rule, now);
      // Without a limit the table is named all the same.
      lines.push({ rule, ...(await countPast(tx, rule, before ?? 0)) });
    }
    return lines;
  });
}

type Runner = Recorder & Pick<Deps, 'store' | 'clock'>;

/** @returns what went; null where nothing did, as the clock by which it is old is not believed. */
export async function runRetention(
  deps: Runner,
  policy: RetentionPolicy,
  now: number,
): Promise<RetentionLine[] | null> {
  if (!(await deps.store.read((tx) => clockIsBelieved(deps, tx)))) return null;
  const planned = await planRetention(deps, policy, now);
  const gone: RetentionLine[] = [];
  for (const line of planned) {
    const before = keptFrom(policy, line.rule, now);
    let rows = 0;
    for (let after = ''; before !== null && line.rows > 0; ) {
      const from = after;
      const ids = await deps.store.write(async (tx) =>
        (await clockIsBelieved(deps, tx)) ? removePast(tx, line.rule, before, from, BATCH) : [],
      );
      rows += ids.length;
      if (ids.length < BATCH) break;
      after = ids.at(-1) ?? after;
    }
    gone.push({ ...line, rows });
  }
  const words = gone.filter(({ rows }) => rows > 0).map(({ rule, rows }) => `${rule} ${rows}`);
  await deps.store.write(async (tx) => {
    await setFact(tx, 'retention.ran-at', String(now));
    if (words.length > 0) await recordBySystem(deps, tx, now, 'retention.run', null, { subject: words.join(', ') });
  });
  return gone;
}

/** Once a day, whichever of several servers comes to it first. @returns whether it was done. */
export async function runRetentionDaily(deps: Runner, policy: RetentionPolicy, now: number): Promise<boolean> {
  const ranAt = Number(await deps.store.read((tx) => findFact(tx, 'retention.ran-at')));
  if (now - ranAt < RETENTION_EVERY_MS && now >= ranAt) return false;
  return (await runRetention(deps, policy, now)) !== null;
}
