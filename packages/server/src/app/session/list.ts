// session.list: everything that can act for the account right now.

import type { AccountId } from '../../domain/id.ts';
import { isLive } from '../../domain/session/session.ts';
import { listSessions } from '../../storage/session.ts';
import type { Tx } from '../../storage/store.ts';
import type { SessionRow } from '../../storage/tables.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { consult } from '../operate.ts';
import { placeOf } from '../place.ts';

/** Sessions that are live at `now`, newest first, with last-seen times that include what is not written yet. */
export async function liveSessions(
  deps: Pick<Deps, 'lastSeen'>,
  tx: Tx,
  accountId: AccountId,
  now: number,
): Promise<SessionRow[]> {
  const rows = await listSessions(tx, accountId);
  return rows
    .map((row) => ({ ...row, last_seen_at: deps.lastSeen.of(row.id, row.last_seen_at) }))
    .filter((row) => isLive({ lastSeenAt: row.last_seen_at, idleMs: row.idle_ms, endsAt: row.ends_at }, now));
}

export function listAccountSessions(deps: Deps, caller: SignedInCaller) {
  return consult(deps, caller, async (tx, account) => {
    const names = new Map(account.credentials.map((credential) => [credential.id, credential.nickname]));
    const sessions = await liveSessions(deps, tx, account.id, caller.now);
    return {
      sessions: sessions.map((row) => ({
        id: row.id,
        current: row.id === caller.session.id,
        device: row.device,
        deviceKind: row.device_kind,
        place: placeOf(deps, row.country_code),
        ip: row.ip,
        method: row.method,
        keyName: row.credential_id === null ? null : (names.get(row.credential_id) ?? null),
        bound: false,
        createdAt: row.created_at,
        lastSeenAt: row.last_seen_at,
        idleSecondsMax: Math.floor(row.idle_ms / 1000),
        endsAt: row.ends_at,
      })),
    };
  });
}
