// All JSON doors, and the proof that none was forgotten.

import { paths } from '@holdfast/contract/paths';
import { accountDoors } from './account.ts';
import { contactDoors } from './contact.ts';
import { credentialDoors } from './credential.ts';
import { type Doors, guard } from './door.ts';
import { evidenceDoors } from './evidence.ts';
import { liveDoors } from './live.ts';
import { outboxDoors } from './outbox.ts';
import { protectionDoors } from './protection.ts';
import { pushDoors } from './push.ts';
import { recoveryDoors } from './recovery.ts';
import { recoveryLinkDoors } from './recovery-link.ts';
import { sessionDoors } from './session.ts';
import { signInDoors } from './sign-in.ts';
import { signUpDoors } from './sign-up.ts';
import { staffDoors } from './staff.ts';
import { stepUpDoors } from './step-up.ts';
import { takeBackDoors } from './take-back.ts';
import { webhookDoors } from './webhook.ts';

/** Registers every operation that the contract routes. @throws when one has no door. */
export function openDoors(doors: Doors): void {
  const registered = new Set<string>();
  doors.server.addHook('onRoute', (route) => {
    if (route.config?.operation) registered.add(route.config.operation);
  });
  guard(doors);
  accountDoors(doors);
  contactDoors(doors);
  credentialDoors(doors);
  evidenceDoors(doors);
  liveDoors(doors);
  outboxDoors(doors);
  protectionDoors(doors);
  pushDoors(doors);
  recoveryDoors(doors);
  recoveryLinkDoors(doors);
  sessionDoors(doors);
  signInDoors(doors);
  signUpDoors(doors);
  staffDoors(doors);
  stepUpDoors(doors);
  takeBackDoors(doors);
  webhookDoors(doors);
  const missing = Object.keys(paths).filter((operation) => !registered.has(operation));
  if (missing.length > 0) throw new Error(`operations without a door: ${missing.join(', ')}`);
}
