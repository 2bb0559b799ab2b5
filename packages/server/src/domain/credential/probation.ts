// A new key's first day: it signs in, but cannot by itself remove other keys, leave protection or replace recovery keys.

import { allow, type Decision, refuse } from '../decision.ts';
import { isProtected, type Tier } from '../tier.ts';
import type { Credential, CredentialOrigin } from './credential.ts';

export const PROBATION_MS = 24 * 60 * 60 * 1000;

/**
 * Keys of sign-up and set-up open an account that nobody had before; the rest wait a day. Those of an enrolment are
 * full from its commit on, which ends their probation: before it they prove nothing about the account. Those of a
 * recovery are the only ones the account has: its own probation covers them (product.md §3).
 */
export const fullRightsFrom = (origin: CredentialOrigin, now: number): number =>
  origin === 'sign-up' || origin === 'setup' || origin === 'recovery' ? now : now + PROBATION_MS;

export const onProbation = (credential: Pick<Credential, 'fullRightsAt'>, now: number): boolean =>
  now < credential.fullRightsAt;

/**
 * The key that proved presence must have full rights. Presence proved without one (password and code) is enough on a
 * standard account, which has no stronger proof to ask for, and nothing at all on a protected one.
 */
export function requireFullRights(tier: Tier, provedWith: Credential | null, now: number): Decision<undefined> {
  if (!provedWith && isProtected(tier)) return refuse({ tag: 'not-permitted', why: 'tier' });
  if (provedWith && onProbation(provedWith, now)) {
    return refuse({ tag: 'key-on-probation', fullRightsAt: provedWith.fullRightsAt });
  }
  return allow();
}
