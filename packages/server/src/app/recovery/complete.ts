// recovery.complete: the account changes hands, all of it in one transaction. What was before is gone: keys, sessions,
// browsers, half-done things, waiting changes and recovery keys. Two new keys and two new recovery keys take their place.

import type { Account } from '../../domain/account/account.ts';
import { unmetByKeys } from '../../domain/account/standing.ts';
import { fullRightsFrom } from '../../domain/credential/probation.ts';
import { type Decision, refuse } from '../../domain/decision.ts';
import type { CredentialId } from '../../domain/id.ts';
import { decideRecovery } from '../../domain/recovery/decide-recovery.ts';
import { readRecoveryKey } from '../../domain/recovery/recovery-key.ts';
import { assertFloor, setRecovered } from '../../storage/account.ts';
import { deleteCredentials, insertCredential } from '../../storage/credential.ts';
import { forgetDevices } from '../../storage/device.ts';
import { endFlowsOf } from '../../storage/flow.ts';
import { endHold, listOpenHolds } from '../../storage/hold.ts';
import { activateRecoveryKeys, stageRecoveryKeys } from '../../storage/recovery-key.ts';
import { endSessions } from '../../storage/session.ts';
import type { Tx } from '../../storage/store.ts';
import type { Caller } from '../caller.ts';
import { credentialRow } from '../ceremony.ts';
import type { Deps } from '../deps.ts';
import { done } from '../operate.ts';
import { makeRecoveryKeyPair } from '../recovery-key/make-pair.ts';
import { type OpenedSession, openSession } from '../session/open.ts';
import { type PendingKey, releaseKey } from '../setup/pending-key.ts';
import { type Signal, signalFor } from '../signal.ts';
import { requireRecoveryKey, withCase } from './with-case.ts';

export interface Recovered extends OpenedSession {
  /** The two new ones. They are in this answer and nowhere else. */
  readonly recoveryKeys: string[];
  readonly sessionsEnded: number;
  readonly signal: Signal;
}

export async function completeRecovery(
  deps: Deps,
  caller: Caller,
  input: { readonly caseSecret: string; readonly recoveryKey: string },
): Promise<Decision<Recovered>> {
  const read = readRecoveryKey(input.recoveryKey);
  if (!read.ok) return refuse({ tag: 'recovery-key-refused', group: read.group });
  const { recoveryKeys, hashes } = makeRecoveryKeyPair(deps);
  const { now } = caller;
  return withCase(deps, caller, 'recovery.complete', input.caseSecret, async (tx, open) => {
    const { account, hold, keys } = open;
    const proved = await requireRecoveryKey(deps, tx, caller, open, read.canonical);
    if (!proved.allowed) return proved;
    const decision = decideRecovery({ ...open, unmet: unmetByKeys(account.tier, keys) }, now);
    if (!decision.allowed) return decision;
    if (!(await endHold(tx, account.id, hold.id, 'done', now))) return refuse({ tag: 'recovery-ended' });
    const sessionsEnded = await endWhatWas(tx, account, now);
    const last = await registerKeys(deps, tx, account, keys, now);
    await stageRecoveryKeys(tx, account.id, hashes, now);
    await activateRecoveryKeys(tx, account.id);
    await setRecovered(tx, account.id, now);
    await assertFloor(tx, account.id, null);
    const session = { accountId: account.id, tier: account.tier, method: 'key', credentialId: last.id } as const;
    const opened = await openSession(deps, tx, caller, session);
    const signal = await signalFor(deps, tx, account);
    return done({ ...opened, recoveryKeys, sessionsEnded, signal }, { credentialId: last.id, keyName: last.nickname });
  });
}

/** Everything that could act for the account or was waiting to change it. @returns how many sessions were live. */
async function endWhatWas(tx: Tx, account: Account, now: number): Promise<number> {
  for (const waiting of await listOpenHolds(tx, account.id)) {
    await endHold(tx, account.id, waiting.id, 'vetoed', now);
  }
  await endFlowsOf(tx, account.id);
  await forgetDevices(tx, account.id);
  await deleteCredentials(tx, account.id);
  return endSessions(tx, { accountId: account.id }, 'recovery.complete', now);
}

async function registerKeys(
  deps: Deps,
  tx: Tx,
  account: Account,
  keys: readonly PendingKey[],
  now: number,
): Promise<{ readonly id: CredentialId; readonly nickname: string }> {
  const about = {
    accountId: account.id,
    origin: 'recovery',
    fullRightsAt: fullRightsFrom('recovery', now),
  } as const;
  // A moment apart, so that they are listed in the order in which they were registered.
  const rows = keys.map((key, index) => {
    const at = now - (keys.length - 1 - index);
    return credentialRow(deps, releaseKey(key), { ...about, nickname: key.nickname, now: at });
  });
  for (const row of rows) {
    if (!(await insertCredential(tx, row))) throw new Error('a key of the recovery is registered elsewhere');
  }
  const last = rows.at(-1);
  if (!last) throw new Error('a recovery that may be completed has keys');
  return last;
}
