// data.export and data.download: everything that is held on a person, for that person. Asked for with a fresh proof, on record,
// told on every channel and rarely; then fetched with the ticket that this answers with, in the same session.

import { allow, type Decision, refuse } from '../../domain/decision.ts';
import type { Download } from '../activity/download.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { consult, done, operate } from '../operate.ts';
import { whileOpen } from '../session/while-open.ts';
import { throttle } from '../throttle.ts';
import { writeHeldDocument } from './held-document.ts';
import { opensData, sealDataTicket, TICKET_MS } from './ticket.ts';

export function exportData(
  deps: Deps,
  caller: SignedInCaller,
): Promise<Decision<{ readonly ticket: string; readonly expiresAt: number }>> {
  return operate(deps, caller, 'data.export', async ({ tx, account, session, now }) => {
    const refusal = await throttle(deps, tx, 'data.account', [account.id], now);
    if (refusal) return refuse(refusal);
    const expiresAt = now + TICKET_MS;
    return done({ ticket: sealDataTicket(deps, { sessionId: session.id, expiresAt }), expiresAt });
  });
}

export async function downloadData(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly ticket: string },
): Promise<Decision<Download>> {
  const { session, now } = caller;
  if (!opensData(deps, input.ticket, { sessionId: session.id, now })) return refuse({ tag: 'link-refused' });
  const account = await consult(deps, caller, async (_, { id, email }) => ({ id, email }));
  if (!account.allowed) return account;
  const chunks = writeHeldDocument(deps, account.facts, now);
  return deps.reads.run(caller, 'data.download', async () =>
    allow({
      name: `held-data-${new Date(now).toISOString().slice(0, 10)}.json`,
      type: 'application/json; charset=utf-8',
      chunks: whileOpen(deps, caller, deps.reads.inTurns(caller, chunks)),
    }),
  );
}
