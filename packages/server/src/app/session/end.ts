// session.end, session.end-others and session.sign-out: sessions end at once, everywhere.

import { type Decision, refuse } from '../../domain/decision.ts';
import type { SessionId } from '../../domain/id.ts';
import { decideEnd } from '../../domain/session/decide-end.ts';
import { type CheckedSession, type EndScope, endSessions, listSessions, toSession } from '../../storage/session.ts';
import type { SessionRow } from '../../storage/tables.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';

export interface Ended {
  readonly ended: number;
}

export interface OthersEnded extends Ended {
  /** Opened after presence was last proved here: they take a new proof. */
  readonly left: number;
}

const mayEnd = (deps: Deps, session: CheckedSession, others: readonly SessionRow[], now: number) =>
  decideEnd(
    toSession(session),
    others.map(({ id, created_at }) => ({ id, createdAt: created_at })),
    deps.policy.stepUpSecondsMax,
    now,
  );

/**
 * All but the caller’s own, as far as they were open when presence was last proved here. Refused where every one was opened
 * since (`step-up-required`): whoever signs in again and again keeps none of the others alive by it.
 */
export const endOthers = (deps: Deps, caller: SignedInCaller): Promise<Decision<OthersEnded>> =>
  operate<OthersEnded>(deps, caller, 'session.end-others', async ({ tx, account, session, now }) => {
    const all = await listSessions(tx, account.id);
    const others = all.filter(({ id, ends_at }) => id !== session.id && ends_at > now);
    const decision = mayEnd(deps, session, others, now);
    if (!decision.allowed) return decision;
    const { ends, left } = decision.facts;
    const scopes: readonly EndScope[] =
      left === 0
        ? [{ accountId: account.id, except: session.id }]
        : ends.map(({ id }) => ({ accountId: account.id, only: id }));
    let ended = 0;
    for (const scope of scopes) ended += await endSessions(tx, scope, 'session.end-others', now);
    // It can be asked for again and again: alerts of nothing would bury the one that matters.
    return done({ ended, left }, ended === 0 ? { untold: true } : {});
  });

/** The caller’s own. */
export const signOut = (deps: Deps, caller: SignedInCaller): Promise<Decision<Ended>> =>
  operate(deps, caller, 'session.sign-out', async ({ tx, account, session, now }) =>
    done({ ended: await endSessions(tx, { accountId: account.id, only: session.id }, 'session.sign-out', now) }),
  );

/** A session of another account looks just like one that does not exist. Refused like those, but for the caller’s own. */
export function endSession(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly sessionId: SessionId },
): Promise<Decision<Ended>> {
  return operate(deps, caller, 'session.end', async ({ tx, account, session, now }) => {
    const target = (await listSessions(tx, account.id)).find((row) => row.id === input.sessionId);
    if (!target) return refuse({ tag: 'not-found' });
    const decision = mayEnd(deps, session, target.id === session.id ? [] : [target], now);
    if (!decision.allowed) return decision;
    const ended = await endSessions(tx, { accountId: account.id, only: target.id }, 'session.end', now);
    return done({ ended }, { subject: target.device });
  });
}
