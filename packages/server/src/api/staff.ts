// Doors of staff: who they are, looking at an account for a ticket, and having a link mailed to its holder.

import { grantSupport, revokeSupport } from '../app/staff/change.ts';
import { readStaff } from '../app/staff/list.ts';
import { lookAtAccount } from '../app/support/look.ts';
import { startRecoveryForHolder } from '../app/support/start-recovery.ts';
import { type Doors, operatorDoor, staffDoor } from './door.ts';

export function staffDoors(doors: Doors): void {
  const { deps } = doors;
  operatorDoor(doors, 'staff.list', ({ caller }) => readStaff(deps, caller));
  operatorDoor(doors, 'staff.grant', ({ caller, body }) => grantSupport(deps, caller, body));
  operatorDoor(doors, 'staff.revoke', ({ caller, body }) => revokeSupport(deps, caller, body));
  staffDoor(doors, 'support.look', ({ caller, body }) => lookAtAccount(deps, caller, body));
  staffDoor(doors, 'support.start-recovery', ({ caller, body }) => startRecoveryForHolder(deps, caller, body));
}
