// Recoveries of protected accounts, brought to a given point by the use cases that the doors call.

import type { Caller } from '../../packages/server/src/app/caller.ts';
import type { Deps } from '../../packages/server/src/app/deps.ts';
import { addRecoveryKey, recoveryKeyOptions } from '../../packages/server/src/app/recovery/add-key.ts';
import { beginRecovery, type CaseBegun } from '../../packages/server/src/app/recovery/begin.ts';
import type { CaseView } from '../../packages/server/src/app/recovery/view-case.ts';
import type { Decision } from '../../packages/server/src/domain/decision.ts';
import { type MadeAccount, makeCaller } from './accounts.ts';
import type { AuthenticatorTraits, SoftwareAuthenticator } from './software-authenticator.ts';
import { tellAll } from './told.ts';
import { factsOf, newAuthenticator } from './use-case.ts';

export const HOUR_MS = 3_600_000;

/** Somebody who recovers, signed out, at a time. */
export const asker = (now: number, network = '198.51.100.9'): Caller => makeCaller({ now, ip: network, network });

export interface Proofs {
  readonly caseSecret: string;
  readonly recoveryKey: string;
}

export interface Begun extends CaseBegun, Proofs {}

/** A case that the account's `nth` recovery key has opened, and of which its holder was told at once. */
export async function begin(deps: Deps, account: MadeAccount, caller: Caller, nth = 0): Promise<Begun> {
  const recoveryKey = account.recoveryKeys[nth] ?? '';
  const begun = factsOf(await beginRecovery(deps, caller, { email: account.email, recoveryKey }));
  await tellAll(deps, caller.now);
  return { ...begun, recoveryKey };
}

/** The same, with both recovery keys typed together. */
export async function beginWithBoth(deps: Deps, account: MadeAccount, caller: Caller): Promise<Begun> {
  const [recoveryKey = '', otherRecoveryKey = ''] = account.recoveryKeys;
  const begun = factsOf(await beginRecovery(deps, caller, { email: account.email, recoveryKey, otherRecoveryKey }));
  await tellAll(deps, caller.now);
  return { ...begun, recoveryKey };
}

/** Registers a new key in a ripe case, as a browser would. */
export async function addKey(
  deps: Deps,
  caller: Caller,
  proofs: Proofs,
  nickname: string,
  traits: Partial<AuthenticatorTraits> = {},
): Promise<{ readonly decision: Decision<CaseView>; readonly authenticator: SoftwareAuthenticator }> {
  const { caseSecret, recoveryKey } = proofs;
  const authenticator = newAuthenticator(traits);
  const options = await recoveryKeyOptions(deps, caller, { caseSecret, recoveryKey, hint: 'security-key' });
  if (!options.allowed) return { decision: options, authenticator };
  const response = authenticator.register(options.facts);
  const decision = await addRecoveryKey(deps, caller, { caseSecret, recoveryKey, nickname, response });
  return { decision, authenticator };
}

/** Two keys that hold the floor of the advanced tier. */
export async function addTwoKeys(
  deps: Deps,
  caller: Caller,
  proofs: Proofs,
): Promise<readonly SoftwareAuthenticator[]> {
  const first = await addKey(deps, caller, proofs, 'New desk key');
  const second = await addKey(deps, caller, proofs, 'New laptop', { attachment: 'platform', transports: ['internal'] });
  for (const { decision } of [first, second]) factsOf(decision);
  return [first.authenticator, second.authenticator];
}
