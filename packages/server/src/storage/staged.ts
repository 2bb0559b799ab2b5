// Ends half-done things of an account, each by its row in the one table (domain/staged/staged.ts).

import type { AccountId, SessionId } from '../domain/id.ts';
import { FLOW_KINDS } from '../domain/staged/flow-kind.ts';
import { type Cause, effectOn, type StagedKind } from '../domain/staged/staged.ts';
import { dropEnrolment, findEnrolmentSession } from './enrolment.ts';
import { deleteStagedRecoveryKeys } from './recovery-key.ts';
import { NO_SECOND } from './second-proof.ts';
import type { Tx } from './store.ts';

export interface StagedOf {
  readonly accountId: AccountId;
  /** The sessions in which the cause happened, or that end; none where it happened outside any. */
  readonly sessions: readonly SessionId[];
  /** Sessions whose things stay, also where a cause ends all. */
  readonly spared?: readonly SessionId[] | undefined;
}

/** Which of an account's things a cause ends: all, those of these sessions, or those of all others. Null: none. */
type Scope = { readonly of?: readonly SessionId[]; readonly except?: readonly SessionId[] } | null;

function scopeOf(kind: StagedKind, cause: Cause, { sessions, spared = [] }: StagedOf): Scope {
  switch (effectOn(kind, cause)) {
    case 'all':
      return spared.length > 0 ? { except: spared } : {};
    case 'elsewhere':
      return sessions.length > 0 ? { except: sessions } : {};
    case 'own':
      return sessions.length > 0 ? { of: sessions } : null;
    case 'kept':
      return null;
  }
}

/** @returns the session whose half-done enrolment was dropped, where one was. */
export async function deleteStaged(tx: Tx, of: StagedOf, cause: Cause, now: number): Promise<SessionId | null> {
  const { accountId } = of;
  for (const kind of FLOW_KINDS) await endFlows(tx, accountId, kind, scopeOf(`flow ${kind}`, cause, of));
  const keys = scopeOf('staged recovery keys', cause, of);
  if (keys) await deleteStagedRecoveryKeys(tx, { accountId, ...keys });
  await endSecondProofs(tx, accountId, scopeOf('second proof', cause, of));
  if (scopeOf('contact invitation', cause, of)) await endInvitations(tx, accountId, now);
  return endEnrolment(tx, accountId, scopeOf('enrolment', cause, of));
}

async function endFlows(tx: Tx, accountId: AccountId, kind: (typeof FLOW_KINDS)[number], scope: Scope): Promise<void> {
  if (!scope) return;
  const { of, except } = scope;
  let query = tx.q.deleteFrom('flow').where('account_id', '=', accountId).where('kind', '=', kind);
  if (of) query = query.where('session_id', 'in', [...of]);
  if (except)
    query = query.where((is) => is.or([is('session_id', 'is', null), is('session_id', 'not in', [...except])]));
  await query.execute();
}

async function endEnrolment(tx: Tx, accountId: AccountId, scope: Scope): Promise<SessionId | null> {
  const owner = scope ? await findEnrolmentSession(tx, accountId) : null;
  if (!scope || owner === null || scope.of?.includes(owner) === false || scope.except?.includes(owner)) return null;
  await dropEnrolment(tx, accountId);
  return owner;
}

async function endSecondProofs(tx: Tx, accountId: AccountId, scope: Scope): Promise<void> {
  if (!scope) return;
  const { of, except } = scope;
  let query = tx.q
    .updateTable('session')
    .set(NO_SECOND)
    .where('account_id', '=', accountId)
    .where('second_at', 'is not', null);
  if (of) query = query.where('id', 'in', [...of]);
  if (except) query = query.where('id', 'not in', [...except]);
  await query.execute();
}

/** Nobody has taken them up. */
async function endInvitations(tx: Tx, accountId: AccountId, now: number): Promise<void> {
  await tx.q
    .updateTable('recovery_contact')
    .set({ state: 'ended', ended_at: now })
    .where('account_id', '=', accountId)
    .where('state', '=', 'invited')
    .execute();
}
