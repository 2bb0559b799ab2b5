// hold.finish-options and hold.finish: the second touch, a confirmed action over one change whose wait is over. Without
// it nothing happens that one proof began (product.md §3).

import type { Account } from '../../domain/account/account.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { decideFinish } from '../../domain/hold/decide-slow.ts';
import { type Hold, SLOW, type SlowKind } from '../../domain/hold/hold.ts';
import type { HoldId } from '../../domain/id.ts';
import { confirmHold, endHold, listOpenHolds } from '../../storage/hold.ts';
import type { RequestOptions } from '../../webauthn/assertion-options.ts';
import type { AssertionResponse } from '../../webauthn/verify-assertion.ts';
import type { SignedInCaller } from '../caller.ts';
import { askForAssertion, checkAssertion } from '../ceremony.ts';
import { clockIsBelieved } from '../clock/believed.ts';
import { type AuthorizationDetails, commitmentTo, receiptOf } from '../confirmed-action.ts';
import type { Deps } from '../deps.ts';
import { consult, done, operate, type Work } from '../operate.ts';
import { useKey } from '../use-key.ts';
import { carryOut } from './carry-out.ts';
import { isBeingRecovered } from './ripen.ts';

const isSlow = (hold: Hold): hold is Hold & { readonly kind: SlowKind } => hold.kind in SLOW;

/** What the key signs: this change of this account, and nothing else. */
const detailsOf = (account: Account, hold: Hold): AuthorizationDetails => ({
  type: 'holdfast_change',
  version: 1,
  account: account.id,
  change: hold.kind,
  hold: hold.id,
  begunAt: hold.startedAt,
  newEmail: hold.newEmail,
  contact: hold.contactId,
  contactsNeeded: hold.contactsNeeded,
  key: hold.credentialId,
  channel: hold.channelId,
  waitHours: hold.waitHours,
});

const scopeOf = (caller: SignedInCaller, account: Account, hold: Hold) => ({
  purpose: 'hold.finish',
  subject: `${caller.session.id} ${hold.id}`,
  commitment: commitmentTo(detailsOf(account, hold)),
});

/** Offers the keys that may finish this change now. */
export async function finishOptions(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly holdId: HoldId },
): Promise<Decision<RequestOptions>> {
  const found = await consult(deps, caller, async (tx, account) => {
    const hold = (await listOpenHolds(tx, account.id)).find(({ id }) => id === input.holdId);
    return hold ? { account, hold } : null;
  });
  if (!found.allowed) return found;
  if (!found.facts || !isSlow(found.facts.hold)) return refuse({ tag: 'not-found' });
  const { account, hold } = found.facts;
  const finishing = account.credentials.filter(
    (key) => decideFinish(account, hold, key, caller.now, deps.policy.stepUpSecondsMax, caller.now).allowed,
  );
  // Where none may, any key is asked, and `hold.finish` says why not.
  const keys = finishing.length > 0 ? finishing : account.credentials;
  return allow(askForAssertion(deps, scopeOf(caller, account, hold), keys, caller.now));
}

/**
 * `response` is left out by a standard account that finishes with its password and second factor, proved anew in this
 * session (else `step-up-required`). Refused before the wait is over (`hold-waits`), after it lapsed (`hold-expired`), and
 * by a key that may not finish it (`second-touch-needed`, `key-not-trusted`).
 */
export async function finishHold(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly holdId: HoldId; readonly response?: AssertionResponse },
): Promise<Decision<Record<never, never>>> {
  const { response, holdId } = input;
  const found = await consult(deps, caller, async (tx, account) => {
    const hold = (await listOpenHolds(tx, account.id)).find(({ id }) => id === holdId);
    return hold ? scopeOf(caller, account, hold) : null;
  });
  if (!found.allowed) return found;
  const outcome =
    response && found.facts
      ? await checkAssertion(deps, found.facts, response, caller.session.account_id, caller.now)
      : null;
  return operate(deps, caller, 'hold.finish', async (work) => {
    const { tx, account, session, now } = work;
    const hold = (await listOpenHolds(tx, account.id)).find(({ id }) => id === holdId);
    if (!hold || !isSlow(hold)) return refuse({ tag: 'not-found' });
    // Nothing is over by a clock that is in doubt, and nothing is finished by it.
    if (!(await clockIsBelieved(deps, tx))) return refuse({ tag: 'clock-doubted' });
    if (outcome && !outcome.ok) return refuse({ tag: 'ceremony-failed', why: outcome.fault });
    const fault = outcome ? await useKey(deps, tx, caller, account, outcome) : null;
    if (fault) return refuse({ tag: 'ceremony-failed', why: fault });
    const tapped = outcome ? (account.credentials.find(({ id }) => id === outcome.key.id) ?? null) : null;
    const provedAt = outcome ? now : session.fresh_at;
    const decision = decideFinish(account, hold, tapped, provedAt, deps.policy.stepUpSecondsMax, now);
    if (!decision.allowed) return decision;
    const receipt = response && tapped ? receiptOf(detailsOf(account, hold), response) : null;
    const finished = await finish(deps, work, hold, receipt);
    if (!finished.allowed) return finished;
    const evidence = { ...finished.facts, subject: hold.kind };
    return done({}, tapped ? { ...evidence, credentialId: tapped.id, usedKey: tapped } : evidence);
  });
}

/** A deletion is confirmed, and carried out by the clockwork: it ends the account that this would be put on record of. */
async function finish(
  deps: Deps,
  { tx, account, now }: Work,
  hold: Hold & { readonly kind: SlowKind },
  receipt: string | null,
): Promise<Decision<object>> {
  if (hold.kind === 'account.delete') {
    if (account.role !== 'holder') return refuse({ tag: 'not-permitted', why: 'role' });
    if (await isBeingRecovered(tx, account.id)) return refuse({ tag: 'hold-waits', until: hold.ripensAt });
    return (await confirmHold(tx, account.id, hold.id, receipt, now)) ? allow({}) : refuse({ tag: 'not-found' });
  }
  const made = await carryOut(deps, tx, account, hold, now);
  if (!made.allowed) return made;
  return (await endHold(tx, account.id, hold.id, 'done', now, receipt)) ? made : refuse({ tag: 'not-found' });
}
