// activity.download: the file of an export, in constant memory; from after a given event where a download broke off.

import { formatEventsHead } from '../../domain/audit/event-formats.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import type { AccountId, EventId } from '../../domain/id.ts';
import { exportEvents } from '../audit/export-events.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { whileOpen } from '../session/while-open.ts';
import { type ExportTicket, openTicket } from './export-ticket.ts';

export interface Download {
  readonly name: string;
  readonly type: string;
  readonly chunks: AsyncIterable<string>;
}

const TYPES = {
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  ocsf: 'application/x-ndjson; charset=utf-8',
} as const;

export async function downloadActivity(
  deps: Pick<Deps, 'store' | 'keyRing' | 'reads'>,
  caller: SignedInCaller,
  input: { readonly ticket: string; readonly after?: EventId | undefined },
): Promise<Decision<Download>> {
  const { id: sessionId, account_id: accountId } = caller.session;
  const ticket = openTicket(deps, input.ticket, { sessionId, now: caller.now });
  if (!ticket) return refuse({ tag: 'link-refused' });
  const chunks = chunksOf(deps, ticket, accountId, input.after ?? null);
  return deps.reads.run(caller, 'activity.download', async () =>
    allow({
      name: `activity-${new Date(caller.now).toISOString().slice(0, 10)}.${ticket.format}`,
      type: TYPES[ticket.format],
      chunks: whileOpen(deps, caller, deps.reads.inTurns(caller, chunks)),
    }),
  );
}

async function* chunksOf(
  deps: Pick<Deps, 'store'>,
  { format, origin, size }: ExportTicket,
  accountId: AccountId,
  after: EventId | null,
): AsyncGenerator<string> {
  if (after === null) yield formatEventsHead(format);
  const asked = { format, from: null, until: null, actor: accountId, operations: [] };
  for await (const { text } of exportEvents(deps, asked, { origin, size }, after)) if (text !== '') yield text;
}
