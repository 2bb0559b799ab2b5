// enrolment.read: where turning on Advanced Account Security stands, and what is still missing.

import { unmetByKeys } from '../../domain/account/standing.ts';
import { ofGoodMake } from '../../domain/credential/judge-make.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { currentStep, type Enrolment, unmetForEnrolment } from '../../domain/enrolment/enrolment.ts';
import { loadAccount } from '../../storage/account.ts';
import { findEnrolment } from '../../storage/enrolment.ts';
import type { SignedInCaller } from '../caller.ts';
import { viewCredentials } from '../credential/view.ts';
import type { Deps } from '../deps.ts';
import { liveSessions } from '../session/list.ts';

const NOT_STARTED: Enrolment = { startedAt: 0, recoveryKeys: [], waitHours: null };

export function readEnrolment(deps: Deps, caller: SignedInCaller) {
  return deps.store.read(async (tx) => {
    const account = await loadAccount(tx, caller.session.account_id);
    if (!account) return refuse({ tag: 'signed-out' });
    if (account.tier !== 'standard') return refuse({ tag: 'not-permitted', why: 'tier' });
    const enrolment = await findEnrolment(tx, account.id);
    const { recoveryKeys, waitHours } = enrolment ?? NOT_STARTED;
    const sessions = await liveSessions(deps, tx, account.id, caller.now);
    return allow({
      started: enrolment !== null,
      step: currentStep(account, enrolment),
      unmet: [...unmetForEnrolment(account, enrolment ?? NOT_STARTED, 'advanced')],
      credentials: await viewCredentials(deps, tx, account, caller),
      hardwareUnmet: [...unmetByKeys('hardware', ofGoodMake(account.credentials))],
      recoveryKeysMadeAt: recoveryKeys[0]?.madeAt ?? null,
      recoveryProvedAt: recoveryKeys.find((key) => key.provedAt !== null)?.provedAt ?? null,
      waitHours,
      ends: { otherSessions: sessions.length - 1, password: account.password !== null, totp: account.totp !== null },
      limits: deps.policy.sessions.advanced,
    });
  });
}
