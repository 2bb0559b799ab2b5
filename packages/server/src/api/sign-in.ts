// Doors by which a person comes in: with a key, also with one that comes back, or with a password and a second step.

import { comeBack, comeBackOptions } from '../app/credential/come-back.ts';
import type { SignedIn } from '../app/sign-in/finish.ts';
import { signInOptions, signInWithKey } from '../app/sign-in/key.ts';
import { signInWithPassword } from '../app/sign-in/password.ts';
import {
  secondStepOptions,
  secondStepWithBackupCode,
  secondStepWithKey,
  secondStepWithTotp,
} from '../app/sign-in/second-step.ts';
import { allow, type Decision } from '../domain/decision.ts';
import { type AnswerCookies, type Doors, openDoor } from './door.ts';

/** Sets the cookies of a new session and answers where to go; the token itself is never in a body. */
export function enter(
  decision: Decision<SignedIn>,
  cookies: AnswerCookies,
): Decision<Pick<SignedIn, 'next' | 'recoveryStopped'>> {
  if (!decision.allowed) return decision;
  cookies.openSession(decision.facts);
  const { next, recoveryStopped } = decision.facts;
  return allow({ next, recoveryStopped });
}

export function signInDoors(doors: Doors): void {
  const { deps } = doors;
  openDoor(doors, 'sign-in.key-options', async ({ caller }) => allow(signInOptions(deps, caller)));
  openDoor(doors, 'sign-in.key', async ({ caller, body, cookies }) =>
    enter(await signInWithKey(deps, caller, body), cookies),
  );
  openDoor(doors, 'credential.come-back-options', async ({ caller }) => allow(comeBackOptions(deps, caller)));
  openDoor(doors, 'credential.come-back', async ({ caller, body, cookies }) =>
    enter(await comeBack(deps, caller, body), cookies),
  );
  openDoor(doors, 'sign-in.password', async ({ caller, body, cookies }) => {
    const decision = await signInWithPassword(deps, caller, body);
    if (!decision.allowed) return decision;
    const { flowToken, expiresAt, second } = decision.facts;
    cookies.startFlow(flowToken);
    return allow({ expiresAt, second });
  });
  openDoor(doors, 'sign-in.second-key-options', ({ caller }) => secondStepOptions(deps, caller));
  openDoor(doors, 'sign-in.second-key', async ({ caller, body, cookies }) =>
    enter(await secondStepWithKey(deps, caller, body), cookies),
  );
  openDoor(doors, 'sign-in.second-totp', async ({ caller, body, cookies }) =>
    enter(await secondStepWithTotp(deps, caller, body), cookies),
  );
  openDoor(doors, 'sign-in.second-backup-code', async ({ caller, body, cookies }) =>
    enter(await secondStepWithBackupCode(deps, caller, body), cookies),
  );
}
