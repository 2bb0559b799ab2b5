// enrolment.read: where turning on Advanced Account Security stands in this session, and what is still missing.

import { unmetByKeys } from '../../domain/account/standing.ts';
import { isYoung } from '../../domain/alert/young.ts';
import { shutOutByFloor } from '../../domain/credential/decide-floor.ts';
import { inGoodStanding } from '../../domain/credential/judge-make.ts';
import { isTrusted } from '../../domain/credential/key-stage.ts';
import { allow, refuse } from '../../domain/decision.ts';
import {
  confirmingKeys,
  currentStep,
  type Enrolment,
  unmetForEnrolment,
  wouldSettle,
} from '../../domain/enrolment/enrolment.ts';
import type { AccountId } from '../../domain/id.ts';
import { loadAccount } from '../../storage/account.ts';
import { listChannels } from '../../storage/alert-channel.ts';
import { findEnrolment } from '../../storage/enrolment.ts';
import { listFormerFactors } from '../../storage/former-factor.ts';
import { listOpenHolds } from '../../storage/hold.ts';
import type { Tx } from '../../storage/store.ts';
import type { SignedInCaller } from '../caller.ts';
import { agedAccount } from '../clock/aged-account.ts';
import { clockIsBelieved } from '../clock/believed.ts';
import { viewCredentials } from '../credential/view.ts';
import type { Deps } from '../deps.ts';
import { liveSessions } from '../session/list.ts';

const NOT_STARTED: Enrolment = { startedAt: 0, recoveryKeys: [], waitHours: null, addedKeys: [] };

export function readEnrolment(deps: Deps, caller: SignedInCaller) {
  return deps.store.read(async (tx) => {
    const { now, session } = caller;
    const loaded = await loadAccount(tx, session.account_id);
    if (!loaded) return refuse({ tag: 'signed-out' });
    const account = await agedAccount(deps, tx, loaded, now);
    if (account.tier !== 'standard') return refuse({ tag: 'not-permitted', why: 'tier' });
    const enrolment = await findEnrolment(tx, { accountId: account.id, sessionId: session.id }, now);
    const { recoveryKeys, waitHours } = enrolment ?? NOT_STARTED;
    const sessions = await liveSessions(deps, tx, account.id, now);
    const confirming = confirmingKeys(account, 'advanced', now);
    const formers = await listFormerFactors(tx, account.id);
    return allow({
      started: enrolment !== null,
      step: currentStep(account, enrolment),
      unmet: [...unmetForEnrolment(account, enrolment ?? NOT_STARTED, 'advanced')],
      credentials: await viewCredentials(deps, tx, loaded, caller),
      hardwareUnmet: [...unmetByKeys('hardware', inGoodStanding(account.credentials))],
      hardwareShutsOut: shutOutByFloor(account, now).map(({ nickname }) => nickname),
      recoveryKeysMadeAt: recoveryKeys[0]?.madeAt ?? null,
      recoveryProvedAt: recoveryKeys.find((key) => key.provedAt !== null)?.provedAt ?? null,
      waitHours,
      ends: {
        otherSessions: sessions.length - 1,
        password: account.password !== null,
        totp: account.totp !== null,
        holds: (await listOpenHolds(tx, account.id)).length,
      },
      channels: await viewChannels(tx, account.id, now),
      trustedKeys: confirming.filter((key) => isTrusted(key, now)).map(({ nickname }) => nickname),
      settles: !(await clockIsBelieved(deps, tx)) || confirming.some((key) => wouldSettle(account, key, formers, now)),
      takenBack: account.takenBackAt !== null,
      limits: deps.policy.sessions.advanced,
    });
  });
}

/** One by one, as the page asks: a young one goes on only where it is ticked. */
async function viewChannels(tx: Tx, accountId: AccountId, now: number) {
  const live = (await listChannels(tx, accountId)).filter(({ state }) => state === 'live');
  return live.map(({ id, kind, label, created_at: createdAt }) => ({
    id,
    kind,
    label,
    createdAt,
    young: isYoung(createdAt, now),
  }));
}
