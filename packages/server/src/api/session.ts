// Doors to sessions: who is signed in here, what else can act for the account, and ending any of it.

import { endOthers, endSession, signOut } from '../app/session/end.ts';
import { listAccountSessions } from '../app/session/list.ts';
import { readSession } from '../app/session/read.ts';
import { allow } from '../domain/decision.ts';
import type { SessionId } from '../domain/id.ts';
import { type Doors, holderDoor } from './door.ts';

export function sessionDoors(doors: Doors): void {
  const { deps } = doors;
  holderDoor(doors, 'session.read', async ({ caller }) => allow(readSession(deps, caller)));
  holderDoor(doors, 'session.list', ({ caller }) => listAccountSessions(deps, caller));
  holderDoor(doors, 'session.end', ({ caller, params }) =>
    endSession(deps, caller, { sessionId: params.sessionId as SessionId }),
  );
  holderDoor(doors, 'session.end-others', ({ caller }) => endOthers(deps, caller));
  holderDoor(doors, 'session.sign-out', async ({ caller, cookies }) => {
    const decision = await signOut(deps, caller);
    if (!decision.allowed) return decision;
    cookies.endSession();
    return allow({});
  });
}
