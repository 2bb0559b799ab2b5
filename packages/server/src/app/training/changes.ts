// training.changes: accounts whose answer may have changed, so that a program which keeps answers asks again about those.
//
// The order is the sealed log's: it is final, and nothing comes in before a place that was read already.

import type { Operation } from '../../domain/authority.ts';
import { allow, type Decision } from '../../domain/decision.ts';
import { listEntries } from '../../storage/log.ts';
import type { SealableEvent } from '../../storage/tables.ts';
import type { Deps } from '../deps.ts';

export interface TrainingChange {
  readonly accountId: string;
  readonly at: number;
  /** Its place in the sealed log. */
  readonly position: number;
}

/** How much of the log is looked through at once. */
const WINDOW = 5000;

/** What begins or ends an exclusion, or an account that has one from its first moment. */
const CHANGES: ReadonlySet<string> = new Set<Operation>([
  'setup.complete',
  'enrolment.commit',
  'training.opt-out',
  'training.opt-in',
  // Content of an account that is not there is excluded.
  'account.erase',
]);

const isChange = ({ operation, outcome, subject }: SealableEvent): boolean =>
  outcome === 'done' && (CHANGES.has(operation) || (operation === 'hold.ripen' && subject === 'protection.leave'));

/** After place -1 is from the beginning. `next` is the `after` of the next call; with `more` it is worth making at once. */
export async function listTrainingChanges(
  deps: Pick<Deps, 'store'>,
  { after }: { readonly after: number },
): Promise<Decision<{ readonly changes: TrainingChange[]; readonly next: number; readonly more: boolean }>> {
  const from = after + 1;
  const entries = await deps.store.read((tx) => listEntries(tx, from, WINDOW));
  const changes = entries.flatMap(({ row, event }) =>
    event?.account_id && isChange(event) ? [{ accountId: event.account_id, at: event.at, position: row.position }] : [],
  );
  return allow({ changes, next: entries.at(-1)?.row.position ?? after, more: entries.length === WINDOW });
}
