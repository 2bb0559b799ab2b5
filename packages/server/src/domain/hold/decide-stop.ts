// Who stops a hold: what one proof began, any link, live session or Lock; what two began, a trusted key alone (product.md §3,
// §4). What a standard account's mailbox and password began, a second factor or any key: whoever reads the mailbox alone
// would otherwise keep its holder from another app for ever.

import type { Account } from '../account/account.ts';
import type { Credential } from '../credential/credential.ts';
import { speaksByMake } from '../credential/judge-make.ts';
import { isTrusted, requireRights } from '../credential/key-stage.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import { wasTrustedThen } from './decide-slow.ts';
import type { Hold } from './hold.ts';

/** Stopped by a link, a live session without a fresh proof, and Lock. */
export const anybodyStops = (hold: Pick<Hold, 'stoppedBy'>): boolean => hold.stoppedBy === 'any';

/** Does the use of this key stop the hold? A recovery wants one that was trusted, and not suspended, when it began. */
export function keyStops(account: Account, hold: Hold, key: Credential, now: number): boolean {
  if (key.suspension) return false;
  if (anybodyStops(hold) || hold.stoppedBy === 'second-factor') return true;
  if (!isTrusted(key, now) || !speaksByMake(account, key, now)) return false;
  return hold.kind !== 'recovery' || wasTrustedThen(hold, key);
}

/** It is suspended, and would stop the hold once it is brought back. */
export function wouldStopOnceBack(account: Account, hold: Hold, key: Credential, now: number): boolean {
  if (!key.suspension) return false;
  const back = { ...key, suspension: null };
  const credentials = account.credentials.map((one) => (one.id === key.id ? back : one));
  return keyStops({ ...account, credentials }, hold, back, now);
}

/**
 * A session asks to stop it.
 * @param fresh the key that proved presence within the step-up time, or null for password and factor; undefined: none did
 */
export function decideStop(
  account: Account,
  hold: Hold,
  fresh: Credential | null | undefined,
  stepUpSecondsMax: number,
  now: number,
): Decision<undefined> {
  if (anybodyStops(hold)) return allow();
  if (fresh === undefined) return refuse({ tag: 'step-up-required', ageSecondsMax: stepUpSecondsMax });
  if (hold.stoppedBy === 'second-factor' && !fresh?.suspension) return allow();
  const rights = requireRights(account, fresh, 'trusted', now);
  if (!rights.allowed) return rights;
  if (fresh && !speaksByMake(account, fresh, now)) return refuse({ tag: 'make-reported' });
  return fresh && !keyStops(account, hold, fresh, now)
    ? refuse({ tag: 'key-not-trusted', rights: 'trusted', from: null })
    : allow();
}
