// A sealed event's row as exports tell it.

import type { ToldEvent } from '../../domain/audit/told-event.ts';
import type { SealableEvent } from '../../storage/tables.ts';
import { particularsOf } from '../log/particulars-of.ts';

/** @throws where the event is not sealed: it has no place to tell. */
export function tellSealed(row: SealableEvent): ToldEvent {
  if (row.position === null) throw new Error(`event ${row.id} is not sealed`);
  const { id, position, at, operation, outcome, reason, actor, effective_at: effectiveAt } = row;
  return { id, position, at, operation, outcome, reason, actor, ...particularsOf(row), effectiveAt };
}
