// session.end, session.end-others and session.sign-out: sessions end at once, everywhere.

import { type Decision, refuse } from '../../domain/decision.ts';
import type { SessionId } from '../../domain/id.ts';
import { decideEnd } from '../../domain/session/decide-end.ts';
import { type CheckedSession, endSessions, listSessions, toSession } from '../../storage/session.ts';
import type { SessionRow } from '../../storage/tables.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';

export interface Ended {
  readonly ended: number;
}

const mayEnd = (deps: Deps, session: CheckedSession, others: readonly SessionRow[]): Decision<undefined> =>
  decideEnd(
    toSession(session),
    others.map(({ created_at }) => ({ createdAt: created_at })),
    deps.policy.stepUpSecondsMax,
  );

/** All but the caller’s own. Refused where one was opened after presence was last proved here (`step-up-required`). */
export const endOthers = (deps: Deps, caller: SignedInCaller): Promise<Decision<Ended>> =>
  operate(deps, caller, 'session.end-others', async ({ tx, account, session, now }) => {
    const others = (await listSessions(tx, account.id)).filter(({ id }) => id !== session.id);
    const decision = mayEnd(deps, session, others);
    if (!decision.allowed) return decision;
    const ended = await endSessions(tx, { accountId: account.id, except: session.id }, 'session.end-others', now);
    // It can be asked for again and again: alerts of nothing would bury the one that matters.
    return done({ ended }, ended === 0 ? { untold: true } : {});
  });

/** The caller’s own. */
export const signOut = (deps: Deps, caller: SignedInCaller): Promise<Decision<Ended>> =>
  operate(deps, caller, 'session.sign-out', async ({ tx, account, session, now }) =>
    done({ ended: await endSessions(tx, { accountId: account.id, only: session.id }, 'session.sign-out', now) }),
  );

/** A session of another account looks just like one that does not exist. Refused like `endOthers`, but for the caller’s own. */
export function endSession(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly sessionId: SessionId },
): Promise<Decision<Ended>> {
  return operate(deps, caller, 'session.end', async ({ tx, account, session, now }) => {
    const target = (await listSessions(tx, account.id)).find((row) => row.id === input.sessionId);
    if (!target) return refuse({ tag: 'not-found' });
    const decision = mayEnd(deps, session, target.id === session.id ? [] : [target]);
    if (!decision.allowed) return decision;
    const ended = await endSessions(tx, { accountId: account.id, only: target.id }, 'session.end', now);
    return done({ ended }, { subject: target.device });
  });
}
