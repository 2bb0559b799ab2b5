// enrolment.begin, .drop, .make-recovery-keys and .prove: the steps before the tap. None of them changes the account.

import { RECOVERY_KEYS_NEEDED } from '../../domain/account/standing.ts';
import { type Decision, refuse } from '../../domain/decision.ts';
import { makeRecoveryKey, RECOVERY_KEY_RANDOM_BYTES, readRecoveryKey } from '../../domain/recovery/recovery-key.ts';
import type { WaitHours } from '../../domain/recovery/recovery-key-record.ts';
import { constantTimeEqual, type KeyRing } from '../../platform/key-ring.ts';
import {
  findEnrolment,
  dropEnrolment as forget,
  setWaitHours,
  beginEnrolment as store,
} from '../../storage/enrolment.ts';
import { markStagedProved, stagedHashes, stageRecoveryKeys } from '../../storage/recovery-key.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';

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

/** Hash of a recovery key's 28 characters: 130 random bits need no slow hash (NIST SP 800-63B-4 §4.2.1.1). */
export function hashRecoveryKey(keyRing: KeyRing, canonical: string): string {
  const mac = keyRing.mac('recovery-key', canonical);
  if (!mac) throw new Error('the current key version always hashes');
  return `${keyRing.version}.${mac.toString('base64url')}`;
}

/** Compares with a stored hash, under the secret version it was made with. */
function matches(keyRing: KeyRing, stored: string, canonical: string): boolean {
  const mac = keyRing.mac('recovery-key', canonical, stored[0]);
  return mac !== null && constantTimeEqual(mac, Buffer.from(stored.slice(2), 'base64url'));
}

export interface RecoveryKeysMade {
  readonly recoveryKeys: string[];
  readonly madeAt: number;
}

/** New ones each time: the earlier pair, if any, is gone. They are answered once and only their hashes stay. */
export function makeRecoveryKeys(deps: Deps, caller: SignedInCaller): Promise<Decision<RecoveryKeysMade>> {
  const recoveryKeys = Array.from({ length: RECOVERY_KEYS_NEEDED }, () =>
    makeRecoveryKey(deps.random.bytes(RECOVERY_KEY_RANDOM_BYTES)),
  );
  return operate(deps, caller, 'enrolment.make-recovery-keys', async ({ tx, account, now }) => {
    if (!(await findEnrolment(tx, account.id))) return refuse({ tag: 'flow-gone' });
    const hashes = recoveryKeys.map((key) => hashRecoveryKey(deps.keyRing, key.replaceAll(' ', '')));
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
    const staged = await stagedHashes(tx, account.id);
    const match = staged.find((row) => matches(deps.keyRing, row.key_hash, read.canonical));
    if (!match) return refuse({ tag: 'recovery-key-refused', group: null });
    await markStagedProved(tx, account.id, match.ordinal, now);
    await setWaitHours(tx, account.id, input.waitHours);
    return done({});
  });
}
