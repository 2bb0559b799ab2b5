// Checks the log where it lives: all that an export's check sees, and that the rows beside it are those it was made from.

import { type Entry, type NoteKey, parseNoteKey } from '@holdfast/contract/log';
import type { Operator, ReadEntry } from '@holdfast/server/operator';
import { LogCheck, LogFault, readKept, sizeOfCheckpoint } from './log-check.ts';
import { sha256 } from './node-crypto.ts';
import { type CosignersAsked, NOBODY_ASKED, requireCosigners } from './require-cosigners.ts';

export interface DatabaseExpectations {
  readonly key?: NoteKey | undefined;
  readonly since?: string | undefined;
  /** Who else must have signed the newest head that witnesses signed, or else the newest. */
  readonly cosigners?: CosignersAsked | undefined;
  readonly onProgress?: (entries: number) => void;
}

const FACTS = ['id', 'at', 'operation', 'outcome', 'reason', 'actor', 'effectiveAt'] as const;

/** Is the event's row still what was sealed? @throws LogFault */
function compareRow({ index, event }: ReadEntry, entry: Entry): void {
  if (!event) throw new LogFault(`The event of entry ${index} (${entry.id}) was dropped from the database.`);
  const changed = FACTS.find((name) => event[name] !== entry[name]);
  if (changed) {
    throw new LogFault(`The event of entry ${index} (${entry.id}) was changed: its ${changed} is not what was sealed.`);
  }
  if (event.position !== index) {
    throw new LogFault(`The event of entry ${index} (${entry.id}) claims another place: ${event.position}.`);
  }
}

export interface CheckedDatabase {
  /** How many entries are as they were sealed. */
  readonly size: number;
  /** How many of them have lost what is personal in them. */
  readonly erased: number;
}

/** Null where nothing was sealed yet. @throws LogFault with the first bad place. */
export async function checkDatabase(
  operator: Operator,
  expected: DatabaseExpectations = {},
): Promise<CheckedDatabase | null> {
  const log = await operator.readLog();
  const own = log && parseNoteKey(sha256, log.key);
  if (log && !own) throw new LogFault('The log names no key of its own.');
  const key = expected.key ?? own;
  const kept = key && (await readKept(expected.since, key));
  // An empty database names no key, so the size that the checkpoint says has to do.
  const keptSize = kept ? kept.size : sizeOfCheckpoint(expected.since ?? '');
  if (keptSize !== null && keptSize > (log?.size ?? 0)) {
    throw new LogFault(
      `The log has ${log?.size ?? 0} entries and had ${keptSize}: the database was put back to an older state.`,
    );
  }
  if (!log || !key) return null;
  const witnessed = log.witnessed?.checkpoint ?? log.checkpoint;
  await requireCosigners(witnessed, expected.cosigners ?? NOBODY_ASKED);
  const witnessedSize = sizeOfCheckpoint(witnessed);
  const check = new LogCheck(key);
  const heads = operator.readCheckpoints();
  let head = (await heads.next()).value;
  for await (const read of operator.readEntries({ from: 0, to: log.size })) {
    compareRow(read, check.add(read));
    if (head && check.size === head.size) {
      await check.compare(head.note);
      head = (await heads.next()).value;
    }
    if (check.size === witnessedSize) await check.compare(witnessed);
    if (kept && check.size === kept.size) await check.compare(kept.note);
    if (check.size % 10_000 === 0) expected.onProgress?.(check.size);
  }
  await check.compare(log.checkpoint);
  const [stray] = await operator.findStrayEvents();
  if (stray) throw new LogFault(`Event ${stray} was added to the database: it is not in the log.`);
  return { size: check.size, erased: check.erased };
}
