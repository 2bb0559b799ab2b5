// alert.list: what the holder was told, newest first, and how each delivery went.

import { WAITS_ITS_TURN } from '../../domain/alert/turn.ts';
import type { EventId } from '../../domain/id.ts';
import { type Delivery, listToldEvents } from '../../storage/alert-history.ts';
import { tellEvent } from '../activity/tell-event.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { consult } from '../operate.ts';

const PAGE = 30;

export function listAlerts(deps: Deps, caller: SignedInCaller, input: { readonly before?: EventId | undefined }) {
  return consult(deps, caller, async (tx, account) => {
    const told = await listToldEvents(tx, account.id, input.before, PAGE + 1);
    const shown = told.slice(0, PAGE);
    return {
      alerts: shown.map(({ event, deliveries }) => ({
        event: tellEvent(deps, caller, event),
        deliveries: deliveries.map(tellDelivery),
      })),
      next: told.length > PAGE ? (shown.at(-1)?.event.id ?? null) : null,
    };
  });
}

/** What the other end said stays with the operator: a mail server's words may name machines of the platform. */
const tellDelivery = (row: Delivery) => ({
  channel: row.channel,
  label: row.label,
  state: stateOf(row),
  at: row.done_at ?? row.dead_at,
  nextAt: row.done_at === null && row.dead_at === null && row.next_at !== WAITS_ITS_TURN ? row.next_at : null,
});

function stateOf({ done_at, dead_at, last_error }: Delivery): 'waiting' | 'delivered' | 'nobody-there' | 'given-up' {
  if (done_at !== null) return last_error === null ? 'delivered' : 'nobody-there';
  return dead_at === null ? 'waiting' : 'given-up';
}
