// enrolment.begin, .drop, .make-recovery-keys and .prove: the steps before the tap. None of them changes the account.

import { type Decision, refuse } from '../../domain/decision.ts';
import { readRecoveryKey } from '../../domain/recovery/recovery-key.ts';
import type { WaitHours } from '../../domain/recovery/recovery-key-record.ts';
import {
  findEnrolment,
  dropEnrolment as forget,
  setWaitHours,
  beginEnrolment as store,
} from '../../storage/enrolment.ts';
import { markRecoveryKeyProved, recoveryKeyHashes, stageRecoveryKeys } from '../../storage/recovery-key.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { matchesRecoveryKey } from '../recovery-key/hash.ts';
import { makeRecoveryKeyPair, type RecoveryKeysMade } from '../recovery-key/make-pair.ts';

type Nothing = Record<never, never>;

export function beginEnrolment(deps: Deps, caller: SignedInCaller): Promise<Decision<Nothing>> {
  return operate(deps, caller, 'enrolment.begin', async ({ tx, account, now }) => {
    await store(tx, account.id, now);
    return done({});
  });
}

export function dropEnrolment(deps: Deps, caller: SignedInCaller): Promise<Decision<Nothing>> {
  return operate(deps, caller, 'enrolment.drop', async ({ tx, account }) =>
    (await forget(tx, account.id)) ? done({}) : refuse({ tag: 'flow-gone' }),
  );
}

/** New ones each time: the earlier pair, if any, is gone. They are answered once and only their hashes stay. */
export function makeRecoveryKeys(deps: Deps, caller: SignedInCaller): Promise<Decision<RecoveryKeysMade>> {
  const { recoveryKeys, hashes } = makeRecoveryKeyPair(deps);
  return operate(deps, caller, 'enrolment.make-recovery-keys', async ({ tx, account, now }) => {
    if (!(await findEnrolment(tx, account.id))) return refuse({ tag: 'flow-gone' });
    await stageRecoveryKeys(tx, account.id, hashes, now);
    return done({ recoveryKeys, madeAt: now });
  });
}

/** A key that cannot be read back is no key. */
export function proveRecoveryKey(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly recoveryKey: string; readonly waitHours: WaitHours },
): Promise<Decision<Nothing>> {
  const read = readRecoveryKey(input.recoveryKey);
  return operate(deps, caller, 'enrolment.prove', async ({ tx, account, now }) => {
    if (!(await findEnrolment(tx, account.id))) return refuse({ tag: 'flow-gone' });
    if (!read.ok) return refuse({ tag: 'recovery-key-refused', group: read.group });
    const staged = await recoveryKeyHashes(tx, account.id, 'staged');
    const match = staged.find((row) => matchesRecoveryKey(deps.keyRing, row.key_hash, read.canonical));
    if (!match) return refuse({ tag: 'recovery-key-refused', group: null });
    await markRecoveryKeyProved(tx, account.id, 'staged', match.ordinal, now);
    await setWaitHours(tx, account.id, input.waitHours);
    return done({});
  });
}
