// sign-in.password: the first of two steps on a standard account. It never opens a session; it only starts a flow.

import type { Account, StandardAccount } from '../../domain/account/account.ts';
import { emailKey } from '../../domain/account/email-address.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import type { AccountId } from '../../domain/id.ts';
import type { SignInFault } from '../../domain/refusal.ts';
import { findFace, loadAccount } from '../../storage/account.ts';
import { putFlow } from '../../storage/flow.ts';
import type { Tx } from '../../storage/store.ts';
import { findPassword, findPasswordByEmail } from '../../storage/verifier.ts';
import { type Caller, withoutSession } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { sealFlow } from '../flow-state.ts';
import { NOBODY, record, type Subject } from '../record.ts';
import { mintToken } from '../token.ts';
import { writeFor } from '../write-for.ts';
import { countPassword, uncountPassword } from './count-password.ts';
import { fitsFormer, formerSince, liftingFactors } from './former-factors.ts';

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

type WrongPassword = Extract<SignInFault, 'wrong-password' | 'password-shut'>;

/** Unknown address, protected account and wrong and shut password answer alike, after the same work. */
export async function signInWithPassword(
  deps: Deps,
  caller: Caller,
  input: { readonly email: string; readonly password: string },
): Promise<Decision<PasswordAccepted>> {
  const key = emailKey(input.email);
  const counted = await writeFor(deps, caller, async (tx) => {
    const found = await findPasswordByEmail(tx, key, formerSince(caller.now));
    const guess = await countPassword(deps, tx, caller, { key, accountId: found?.accountId ?? null });
    return { ...guess, found };
  });
  if (counted.limited) return refuse(counted.limited);
  const { counted: guess, found } = counted;
  const { accountId = NOBODY, phc = null, formers = [] } = found ?? {};
  const turn = { lane: 'sign-in', owner: guess.owner } as const;
  const isMatch = await deps.passwordHashing.verify(phc, input.password, turn);
  const fitting = isMatch ? null : await fitsFormer(deps, formers, input.password, turn);
  // Shut, the right one is answered and worked like a wrong one: nothing that follows knows the difference.
  const right = isMatch && !guess.isShut;
  const former = guess.isShut ? null : fitting;
  const wrong = guess.isShut ? 'password-shut' : 'wrong-password';
  return writeFor(deps, caller, async (tx): Promise<Decision<PasswordAccepted>> => {
    // Only who knows a password has more looked up: until then every address costs the same statements.
    const known = former !== null || (right && (await isUnchanged(tx, accountId, phc)));
    const account = known ? await loadAccount(tx, accountId) : null;
    const formerUntil = account && former !== null ? await findUntil(tx, account, former, caller.now) : undefined;
    if (account?.tier === 'standard' && (former === null ? account.password : formerUntil !== undefined)) {
      const second = await stepsOf(tx, account, caller.now);
      if (second.length > 0) {
        await uncountPassword(deps, tx, guess);
        return startSecondStep(deps, tx, caller, account, { formerUntil, second });
      }
    }
    const face = await findFace(tx, accountId);
    return refusePassword(deps, tx, caller, face, faultOf(face, phc !== null, right ? 'right' : wrong));
  });
}

/** It was read and compared before its account's turn came: the one that was compared must still be the account's. */
const isUnchanged = async (tx: Tx, accountId: AccountId, phc: string | null): Promise<boolean> =>
  (await findPassword(tx, accountId)) === phc;

/** Which of the passwords that may lift the freeze it is, by when it was replaced. */
async function findUntil(tx: Tx, account: Account, phc: string, now: number): Promise<number | undefined> {
  const lifting = await liftingFactors(tx, account, 'password', now);
  return lifting.find(({ verifier }) => verifier === phc)?.untilAt;
}

/** Those of the account as it is, and the app that it had until lately where that lifts a freeze. */
async function stepsOf(tx: Tx, account: StandardAccount, now: number): Promise<SecondStep[]> {
  const steps = secondSteps(account);
  const formerApp = !steps.includes('totp') && (await liftingFactors(tx, account, 'totp', now)).length > 0;
  return formerApp ? ['totp', ...steps] : steps;
}

function faultOf(face: Subject | null, hadPassword: boolean, judged: 'right' | WrongPassword): SignInFault {
  if (!face) return 'unknown-account';
  return judged === 'right' || !hadPassword || face.tier !== 'standard' ? 'no-password' : judged;
}

async function refusePassword(deps: Deps, tx: Tx, caller: Caller, about: Subject | null, why: SignInFault) {
  const refusal = { tag: 'sign-in-failed', why } as const;
  const outcome = { done: false, refusal } as const;
  await record(deps, tx, withoutSession(caller), 'sign-in.password', about, outcome, { alike: true });
  return refuse(refusal);
}

async function startSecondStep(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  account: StandardAccount,
  { formerUntil, second }: { readonly formerUntil: number | undefined; readonly second: SecondStep[] },
): Promise<Decision<PasswordAccepted>> {
  const { token, hash } = mintToken(deps, 'hff');
  const expiresAt = caller.now + FLOW_MS;
  await putFlow(tx, {
    flow_key: hash,
    kind: 'sign-in',
    account_id: account.id,
    state_sealed: sealFlow(deps.keyRing, { kind: 'sign-in', throttleKey: emailKey(account.email), formerUntil }),
    code_hash: null,
    tries_left: SECOND_STEP_TRIES,
    created_at: caller.now,
    expires_at: expiresAt,
  });
  await record(deps, tx, withoutSession(caller), 'sign-in.password', account, { done: true });
  return allow({ flowToken: token, expiresAt, second });
}
