// The session check: one indexed read, no write.

import { isLive } from '../../domain/session/session.ts';
import { type CheckedSession, SESSION_BY_TOKEN } from '../../storage/session.ts';
import type { Deps } from '../deps.ts';
import { hashToken } from '../token.ts';

/** The live session that a token opens, or null. A look does not count as use. */
export async function checkSession(
  deps: Pick<Deps, 'store' | 'keyRing' | 'lastSeen'>,
  token: string,
  now: number,
  use: 'use' | 'look' = 'use',
): Promise<CheckedSession | null> {
  const hash = hashToken(deps.keyRing, 'hfs', token);
  if (hash === null) return null;
  const row = await deps.store.one(SESSION_BY_TOKEN, [hash]);
  if (!row) return null;
  const lastSeenAt = deps.lastSeen.of(row.id, row.last_seen_at);
  if (!isLive({ lastSeenAt, idleMs: row.idle_ms, endsAt: row.ends_at }, now)) return null;
  if (use === 'use') deps.lastSeen.note(row.id, now);
  return row;
}
