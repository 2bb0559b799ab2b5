// Doors by which an account comes to be: a sign-up, and the operator's set-up.

import { addSetupKey, completeSetup, readSetup, setupKeyOptions } from '../app/setup/setup.ts';
import { beginSignUp } from '../app/sign-up/begin.ts';
import { completeSignUp } from '../app/sign-up/complete.ts';
import { confirmSignUp } from '../app/sign-up/confirm.ts';
import { signUpKeyOptions, signUpTotp } from '../app/sign-up/prepare.ts';
import { allow } from '../domain/decision.ts';
import { type Doors, openDoor } from './door.ts';
import { enter } from './sign-in.ts';

export function signUpDoors(doors: Doors): void {
  const { deps } = doors;
  openDoor(doors, 'sign-up.begin', async ({ caller, body, cookies }) => {
    const decision = await beginSignUp(deps, caller, body);
    if (!decision.allowed) return decision;
    cookies.startFlow(decision.facts.flowToken);
    return allow({ expiresAt: decision.facts.expiresAt });
  });
  openDoor(doors, 'sign-up.confirm', ({ caller, body }) => confirmSignUp(deps, caller, body));
  openDoor(doors, 'sign-up.key-options', ({ caller, body }) => signUpKeyOptions(deps, caller, body));
  openDoor(doors, 'sign-up.make-totp', ({ caller }) => signUpTotp(deps, caller));
  openDoor(doors, 'sign-up.complete', async ({ caller, body, cookies }) =>
    enter(await completeSignUp(deps, caller, body), cookies),
  );
  openDoor(doors, 'setup.read', ({ caller, body }) => readSetup(deps, caller, body));
  openDoor(doors, 'setup.key-options', ({ caller, body }) => setupKeyOptions(deps, caller, body));
  openDoor(doors, 'setup.add-key', ({ caller, body }) => addSetupKey(deps, caller, body));
  openDoor(doors, 'setup.complete', async ({ caller, body, cookies }) =>
    enter(await completeSetup(deps, caller, body), cookies),
  );
}
