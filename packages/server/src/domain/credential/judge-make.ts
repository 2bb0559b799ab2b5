// What FIDO metadata reports of a model, and what a registered key of that model may still do (product.md §3, last line).

import type { Account } from '../account/account.ts';
import type { Operation } from '../authority.ts';
import { isProtected, type Tier } from '../tier.ts';
import { countsTowardFloor } from './counts-toward-floor.ts';
import type { Credential } from './credential.ts';
import { isSuspended, isTrusted } from './key-stage.ts';

export type MakeFault = 'compromised' | 'withdrawn';

/** FIDO MDS 3.1 §3.1.4, the gravest first. A model with one of these is registered no more, whatever its certificate says. */
const FAULTS: Readonly<Record<string, MakeFault>> = {
  // FIDO: not to be trusted for any reason, such as a back door.
  REVOKED: 'compromised',
  USER_KEY_REMOTE_COMPROMISE: 'compromised',
  USER_VERIFICATION_BYPASS: 'compromised',
  ATTESTATION_KEY_COMPROMISE: 'compromised',
  USER_KEY_PHYSICAL_COMPROMISE: 'compromised',
  RETIRED: 'withdrawn',
};

/** The gravest of a model's reports; null where none of them is a fault. */
export const gravestReport = (statuses: readonly string[]): string | null =>
  Object.keys(FAULTS).find((report) => statuses.includes(report)) ?? null;

const DAY_MS = 24 * 60 * 60 * 1000;
/** So long after it was told, the holder of a protected account has time to add another key. */
export const MAKE_GRACE_MS = 14 * DAY_MS;

type Reported = Pick<Credential, 'makeReport' | 'makeReportedAt'>;

export type Make = 'good' | { readonly from: number; readonly until: number; readonly kind: MakeFault };

/** The verdict on a key's model. A report that this program does not know is taken for the gravest. */
export function judgeMake({ makeReport, makeReportedAt }: Reported): Make {
  if (makeReport === null || makeReportedAt === null) return 'good';
  const kind = FAULTS[makeReport] ?? 'compromised';
  return { from: makeReportedAt, until: makeReportedAt + MAKE_GRACE_MS, kind };
}

type Held = Reported & Pick<Credential, 'suspension'>;

const isInGoodStanding = (key: Held): boolean => judgeMake(key) === 'good' && !isSuspended(key);

/**
 * Not suspended, and of a good make. From the report on nothing new rests on the others: no enrolment, no higher floor,
 * no end of another key.
 */
export const inGoodStanding = <Key extends Held>(credentials: readonly Key[]): readonly Key[] =>
  credentials.filter(isInGoodStanding);

/** `adds-only`: it signs in and adds another key, and does nothing else that wants a fresh proof. */
export type MakeRights = 'all' | 'adds-only' | 'none';

type Keys = { readonly tier: Tier; readonly credentials: readonly Credential[] };

/**
 * A standard account is told and no more: it has weaker ways in than any key. On a protected one a withdrawn model has
 * 14 days, and a compromised one those 14 days to add another. After them it opens nothing, except where no way in that
 * can be relied on would be left: then it goes on adding.
 */
export function rightsByMake(account: Keys, credential: Credential, now: number): MakeRights {
  const make = judgeMake(credential);
  if (make === 'good' || !isProtected(account.tier)) return 'all';
  if (now < make.until) return make.kind === 'withdrawn' ? 'all' : 'adds-only';
  return hasReliableOther(account, credential, now) ? 'none' : 'adds-only';
}

/**
 * Does this key speak for the account where nobody asks for a change: stop what two proofs began, lift a freeze? One of a
 * reported make does only where no other trusted key could: a copy of it stops nothing, and its holder is never left without.
 */
export const speaksByMake = (account: Keys, credential: Credential, now: number): boolean =>
  rightsByMake(account, credential, now) === 'all' || !hasReliableOther(account, credential, now);

/**
 * A key that a thief with the weak one added since the report must not be what shuts its holder out, so it has to be
 * trusted by now.
 */
const isReliable = (tier: Tier, held: Credential, now: number): boolean =>
  isTrusted(held, now) && isInGoodStanding(held) && countsTowardFloor(held, tier);

const hasReliableOther = ({ tier, credentials }: Keys, credential: Credential, now: number): boolean =>
  credentials.some((held) => held.id !== credential.id && isReliable(tier, held, now));

/** What `adds-only` leaves of the operations that want a fresh proof. */
const ADDING: ReadonlySet<Operation> = new Set(['credential.add-options', 'credential.add']);

/** May a session whose last proof of presence this key gave do it? `fresh`: the operation rests on that proof. */
export function mayActByMake(
  account: Account,
  provedWith: Credential,
  operation: Operation,
  fresh: boolean,
  now: number,
): boolean {
  if (!fresh) return true;
  const rights = rightsByMake(account, provedWith, now);
  return rights === 'all' || (rights === 'adds-only' && ADDING.has(operation));
}
