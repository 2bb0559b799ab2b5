// sign-up.complete: makes the account, with a key, or with a password and an authenticator app, and signs it in.

import { distinctName } from '../../domain/credential/distinct-name.ts';
import { trustedFrom } from '../../domain/credential/key-stage.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { verifyTotp } from '../../platform/totp.ts';
import { assertFloor, insertAccount, loadAccount } from '../../storage/account.ts';
import { insertCredential } from '../../storage/credential.ts';
import { endFlow, takeTry } from '../../storage/flow.ts';
import type { Tx } from '../../storage/store.ts';
import { setPassword, setTotp } from '../../storage/verifier.ts';
import type { AttestationResponse } from '../../webauthn/verify-registration.ts';
import { type Caller, withoutSession } from '../caller.ts';
import type { OpenFlow } from '../caller-flow.ts';
import { checkRegistration, credentialRow } from '../ceremony.ts';
import { spendChallenge } from '../challenge.ts';
import { requireUnregistered } from '../credential/require-unregistered.ts';
import type { Deps } from '../deps.ts';
import { judgeNewPassword } from '../password/judge.ts';
import { type Evidence, record } from '../record.ts';
import { openSession } from '../session/open.ts';
import { nextOf, type SignedIn } from '../sign-in/finish.ts';
import { TOTP_PURPOSE } from '../totp/totp-purpose.ts';
import { writeFor } from '../write-for.ts';
import { findConfirmedSignUp, SIGN_UP_KEY } from './prepare.ts';

export type SignUpWay =
  | {
      readonly with: 'key';
      readonly displayName: string;
      readonly nickname: string;
      readonly response: AttestationResponse;
    }
  | { readonly with: 'password'; readonly displayName: string; readonly password: string; readonly code: string };

type Flow = OpenFlow<'sign-up'>;
interface WayIn {
  /** What is registered with it. */
  readonly keys: readonly { readonly externalId: string }[];
  /** Writes it for an account that has just been inserted. */
  readonly write: (tx: Tx, flow: Flow) => Promise<Evidence>;
}

/**
 * Refused for a flow that has ended or was not confirmed (`flow-gone`), for a key’s answer that does not verify
 * (`ceremony-failed`), and for a key that is registered already (`credential-exists`): then the flow goes on.
 */
export async function completeSignUp(deps: Deps, caller: Caller, input: SignUpWay): Promise<Decision<SignedIn>> {
  const flow = await deps.store.read((tx) => findConfirmedSignUp(deps, tx, caller));
  if (!flow) return refuse({ tag: 'flow-gone' });
  const way = input.with === 'key' ? withKey(deps, caller, flow, input) : await withPassword(deps, caller, flow, input);
  if (!way.allowed) return way;
  return writeFor(deps, caller, (tx) => make(deps, tx, caller, input.displayName, way.facts));
}

async function make(deps: Deps, tx: Tx, caller: Caller, displayName: string, way: WayIn): Promise<Decision<SignedIn>> {
  const flow = await findConfirmedSignUp(deps, tx, caller);
  const unregistered = await requireUnregistered(tx, way.keys);
  if (!unregistered.allowed) return unregistered;
  if (!flow || !(await endFlow(tx, flow.row.flow_key))) return refuse({ tag: 'flow-gone' });
  const { accountId, email, userHandle } = flow.state;
  const inserted = await insertAccount(tx, {
    id: accountId,
    email,
    displayName,
    role: 'holder',
    userHandle,
    enrolmentRequired: deps.policy.defaultTier === 'advanced',
    now: caller.now,
  });
  // Somebody else finished with the same address in between; both had proved it, the first one keeps it.
  if (!inserted) return refuse({ tag: 'flow-gone' });
  const evidence = await way.write(tx, flow);
  await assertFloor(tx, accountId, null);
  const account = await loadAccount(tx, accountId);
  if (!account) throw new Error('an account that was just made is there');
  const key = account.credentials[0] ?? null;
  const method = key ? 'key' : 'password';
  const opened = await openSession(deps, tx, caller, {
    accountId,
    tier: 'standard',
    method,
    credentialId: key?.id ?? null,
  });
  await record(deps, tx, withoutSession(caller), 'sign-up.complete', account, { done: true }, evidence);
  return allow({ ...opened, next: nextOf(account), recoveryStopped: false });
}

function withKey(deps: Deps, caller: Caller, flow: Flow, input: Extract<SignUpWay, { with: 'key' }>): Decision<WayIn> {
  const scope = { purpose: SIGN_UP_KEY, subject: flow.row.flow_key };
  const outcome = checkRegistration(deps, scope, input.response, caller.now);
  if (!outcome.ok) return refuse({ tag: 'ceremony-failed', why: outcome.fault });
  const write: WayIn['write'] = async (tx, { state }) => {
    const { now } = caller;
    const trustedAt = trustedFrom('sign-up', now);
    const about = {
      accountId: state.accountId,
      nickname: distinctName(input.nickname, []),
      origin: 'sign-up',
      trustedAt,
      now,
    } as const;
    const row = credentialRow(deps, outcome.credential, about);
    // The flow ends once, and its challenge with it.
    if (!(await spendChallenge(tx, outcome, caller.now)))
      throw new Error('the challenge of a flow that was open is spent');
    await insertCredential(tx, row);
    return { credentialId: row.id, usedKey: row, subject: 'key' };
  };
  return allow({ keys: [outcome.credential], write });
}

async function withPassword(
  deps: Deps,
  caller: Caller,
  flow: Flow,
  input: Extract<SignUpWay, { with: 'password' }>,
): Promise<Decision<WayIn>> {
  const { state, row } = flow;
  if (deps.policy.defaultTier === 'advanced') return refuse({ tag: 'not-permitted', why: 'tier' });
  const judged = await judgeNewPassword(deps, {
    password: input.password,
    personal: [state.email, input.displayName],
    by: { limit: 'new-password.flow', owner: row.flow_key },
    now: caller.now,
  });
  if (!judged.allowed) return judged;
  const secret = state.totpSecret;
  const step = secret === null ? null : verifyTotp(secret, input.code, caller.now);
  if (secret === null || step === null) {
    const left = await writeFor(deps, caller, (tx) => takeTry(tx, row.flow_key));
    return refuse({ tag: left ? 'code-refused' : 'flow-gone' });
  }
  const phc = await deps.passwordHashing.hash(input.password, { lane: 'sign-up', owner: row.flow_key });
  const write: WayIn['write'] = async (tx) => {
    const { now } = caller;
    await setPassword(tx, state.accountId, phc, now);
    await setTotp(tx, state.accountId, deps.keyRing.seal(TOTP_PURPOSE, secret), step, now);
    return { subject: 'password' };
  };
  return allow({ keys: [], write });
}
