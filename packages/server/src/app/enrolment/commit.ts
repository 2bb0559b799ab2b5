// enrolment.commit: the tap that turns Advanced Account Security on. All of it happens in one transaction, or nothing.

import { countsTowardFloor } from '../../domain/credential/counts-toward-floor.ts';
import { ofGoodMake } from '../../domain/credential/judge-make.ts';
import { type Decision, refuse } from '../../domain/decision.ts';
import { decideCommit } from '../../domain/enrolment/enrolment.ts';
import { setProtected } from '../../storage/account.ts';
import { grantFullRights } from '../../storage/credential.ts';
import { findEnrolment, finishEnrolment } from '../../storage/enrolment.ts';
import { endFlowsOf } from '../../storage/flow.ts';
import { activateRecoveryKeys } from '../../storage/recovery-key.ts';
import { endSessions, rebindSession, rotateSession, tightenSessions } from '../../storage/session.ts';
import { beginExclusion } from '../../storage/training-exclusion.ts';
import type { RequestOptions } from '../../webauthn/assertion-options.ts';
import type { AssertionResponse } from '../../webauthn/verify-assertion.ts';
import type { SignedInCaller } from '../caller.ts';
import { askForAssertion, checkAssertion } from '../ceremony.ts';
import type { Deps } from '../deps.ts';
import { consult, done, operate } from '../operate.ts';
import { mintToken } from '../token.ts';
import { useKey } from '../use-key.ts';

const scopeOf = (caller: SignedInCaller) => ({ purpose: 'enrolment.commit', subject: caller.session.id });

export function commitOptions(deps: Deps, caller: SignedInCaller): Promise<Decision<RequestOptions>> {
  return consult(deps, caller, async (_tx, account) =>
    askForAssertion(deps, scopeOf(caller), account.credentials, caller.now),
  );
}

export interface Committed {
  readonly sessionsEnded: number;
  readonly sessionToken: string;
  readonly endsAt: number;
}

export async function commitEnrolment(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly floor: 'advanced' | 'hardware'; readonly response: AssertionResponse },
): Promise<Decision<Committed>> {
  const outcome = await checkAssertion(deps, scopeOf(caller), input.response, caller.session.account_id, caller.now);
  return operate(deps, caller, 'enrolment.commit', async ({ tx, account, session, now }) => {
    if (account.tier !== 'standard') return refuse({ tag: 'not-permitted', why: 'tier' });
    if (!outcome.ok) return refuse({ tag: 'ceremony-failed', why: outcome.fault });
    const fault = await useKey(deps, tx, caller, account, outcome);
    if (fault) return refuse({ tag: 'ceremony-failed', why: fault });
    const tapped = account.credentials.find((credential) => credential.id === outcome.key.id);
    if (tapped && ofGoodMake([tapped]).length === 0) return refuse({ tag: 'ceremony-failed', why: 'make-reported' });
    if (!tapped || !countsTowardFloor(tapped, input.floor)) {
      return refuse({ tag: 'requirements-unmet', unmet: ['two-hardware-keys'] });
    }
    const enrolment = await findEnrolment(tx, account.id);
    const decision = decideCommit(account, enrolment, input.floor);
    if (!decision.allowed) return decision;
    if (!(await finishEnrolment(tx, account.id))) return refuse({ tag: 'flow-gone' });
    await setProtected(tx, account.id, input.floor, decision.facts.waitHours, now);
    await activateRecoveryKeys(tx, account.id);
    await grantFullRights(tx, account.id, enrolment?.startedAt ?? now, now);
    await endFlowsOf(tx, account.id);
    await beginExclusion(tx, account.id, 'protection', now);
    const scope = { accountId: account.id, except: session.id };
    const sessionsEnded = await endSessions(tx, scope, 'enrolment.commit', now);
    const limits = deps.policy.sessions[input.floor];
    await tightenSessions(tx, account.id, limits.idleSeconds * 1000, limits.absoluteSeconds * 1000);
    // However it was opened, from here on the session descends from the key that was touched.
    await rebindSession(tx, session.id, tapped.id);
    const { token, hash } = mintToken(deps, 'hfs');
    const change = { tokenHash: hash, freshAt: now, freshCredentialId: tapped.id };
    if (!(await rotateSession(tx, session.id, change))) throw new Error('the session was checked in this transaction');
    const endsAt = Math.min(session.ends_at, session.created_at + limits.absoluteSeconds * 1000);
    const evidence = { subject: input.floor, credentialId: tapped.id, keyName: tapped.nickname };
    return done({ sessionsEnded, sessionToken: token, endsAt }, evidence);
  });
}
