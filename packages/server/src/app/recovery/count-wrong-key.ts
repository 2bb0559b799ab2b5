// Counts wrong recovery keys, after they were compared: a right one has 130 random bits, is never counted, and always
// passes. So nothing that a stranger fills stands in front of the holder. An address that nobody has is counted like any other.

import { emailKey } from '../../domain/account/email-address.ts';
import type { HoldId } from '../../domain/id.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Tx } from '../../storage/store.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { throttle } from '../throttle.ts';

type Needs = Pick<Deps, 'keyRing'>;

/** For the network that asks. @returns the refusal where it was one too many, else null. */
export const countWrongKey = (deps: Needs, tx: Tx, { network, now }: Caller): Promise<Refusal | null> =>
  throttle(deps, tx, 'recovery.network', [network], now);

/** In a case whose secret was right. @returns the refusal where it was one too many, else null. */
export const countWrongReturn = (deps: Needs, tx: Tx, holdId: HoldId, now: number): Promise<Refusal | null> =>
  throttle(deps, tx, 'recovery.case', [holdId], now);

/**
 * Whether a wrong key for this address is put on record, and told: the answer is the same either way. A record that
 * anybody can fill tells nobody anything.
 */
export const isWorthRecording = async (deps: Needs, tx: Tx, email: string, now: number): Promise<boolean> =>
  (await throttle(deps, tx, 'recovery.record', [emailKey(email)], now)) === null;
