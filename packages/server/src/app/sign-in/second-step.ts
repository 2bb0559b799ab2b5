// sign-in.second-*: the second step after a password, with a code from an authenticator app, a backup code or a key.

import type { StandardAccount } from '../../domain/account/account.ts';
import type { Operation } from '../../domain/authority.ts';
import { isSince } from '../../domain/clock/since.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import type { SignInFault } from '../../domain/refusal.ts';
import { mayLift } from '../../domain/sign-in/decide-lifting.ts';
import type { SignInProof } from '../../domain/sign-in/decide-sign-in.ts';
import { loadAccount, lockAccount } from '../../storage/account.ts';
import { endFlow, takeTry } from '../../storage/flow.ts';
import type { Tx } from '../../storage/store.ts';
import type { RequestOptions } from '../../webauthn/assertion-options.ts';
import type { AssertionResponse } from '../../webauthn/verify-assertion.ts';
import { useBackupCode } from '../backup-code/use.ts';
import { type Caller, withoutSession } from '../caller.ts';
import { findCallerFlow, type OpenFlow } from '../caller-flow.ts';
import { askForAssertion, checkAssertion } from '../ceremony.ts';
import type { Deps } from '../deps.ts';
import { findKnownBrowser } from '../known-browser.ts';
import { record } from '../record.ts';
import type { CodeCounter } from '../throttle.ts';
import { useTotp } from '../totp/use.ts';
import { useKey } from '../use-key.ts';
import { writeFor } from '../write-for.ts';
import { forgivePasswords } from './count-password.ts';
import { finishSignIn, type SignedIn } from './finish.ts';
import { liftingFactors, useFormerTotp } from './former-factors.ts';
import type { LiftingProof } from './lift-freeze.ts';

type Proof = SignInProof | LiftingProof;
type Judge = (tx: Tx, account: StandardAccount, flow: OpenFlow<'sign-in'>) => Promise<Decision<Proof>>;

const failed = (why: SignInFault) => refuse({ tag: 'sign-in-failed', why });

const PURPOSE = 'sign-in.second-key';

/** Takes one of the flow's tries, judges the second step, and opens the session; the flow ends with it, once. */
async function takeSecondStep(
  deps: Deps,
  caller: Caller,
  operation: Operation,
  judge: Judge,
): Promise<Decision<SignedIn>> {
  return writeFor(deps, caller, async (tx): Promise<Decision<SignedIn>> => {
    const flow = await findCallerFlow(deps, tx, caller, 'sign-in');
    const accountId = flow?.row.account_id;
    if (!flow || !accountId || !(await takeTry(tx, flow.row.flow_key))) return refuse({ tag: 'flow-gone' });
    await lockAccount(tx, accountId);
    caller.moveOn();
    const account = await loadAccount(tx, accountId);
    if (account?.tier !== 'standard' || !provedPassword(account, flow, caller.now)) return refuse({ tag: 'flow-gone' });
    const judged = await judge(tx, account, flow);
    const decision = judged.allowed ? await open(deps, tx, caller, operation, account, judged.facts, flow) : judged;
    if (!decision.allowed && decision.refusal.tag !== 'flow-gone') {
      const outcome = { done: false, refusal: decision.refusal } as const;
      await record(deps, tx, withoutSession(caller), operation, account, outcome);
    }
    return decision;
  });
}

/** The password that began the flow is still the account's: another one, or none, and its thief begins anew. */
const provedPassword = (account: StandardAccount, flow: OpenFlow<'sign-in'>, now: number): boolean =>
  flow.state.formerUntil !== undefined
    ? mayLift(account, now)
    : account.password !== null && !isSince(account.password.setAt, flow.row.created_at, now);

type Second = LiftingProof['second'];

/**
 * Beside a password or with an app that was replaced lately, it lifts the freeze. Otherwise it is a sign-in like any other.
 * @param step of the code, where an app that was replaced made it
 */
async function shown(
  tx: Tx,
  account: StandardAccount,
  { state }: OpenFlow<'sign-in'>,
  now: number,
  second: Second,
  step = 0,
): Promise<Decision<Proof>> {
  const { formerUntil } = state;
  if (formerUntil === undefined && second.former === null) return allow({ kind: 'password-and-code' });
  const lifting = formerUntil === undefined ? [] : await liftingFactors(tx, account, 'password', now);
  const former = lifting.find(({ untilAt }) => untilAt === formerUntil) ?? null;
  const fromAt = formerUntil === undefined ? account.password?.setAt : former?.fromAt;
  // It was one a moment ago: it ran out, or somebody else lifted the freeze.
  if (fromAt === undefined) return refuse({ tag: 'flow-gone' });
  return allow({ kind: 'former-factors', password: { kind: 'password', fromAt, former }, second, totpStep: step });
}

async function open(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  operation: Operation,
  account: StandardAccount,
  proof: Proof,
  flow: OpenFlow<'sign-in'>,
): Promise<Decision<SignedIn>> {
  if (!(await endFlow(tx, flow.row.flow_key))) return refuse({ tag: 'flow-gone' });
  await forgivePasswords(deps, tx, caller, { key: flow.state.throttleKey, accountId: account.id });
  return finishSignIn(deps, tx, caller, operation, account, proof);
}

/** Somebody else who knows the password cannot use up the tries of a browser that the account knows. */
async function counterOf(deps: Deps, tx: Tx, caller: Caller, { id }: StandardAccount): Promise<CodeCounter> {
  const browser = await findKnownBrowser(deps, tx, caller, id);
  return browser === null
    ? { limit: 'second-code.account', parts: [id] }
    : { limit: 'second-code.browser', parts: [id, browser] };
}

export function secondStepWithTotp(
  deps: Deps,
  caller: Caller,
  input: { readonly code: string },
): Promise<Decision<SignedIn>> {
  return takeSecondStep(deps, caller, 'sign-in.second-totp', async (tx, account, flow) => {
    const counter = await counterOf(deps, tx, caller, account);
    const refusal = await useTotp(deps, tx, account.id, input.code, caller.now, counter);
    const setAt = account.totp?.setAt ?? caller.now;
    if (!refusal) return shown(tx, account, flow, caller.now, { kind: 'totp', fromAt: setAt, former: null });
    const found = refusal.tag !== 'throttled' && (await useFormerTotp(deps, tx, account, input.code, caller.now));
    if (!found) return refuse(refusal);
    const { factor, step } = found;
    return shown(tx, account, flow, caller.now, { kind: 'totp', fromAt: factor.fromAt, former: factor }, step);
  });
}

/** For the day when the app or the key is not at hand. */
export function secondStepWithBackupCode(
  deps: Deps,
  caller: Caller,
  input: { readonly code: string },
): Promise<Decision<SignedIn>> {
  return takeSecondStep(deps, caller, 'sign-in.second-backup-code', async (tx, account, flow) => {
    const counter = await counterOf(deps, tx, caller, account);
    const refusal = await useBackupCode(deps, tx, account.id, input.code, caller.now, counter);
    if (refusal) return refuse(refusal);
    const madeAt = account.backupCodes?.madeAt ?? caller.now;
    return shown(tx, account, flow, caller.now, { kind: 'backup-codes', fromAt: madeAt, former: null });
  });
}

/** The flow's own account and keys, for the options of its second step. */
export async function secondStepOptions(deps: Deps, caller: Caller): Promise<Decision<RequestOptions>> {
  return deps.store.read(async (tx) => {
    const flow = await findCallerFlow(deps, tx, caller, 'sign-in');
    const account = flow?.row.account_id ? await loadAccount(tx, flow.row.account_id) : null;
    if (!flow || !account) return refuse({ tag: 'flow-gone' });
    const scope = { purpose: PURPOSE, subject: flow.row.flow_key };
    return { allowed: true, facts: askForAssertion(deps, scope, account.credentials, caller.now) };
  });
}

export async function secondStepWithKey(
  deps: Deps,
  caller: Caller,
  input: { readonly response: AssertionResponse },
): Promise<Decision<SignedIn>> {
  const flow = await deps.store.read((tx) => findCallerFlow(deps, tx, caller, 'sign-in'));
  if (!flow?.row.account_id) return refuse({ tag: 'flow-gone' });
  const scope = { purpose: PURPOSE, subject: flow.row.flow_key };
  const outcome = await checkAssertion(deps, scope, input.response, flow.row.account_id, caller.now);
  return takeSecondStep(deps, caller, 'sign-in.second-key', async (tx, account) => {
    if (!outcome.ok) return failed(outcome.fault);
    const credential = account.credentials.find((held) => held.id === outcome.key.id);
    if (!credential) return failed('unknown-credential');
    const fault = await useKey(deps, tx, caller, account, outcome);
    return fault ? failed(fault) : allow({ kind: 'password-and-key', credential });
  });
}
