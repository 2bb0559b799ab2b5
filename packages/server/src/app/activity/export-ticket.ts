// The ticket that an export's file is fetched with: it says which file, for whom and until when; only this server can make it.

import { EVENT_FORMATS, type EventFormat } from '../../domain/audit/event-formats.ts';
import type { SessionId } from '../../domain/id.ts';
import type { Deps } from '../deps.ts';

const PURPOSE = 'activity-export';
/** Long enough to go on with a download that broke off; the session must still be there. */
export const TICKET_MS = 15 * 60 * 1000;

export interface ExportTicket {
  readonly sessionId: SessionId;
  readonly format: EventFormat;
  /** The log when the export was asked for. */
  readonly origin: string;
  readonly size: number;
  readonly expiresAt: number;
}

export const sealTicket = ({ keyRing }: Pick<Deps, 'keyRing'>, ticket: ExportTicket): string => {
  const { sessionId, format, origin, size, expiresAt } = ticket;
  return keyRing.seal(PURPOSE, JSON.stringify([sessionId, EVENT_FORMATS.indexOf(format), origin, size, expiresAt]));
};

/** Null for one that was not made here, belongs to another session, or is too old. */
export function openTicket(
  { keyRing }: Pick<Deps, 'keyRing'>,
  sealed: string,
  asking: { readonly sessionId: SessionId; readonly now: number },
): ExportTicket | null {
  const text = keyRing.open(PURPOSE, sealed)?.toString('utf8');
  if (text === undefined) return null;
  const [sessionId, format, origin, size, expiresAt] = JSON.parse(text) as [SessionId, number, string, number, number];
  if (sessionId !== asking.sessionId || asking.now >= expiresAt) return null;
  return { sessionId, format: EVENT_FORMATS[format] ?? 'ndjson', origin, size, expiresAt };
}
