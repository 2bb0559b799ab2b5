// Doors to recovering a standard account by a link in a mail.

import { beginRecoveryLink } from '../app/recovery-link/begin.ts';
import { completeRecoveryLink, recoveryLinkKeyOptions } from '../app/recovery-link/complete.ts';
import { openRecoveryLink } from '../app/recovery-link/open.ts';
import { proveSecondFactor } from '../app/recovery-link/prove.ts';
import { makeReplacementTotp, replaceTotp } from '../app/recovery-link/replace-totp.ts';
import { allow } from '../domain/decision.ts';
import { type Doors, openDoor } from './door.ts';
import { enter } from './sign-in.ts';

export function recoveryLinkDoors(doors: Doors): void {
  const { deps } = doors;
  openDoor(doors, 'recovery-link.begin', async ({ caller, body, cookies }) => {
    const decision = await beginRecoveryLink(deps, caller, body);
    if (!decision.allowed) return decision;
    cookies.startFlow(decision.facts.flowToken);
    return allow({ expiresAt: decision.facts.expiresAt });
  });
  openDoor(doors, 'recovery-link.open', async ({ caller, body, cookies }) => {
    const decision = await openRecoveryLink(deps, caller, body);
    if (!decision.allowed) return decision;
    const { flowToken, ...view } = decision.facts;
    if (flowToken !== null) cookies.startFlow(flowToken);
    return allow(view);
  });
  openDoor(doors, 'recovery-link.prove', ({ caller, body }) => proveSecondFactor(deps, caller, body));
  openDoor(doors, 'recovery-link.key-options', ({ caller }) => recoveryLinkKeyOptions(deps, caller));
  openDoor(doors, 'recovery-link.make-totp', ({ caller, body }) => makeReplacementTotp(deps, caller, body));
  openDoor(doors, 'recovery-link.replace-totp', ({ caller, body }) => replaceTotp(deps, caller, body));
  openDoor(doors, 'recovery-link.complete', async ({ caller, body, cookies }) =>
    enter(await completeRecoveryLink(deps, caller, body), cookies),
  );
}
