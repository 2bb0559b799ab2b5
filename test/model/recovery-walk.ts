// What a walk over recovery knows: the model that stands beside the server, and what every move needs.

import type { Caller, SignedInCaller } from '../../packages/server/src/app/caller.ts';
import type { Deps } from '../../packages/server/src/app/deps.ts';
import { checkSession } from '../../packages/server/src/app/session/check.ts';
import { type MadeAccount, makeCaller } from '../support/accounts.ts';
import type { MadeContact } from '../support/contacts.ts';
import type { SoftwareAuthenticator } from '../support/software-authenticator.ts';

/** Somebody who may have to approve, as long as they are one. `leftAt`: when they went by themselves. */
export interface Contact extends MadeContact {
  readonly acceptedAt: number;
  gone: boolean;
  leftAt: number | null;
}

/** What the model knows of a case: who could complete it, and when. */
export interface Case {
  readonly caseSecret: string;
  readonly caseNumber: string;
  /** One, or both. */
  readonly recoveryKeys: readonly string[];
  readonly startedAt: number;
  /** As chosen, or 30 days. */
  readonly waitMs: number;
  /** Whether a link or a session stops it, beside a key. */
  readonly anybodyStops: boolean;
  /** How many had to approve, of those who counted, when it began. */
  readonly needed: number;
  readonly asked: readonly Contact[];
  readonly keys: SoftwareAuthenticator[];
  /** Somebody returned to it: from then on no contact closes it. */
  opened?: boolean;
  /** Contacts who approved it. */
  readonly approvedBy: Set<Contact>;
  over: 'stopped' | 'aside' | 'completed' | null;
  endedAt: number | null;
}

export interface Walk {
  readonly deps: Deps;
  readonly account: MadeAccount;
  readonly random: (below: number) => number;
  readonly waitMs: number;
  now: number;
  step: number;
  isProtected: boolean;
  /** Keys that open the account, and those that once did or never will. */
  registered: SoftwareAuthenticator[];
  readonly others: SoftwareAuthenticator[];
  recoveryKeys: readonly string[];
  readonly oldRecoveryKeys: string[];
  /** New recovery keys that wait to take the place of the old ones. */
  replacement: readonly string[] | null;
  readonly cases: Case[];
  readonly tokens: string[];
  /** How many contacts have to approve. */
  needed: number;
  readonly contacts: Contact[];
}

export const totals = new Map<string, number>();
export const note = (what: string): void => void totals.set(what, (totals.get(what) ?? 0) + 1);

export const pick = <T>(walk: Walk, list: readonly T[]): T | undefined => list[walk.random(list.length || 1)];
export const callerOf = (walk: Walk): Caller => makeCaller({ now: walk.now, network: `walk ${walk.step}` });

export async function holderOf(walk: Walk): Promise<SignedInCaller | null> {
  const token = walk.random(4) === 0 ? pick(walk, walk.tokens) : walk.tokens.at(-1);
  const session = token === undefined ? null : await checkSession(walk.deps, token, walk.now);
  return session && { ...callerOf(walk), session };
}

const DAY_MS = 24 * 3_600_000;

/** How many approvals the case lacks at `now`, worked out anew: the silent count for 30 days, those who left for 30. */
export function lacking(walk: Walk, one: Case, now: number): number {
  const overAt = one.startedAt + one.waitMs;
  const approved = one.asked.filter((contact) => one.approvedBy.has(contact) && !contact.gone);
  const silent = one.asked.filter(
    (contact) =>
      !approved.includes(contact) &&
      (!contact.gone || contact.leftAt !== null) &&
      now < overAt + 30 * DAY_MS &&
      now < (contact.leftAt ?? now) + 30 * DAY_MS,
  );
  const needed = Math.min(one.needed, walk.needed, approved.length + silent.length);
  return Math.max(0, needed - approved.length);
}
