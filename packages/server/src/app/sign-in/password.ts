// sign-in.password: the first of two steps on a standard account. It never opens a session; it only starts a flow.

import type { Account, StandardAccount } from '../../domain/account/account.ts';
import { emailKey } from '../../domain/account/email-address.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import type { SignInFault } from '../../domain/refusal.ts';
import { findAccountByEmail, loadAccount } from '../../storage/account.ts';
import { putFlow } from '../../storage/flow.ts';
import type { Tx } from '../../storage/store.ts';
import { findPassword } from '../../storage/verifier.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { sealFlow } from '../flow-state.ts';
import { record } from '../record.ts';
import { mintToken } from '../token.ts';
import { type CountedPassword, countPassword, uncountPassword } from './count-password.ts';

const FLOW_MS = 10 * 60 * 1000;
const SECOND_STEP_TRIES = 5;

export type SecondStep = 'totp' | 'key' | 'backup-code';

export interface PasswordAccepted {
  readonly flowToken: string;
  readonly expiresAt: number;
  readonly second: SecondStep[];
}

export const secondSteps = (account: StandardAccount): SecondStep[] => [
  ...(account.totp ? (['totp'] as const) : []),
  ...(account.credentials.length > 0 ? (['key'] as const) : []),
  ...((account.backupCodes?.left ?? 0) > 0 ? (['backup-code'] as const) : []),
];

/** Unknown address, protected account and wrong password answer alike, after the same work. */
export async function signInWithPassword(
  deps: Deps,
  caller: Caller,
  input: { readonly email: string; readonly password: string },
): Promise<Decision<PasswordAccepted>> {
  const key = emailKey(input.email);
  const counted = await deps.store.write(async (tx) => {
    const row = await findAccountByEmail(tx, input.email);
    const guess = await countPassword(deps, tx, caller, { key, accountId: row?.id ?? null });
    if (guess.limited) return guess;
    const account = row ? await loadAccount(tx, row.id) : null;
    return { ...guess, account, phc: account ? await findPassword(tx, account.id) : null };
  });
  if (counted.limited) return refuse(counted.limited);
  const guess = counted.counted;
  const right = await deps.passwordHashing.verify(counted.phc, input.password, { lane: 'sign-in', owner: guess.owner });
  return deps.store.write(async (tx): Promise<Decision<PasswordAccepted>> => {
    const account = counted.account ? await loadAccount(tx, counted.account.id) : null;
    const fault = faultOf(account, right, counted.phc !== null, guess);
    if (fault || account?.tier !== 'standard') return refusePassword(deps, tx, caller, account, fault ?? 'no-password');
    await uncountPassword(deps, tx, guess);
    return startSecondStep(deps, tx, caller, account);
  });
}

function faultOf(
  account: Account | null,
  right: boolean,
  hadPassword: boolean,
  { isShut }: CountedPassword,
): SignInFault | null {
  if (!account) return 'unknown-account';
  if (account.tier !== 'standard' || !account.password || !hadPassword) return 'no-password';
  // Before it is asked whether it was right: all that follows is then the same.
  if (isShut) return 'password-shut';
  if (!right) return 'wrong-password';
  return secondSteps(account).length === 0 ? 'no-password' : null;
}

async function refusePassword(deps: Deps, tx: Tx, caller: Caller, account: Account | null, why: SignInFault) {
  const refusal = { tag: 'sign-in-failed', why } as const;
  await record(deps, tx, { ...caller, session: null }, 'sign-in.password', account, { done: false, refusal });
  return refuse(refusal);
}

async function startSecondStep(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  account: StandardAccount,
): Promise<Decision<PasswordAccepted>> {
  const { token, hash } = mintToken(deps, 'hff');
  const expiresAt = caller.now + FLOW_MS;
  await putFlow(tx, {
    flow_key: hash,
    kind: 'sign-in',
    account_id: account.id,
    state_sealed: sealFlow(deps.keyRing, { kind: 'sign-in', throttleKey: emailKey(account.email) }),
    code_hash: null,
    tries_left: SECOND_STEP_TRIES,
    created_at: caller.now,
    expires_at: expiresAt,
  });
  await record(deps, tx, { ...caller, session: null }, 'sign-in.password', account, { done: true });
  return allow({ flowToken: token, expiresAt, second: secondSteps(account) });
}
