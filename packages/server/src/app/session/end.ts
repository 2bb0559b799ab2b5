// session.end, session.end-others and session.sign-out: sessions end at once, everywhere.

import type { Operation } from '../../domain/authority.ts';
import { type Decision, refuse } from '../../domain/decision.ts';
import type { SessionId } from '../../domain/id.ts';
import { type EndScope, endSessions, listSessions } from '../../storage/session.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';

export interface Ended {
  readonly ended: number;
}

const endScope = (
  deps: Deps,
  caller: SignedInCaller,
  operation: Operation,
  scope: Omit<EndScope, 'accountId'>,
): Promise<Decision<Ended>> =>
  operate(deps, caller, operation, async ({ tx, account, now }) => {
    const ended = await endSessions(tx, { accountId: account.id, ...scope }, operation, now);
    // It takes no proof and can be asked for again and again: alerts of nothing would bury the one that matters.
    const isEmpty = operation === 'session.end-others' && ended === 0;
    return done({ ended }, isEmpty ? { untold: true } : {});
  });

/** All but the caller’s own. */
export const endOthers = (deps: Deps, caller: SignedInCaller): Promise<Decision<Ended>> =>
  endScope(deps, caller, 'session.end-others', { except: caller.session.id });

/** The caller’s own. */
export const signOut = (deps: Deps, caller: SignedInCaller): Promise<Decision<Ended>> =>
  endScope(deps, caller, 'session.sign-out', { only: caller.session.id });

/** A session of another account looks just like one that does not exist. */
export function endSession(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly sessionId: SessionId },
): Promise<Decision<Ended>> {
  return operate(deps, caller, 'session.end', async ({ tx, account, now }) => {
    const target = (await listSessions(tx, account.id)).find((row) => row.id === input.sessionId);
    if (!target) return refuse({ tag: 'not-found' });
    const ended = await endSessions(tx, { accountId: account.id, only: target.id }, 'session.end', now);
    return done({ ended }, { subject: target.device });
  });
}
