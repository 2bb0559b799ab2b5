// The ticket that the document is fetched with: good for a quarter of an hour, for the session that asked; only this server can make it.

import type { SessionId } from '../../domain/id.ts';
import type { Deps } from '../deps.ts';

const PURPOSE = 'data-export';
export const TICKET_MS = 15 * 60 * 1000;

export interface DataTicket {
  readonly sessionId: SessionId;
  readonly expiresAt: number;
}

export const sealDataTicket = ({ keyRing }: Pick<Deps, 'keyRing'>, { sessionId, expiresAt }: DataTicket): string =>
  keyRing.seal(PURPOSE, JSON.stringify([sessionId, expiresAt]));

/** Not made here, of another session, or too old: it opens nothing. */
export function opensData(
  { keyRing }: Pick<Deps, 'keyRing'>,
  sealed: string,
  asking: { readonly sessionId: SessionId; readonly now: number },
): boolean {
  const text = keyRing.open(PURPOSE, sealed)?.toString('utf8');
  if (text === undefined) return false;
  const [sessionId, expiresAt] = JSON.parse(text) as [SessionId, number];
  return sessionId === asking.sessionId && asking.now < expiresAt;
}
