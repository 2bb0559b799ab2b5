// An event as its holder may see it.

import type { AuditEventRow } from '../../storage/tables.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { placeOf } from '../place.ts';

export const tellEvent = (deps: Pick<Deps, 'geo'>, caller: Pick<SignedInCaller, 'session'>, row: AuditEventRow) => ({
  id: row.id,
  operation: row.operation,
  outcome: row.outcome,
  reason: row.reason,
  at: row.at,
  actor: row.actor,
  device: row.device,
  place: placeOf(deps, row.country_code),
  ip: row.ip,
  subject: row.subject,
  keyName: row.key_name,
  thisSession: row.session_id === caller.session.id,
  effectiveAt: row.effective_at,
});
