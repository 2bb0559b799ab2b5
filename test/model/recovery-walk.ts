// What a walk over recovery knows: the model that stands beside the server, and what every move needs.

import type { Caller, SignedInCaller } from '../../packages/server/src/app/caller.ts';
import type { Deps } from '../../packages/server/src/app/deps.ts';
import { checkSession } from '../../packages/server/src/app/session/check.ts';
import { type MadeAccount, makeCaller } from '../support/accounts.ts';
import type { MadeContact } from '../support/contacts.ts';
import type { SoftwareAuthenticator } from '../support/software-authenticator.ts';

/** Somebody who may have to approve, as long as they are one. */
export interface Contact extends MadeContact {
  readonly acceptedAt: number;
  gone: boolean;
}

/** What the model knows of a case: who could complete it, and when. */
export interface Case {
  readonly caseSecret: string;
  readonly recoveryKey: string;
  readonly startedAt: number;
  readonly keys: SoftwareAuthenticator[];
  /** Contacts who approved it. */
  readonly approvedBy: Set<Contact>;
  over: 'stopped' | 'completed' | null;
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

/** Approvals that count: of contacts who are still contacts. */
export const approvals = ({ approvedBy }: Case): number => [...approvedBy].filter(({ gone }) => !gone).length;
