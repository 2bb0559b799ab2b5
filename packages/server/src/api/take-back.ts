// Doors to taking back protection while it settles, and to contesting a changed address.

import { contestEmail, decideEmail, readContest } from '../app/email/contest.ts';
import { beginTakeBack } from '../app/take-back/begin.ts';
import { takeBack, takeBackOptions } from '../app/take-back/take-back.ts';
import { openTakeBack } from '../app/take-back/with-take-back.ts';
import { allow } from '../domain/decision.ts';
import { type Doors, holderDoor, openDoor } from './door.ts';

export function takeBackDoors(doors: Doors): void {
  const { deps } = doors;
  openDoor(doors, 'take-back.begin', ({ caller, body }) => beginTakeBack(deps, caller, body));
  openDoor(doors, 'take-back.open', async ({ caller, body, cookies }) => {
    const decision = await openTakeBack(deps, caller, body);
    if (!decision.allowed) return decision;
    const { flowToken, ...view } = decision.facts;
    cookies.startFlow(flowToken);
    return allow(view);
  });
  openDoor(doors, 'take-back.key-options', ({ caller }) => takeBackOptions(deps, caller));
  openDoor(doors, 'enrolment.take-back', ({ caller, body }) => takeBack(deps, caller, body));

  openDoor(doors, 'email.read-contest', ({ caller, body }) => readContest(deps, caller, body));
  openDoor(doors, 'email.contest', ({ caller, body }) => contestEmail(deps, caller, body));
  holderDoor(doors, 'email.decide', ({ caller, body }) => decideEmail(deps, caller, body));
}
