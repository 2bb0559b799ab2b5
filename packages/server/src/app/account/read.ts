// account.read: what the account is, what protects it, and what is waiting.

import type { Account } from '../../domain/account/account.ts';
import { changesInQuestion } from '../../domain/account/contest.ts';
import { standing } from '../../domain/account/standing.ts';
import { backupCodeNag } from '../../domain/backup-code/backup-code.ts';
import { shutOutByFloor, unmetByFloor } from '../../domain/credential/decide-floor.ts';
import { keyStage } from '../../domain/credential/key-stage.ts';
import { settlesUntil } from '../../domain/enrolment/settling.ts';
import { pacingOf } from '../../domain/hold/decide-slow.ts';
import { SLOW_KINDS, type SlowKind } from '../../domain/hold/hold.ts';
import { readiness } from '../../domain/recovery/readiness.ts';
import { probationUntil } from '../../domain/recovery/recovery-probation.ts';
import { isFresh } from '../../domain/session/session.ts';
import { excludedSince } from '../../domain/training/exclusion.ts';
import { findEnrolment } from '../../storage/enrolment.ts';
import { listFormerAddresses } from '../../storage/former-address.ts';
import { listOpenHolds } from '../../storage/hold.ts';
import type { Tx } from '../../storage/store.ts';
import { listExclusions } from '../../storage/training-exclusion.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { viewHolds } from '../hold/view.ts';
import { consult } from '../operate.ts';
import { liveSessions } from '../session/list.ts';

function viewRecovery(account: Account, now: number) {
  if (account.tier === 'standard') return null;
  return {
    readiness: readiness(account, now),
    waitHours: account.waitHours,
    recoveryKeys: [...account.recoveryKeys],
  };
}

async function viewContest(tx: Tx, account: Account, now: number) {
  if (account.tier !== 'standard' || account.emailContestedAt === null) return null;
  const [first] = changesInQuestion(account, await listFormerAddresses(tx, account.id), now);
  return first ? { at: account.emailContestedAt, old: first.email } : null;
}

function viewBackupCodes(account: Account) {
  if (account.tier !== 'standard' || account.backupCodes === null) return null;
  return { ...account.backupCodes, nag: backupCodeNag(account.backupCodes) };
}

function viewPacing(account: Account, kind: SlowKind, now: number) {
  const { readyAfter, beginnerAfter, doneAfterWithTwo } = pacingOf(account, kind, now);
  return {
    kind,
    readySeconds: Math.ceil(readyAfter / 1000),
    beginnerSeconds: Math.ceil(beginnerAfter / 1000),
    withTwoSeconds: Math.ceil(doneAfterWithTwo / 1000),
  };
}

function freshKeyOf({ policy }: Deps, { session, now }: SignedInCaller) {
  const fresh = isFresh({ freshAt: session.fresh_at }, policy.stepUpSecondsMax, now);
  return fresh ? session.fresh_credential_id : null;
}

export function readAccount(deps: Deps, caller: SignedInCaller) {
  const { now } = caller;
  return consult(deps, caller, async (tx, account) => {
    const isStandard = account.tier === 'standard';
    const holds = await listOpenHolds(tx, account.id);
    return {
      id: account.id,
      email: account.email,
      displayName: account.displayName,
      role: account.role,
      tier: account.tier,
      protectedSince: isStandard ? null : account.protectedSince,
      unmet: [...standing(account).unmet],
      enrolmentStarted:
        isStandard && (await findEnrolment(tx, { accountId: account.id, sessionId: caller.session.id }, now)) !== null,
      password: isStandard ? account.password : null,
      totp: isStandard ? account.totp : null,
      backupCodes: viewBackupCodes(account),
      keys: account.credentials.map((credential) => ({
        id: credential.id,
        nickname: credential.nickname,
        stage: keyStage(credential, now),
        trustedAt: credential.trustedAt,
      })),
      recovery: viewRecovery(account, now),
      trainingExcludedSince: excludedSince(await listExclusions(tx, account.id), now),
      holds: await viewHolds(deps, tx, account, holds, now),
      sessionsLive: (await liveSessions(deps, tx, account.id, now)).length,
      limits: deps.policy.sessions[account.tier],
      hardwareUnmet: [...unmetByFloor(account, now)],
      hardwareShutsOut: shutOutByFloor(account, now).map(({ nickname }) => nickname),
      slow: SLOW_KINDS.map((kind) => viewPacing(account, kind, now)),
      settlesAt: settlesUntil(account, now),
      freshKeyId: freshKeyOf(deps, caller),
      emailContest: await viewContest(tx, account, now),
      probationUntil: isStandard ? null : probationUntil(account.recoveredAt, now),
    };
  });
}
