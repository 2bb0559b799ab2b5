// Doors to Advanced Account Security: turning it on, its floor, its recovery keys, and leaving it.

import { commitEnrolment, commitOptions } from '../app/enrolment/commit.ts';
import { beginEnrolment, dropEnrolment, makeRecoveryKeys, proveRecoveryKey } from '../app/enrolment/prepare.ts';
import { readEnrolment } from '../app/enrolment/read.ts';
import { leaveProtection, lowerFloor, raiseFloor } from '../app/protection/change.ts';
import { practiseRecovery } from '../app/recovery-key/practise.ts';
import { makeReplacement, replaceRecoveryKeys } from '../app/recovery-key/replace.ts';
import { lengthenWait, shortenWait } from '../app/wait/set-wait.ts';
import { allow } from '../domain/decision.ts';
import type { ChannelId } from '../domain/id.ts';
import { type Doors, holderDoor, renewed } from './door.ts';

export function protectionDoors(doors: Doors): void {
  const { deps } = doors;
  holderDoor(doors, 'enrolment.read', ({ caller }) => readEnrolment(deps, caller));
  holderDoor(doors, 'enrolment.begin', ({ caller }) => beginEnrolment(deps, caller));
  holderDoor(doors, 'enrolment.drop', ({ caller }) => dropEnrolment(deps, caller));
  holderDoor(doors, 'enrolment.make-recovery-keys', async ({ caller, cookies }) =>
    renewed(await makeRecoveryKeys(deps, caller), cookies),
  );
  holderDoor(doors, 'enrolment.prove', async ({ caller, body, cookies }) =>
    renewed(await proveRecoveryKey(deps, caller, body), cookies),
  );
  holderDoor(doors, 'enrolment.commit-options', ({ caller }) => commitOptions(deps, caller));
  holderDoor(doors, 'enrolment.commit', async ({ caller, body, cookies }) => {
    const kept = body.keepChannels as readonly ChannelId[] | undefined;
    const decision = await commitEnrolment(deps, caller, { ...body, keepChannels: kept });
    if (!decision.allowed) return decision;
    cookies.renewSession(decision.facts.sessionToken, decision.facts.endsAt);
    const { sessionsEnded, holdsStopped, channelsPaused, settlesAt } = decision.facts;
    return allow({ sessionsEnded, holdsStopped, channelsPaused, settlesAt });
  });
  holderDoor(doors, 'protection.leave', ({ caller }) => leaveProtection(deps, caller));
  holderDoor(doors, 'protection.raise-floor', ({ caller }) => raiseFloor(deps, caller));
  holderDoor(doors, 'protection.lower-floor', ({ caller }) => lowerFloor(deps, caller));
  holderDoor(doors, 'wait.lengthen', ({ caller, body }) => lengthenWait(deps, caller, body));
  holderDoor(doors, 'wait.shorten', ({ caller, body }) => shortenWait(deps, caller, body));
  holderDoor(doors, 'recovery-key.test', ({ caller, body }) => practiseRecovery(deps, caller, body));
  holderDoor(doors, 'recovery-key.make', ({ caller }) => makeReplacement(deps, caller));
  holderDoor(doors, 'recovery-key.replace', ({ caller, body }) => replaceRecoveryKeys(deps, caller, body));
}
