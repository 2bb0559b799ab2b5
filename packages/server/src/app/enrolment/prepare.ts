// enrolment.begin, .drop, .make-recovery-keys and .prove: the steps before the tap. None of them changes the account, and all
// of them belong to the session that began: another one finds nothing begun, and what it begins takes their place. Each of
// the last two renews the session's token: a copy of its cookie changes nothing behind the back of whoever prepares.

import { type Decision, refuse } from '../../domain/decision.ts';
import { readRecoveryKey } from '../../domain/recovery/recovery-key.ts';
import type { WaitHours } from '../../domain/recovery/recovery-key-record.ts';
import {
  findEnrolment,
  findEnrolmentSession,
  dropEnrolment as forget,
  goOnEnrolment,
  beginEnrolment as store,
} from '../../storage/enrolment.ts';
import { markRecoveryKeyProved, stagedRecoveryKeyHashes, stageRecoveryKeys } from '../../storage/recovery-key.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate, type Work } from '../operate.ts';
import { matchesRecoveryKey } from '../recovery-key/hash.ts';
import { makeRecoveryKeyPair, type RecoveryKeysMade } from '../recovery-key/make-pair.ts';
import { type Renewed, renewSession } from '../session/renew.ts';
import { tellDropped } from '../staged/end-staged.ts';

type Nothing = Record<never, never>;

const ownOf = ({ account, session }: Work) => ({ accountId: account.id, sessionId: session.id });

/** Begun again in the same session, it goes on. One of another session is dropped, and its holder told. */
export function beginEnrolment(deps: Deps, caller: SignedInCaller): Promise<Decision<Nothing>> {
  return operate(deps, caller, 'enrolment.begin', async (work) => {
    const { tx, account, session, now } = work;
    if (await findEnrolment(tx, ownOf(work), now)) return done({});
    const other = await findEnrolmentSession(tx, account.id);
    await store(tx, ownOf(work), now);
    if (other !== null && other !== session.id) await tellDropped(deps, tx, account, other, now);
    return done({});
  });
}

export function dropEnrolment(deps: Deps, caller: SignedInCaller): Promise<Decision<Nothing>> {
  return operate(deps, caller, 'enrolment.drop', async (work) => {
    const { tx, account, now } = work;
    const own = await findEnrolment(tx, ownOf(work), now);
    return own && (await forget(tx, account.id)) ? done({}) : refuse({ tag: 'flow-gone' });
  });
}

/**
 * New ones each time: the earlier pair, if any, is gone, which is told. They are answered once and only their hashes stay.
 */
export function makeRecoveryKeys(deps: Deps, caller: SignedInCaller): Promise<Decision<RecoveryKeysMade & Renewed>> {
  const { recoveryKeys, hashes } = makeRecoveryKeyPair(deps);
  return operate(deps, caller, 'enrolment.make-recovery-keys', async (work) => {
    const { tx, account, session, now } = work;
    const enrolment = await findEnrolment(tx, ownOf(work), now);
    if (!enrolment) return refuse({ tag: 'flow-gone' });
    await goOnEnrolment(tx, ownOf(work), now);
    await stageRecoveryKeys(tx, account.id, hashes, now, session.id);
    const value = { recoveryKeys, madeAt: now, ...(await renewSession(deps, work)) };
    return done(value, enrolment.recoveryKeys.length > 0 ? { subject: 'again' } : { untold: true });
  });
}

/** A key that cannot be read back is no key. */
export function proveRecoveryKey(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly recoveryKey: string; readonly waitHours: WaitHours },
): Promise<Decision<Renewed>> {
  const read = readRecoveryKey(input.recoveryKey);
  return operate(deps, caller, 'enrolment.prove', async (work) => {
    const { tx, account, session, now } = work;
    if (!(await findEnrolment(tx, ownOf(work), now))) return refuse({ tag: 'flow-gone' });
    if (!read.ok) return refuse({ tag: 'recovery-key-refused', group: read.group });
    const staged = await stagedRecoveryKeyHashes(tx, account.id, session.id);
    const match = staged.find((row) => matchesRecoveryKey(deps.keyRing, row.key_hash, read.canonical));
    if (!match) return refuse({ tag: 'recovery-key-refused', group: null });
    await markRecoveryKeyProved(tx, account.id, 'staged', match.ordinal, now);
    await goOnEnrolment(tx, ownOf(work), now, { waitHours: input.waitHours });
    return done(await renewSession(deps, work));
  });
}
