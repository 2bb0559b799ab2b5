// recovery.complete: the account changes hands, all of it in one transaction. What was before is gone: keys, sessions,
// browsers, half-done things, waiting changes, other recoveries and recovery keys (domain/recovery/after-recovery.ts). Two
// new keys and two new recovery keys take their place.

import type { Account } from '../../domain/account/account.ts';
import { unmetByKeys } from '../../domain/account/standing.ts';
import { trustedFrom } from '../../domain/credential/key-stage.ts';
import { type Decision, refuse } from '../../domain/decision.ts';
import type { CredentialId } from '../../domain/id.ts';
import { decideRecovery } from '../../domain/recovery/decide-recovery.ts';
import { readRecoveryKey } from '../../domain/recovery/recovery-key.ts';
import { assertFloor, setRecovered } from '../../storage/account.ts';
import { insertCredential } from '../../storage/credential.ts';
import { endHold } from '../../storage/hold.ts';
import { activateRecoveryKeys, stageRecoveryKeys } from '../../storage/recovery-key.ts';
import type { Tx } from '../../storage/store.ts';
import type { Caller } from '../caller.ts';
import { credentialRow } from '../ceremony.ts';
import { clockIsBelieved } from '../clock/believed.ts';
import { requireUnregistered } from '../credential/require-unregistered.ts';
import type { Deps } from '../deps.ts';
import { done } from '../operate.ts';
import { makeRecoveryKeyPair } from '../recovery-key/make-pair.ts';
import { type OpenedSession, openSession } from '../session/open.ts';
import { type PendingKey, releaseKey } from '../setup/pending-key.ts';
import { type Signal, signalFor } from '../signal.ts';
import { endWhatWas, KEEP_NOTHING, type Keep } from './end-what-was.ts';
import { requireRecoveryKey, withCase } from './with-case.ts';

export interface Recovered extends OpenedSession {
  /** The two new ones. They are in this answer and nowhere else. */
  readonly recoveryKeys: string[];
  readonly sessionsEnded: number;
  /** Channels of alerts that were live, and are not kept. */
  readonly channelsPaused: number;
  readonly contactsEnded: number;
  readonly signal: Signal;
}

export async function completeRecovery(
  deps: Deps,
  caller: Caller,
  input: { readonly caseSecret: string; readonly recoveryKey: string; readonly keep?: Keep | undefined },
): Promise<Decision<Recovered>> {
  const read = readRecoveryKey(input.recoveryKey);
  if (!read.ok) return refuse({ tag: 'recovery-key-refused', group: read.group });
  const { recoveryKeys, hashes } = makeRecoveryKeyPair(deps);
  return withCase(deps, caller, 'recovery.complete', input.caseSecret, async (tx, open) => {
    const { now } = caller;
    const { account, hold, keys } = open;
    const proved = await requireRecoveryKey(deps, tx, caller, open, read.canonical);
    if (!proved.allowed) return proved;
    if (!(await clockIsBelieved(deps, tx))) return refuse({ tag: 'clock-doubted' });
    const decision = decideRecovery({ ...open, unmet: unmetByKeys(account.tier, keys) }, now);
    if (!decision.allowed) return decision;
    const unregistered = await requireUnregistered(tx, keys);
    if (!unregistered.allowed) return unregistered;
    if (!(await endHold(tx, account.id, hold.id, 'done', now))) return refuse({ tag: 'recovery-ended' });
    const ended = await endWhatWas(tx, account, hold, input.keep ?? KEEP_NOTHING, now);
    const last = await registerKeys(deps, tx, account, keys, now);
    await stageRecoveryKeys(tx, account.id, hashes, now);
    await activateRecoveryKeys(tx, account.id);
    await setRecovered(tx, account.id, now);
    await assertFloor(tx, account.id, null);
    const session = { accountId: account.id, tier: account.tier, method: 'key', credentialId: last.id } as const;
    const opened = await openSession(deps, tx, caller, session);
    const signal = await signalFor(deps, tx, account);
    const counts = {
      sessionsEnded: ended.sessions,
      channelsPaused: ended.channels.length,
      contactsEnded: ended.contacts,
    };
    const evidence = { credentialId: last.id, usedKey: last, lastTold: ended.channels };
    return done({ ...opened, recoveryKeys, ...counts, signal }, evidence);
  });
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
    trustedAt: trustedFrom('recovery', now),
  } as const;
  // A moment apart, so that they are listed in the order in which they were registered.
  const rows = keys.map((key, index) => {
    const at = now - (keys.length - 1 - index);
    return credentialRow(deps, releaseKey(key), { ...about, nickname: key.nickname, now: at });
  });
  for (const row of rows) await insertCredential(tx, row);
  const last = rows.at(-1);
  if (!last) throw new Error('a recovery that may be completed has keys');
  return last;
}
