// activity.export: a holder's own activity as a file. Asked for here, with a fresh proof, on record and rarely; then fetched
// with the ticket that this answers with, as often as a broken download needs it.

import { type Decision, refuse } from '../../domain/decision.ts';
import { findHead } from '../../storage/log.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { throttle } from '../throttle.ts';
import { sealTicket, TICKET_MS } from './export-ticket.ts';

/** In words, for the record. */
const NAMED = { ndjson: 'NDJSON', csv: 'CSV' } as const;

export function exportActivity(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly format: 'ndjson' | 'csv' },
): Promise<Decision<{ readonly ticket: string; readonly expiresAt: number }>> {
  return operate(deps, caller, 'activity.export', async ({ tx, account, session, now }) => {
    const refusal = await throttle(deps, tx, 'export.account', [account.id], now);
    if (refusal) return refuse(refusal);
    const head = await findHead(tx);
    const expiresAt = now + TICKET_MS;
    const ticket = sealTicket(deps, {
      sessionId: session.id,
      format: input.format,
      origin: head?.origin ?? '',
      size: head?.size ?? 0,
      expiresAt,
    });
    return done({ ticket, expiresAt }, { subject: NAMED[input.format] });
  });
}
