// Doors to recovering a protected account, and to what waits on it.

import { finishHold, finishOptions } from '../app/hold/finish.ts';
import { listHolds } from '../app/hold/list.ts';
import { vetoHold } from '../app/hold/veto.ts';
import { addRecoveryKey, recoveryKeyOptions } from '../app/recovery/add-key.ts';
import { beginRecovery } from '../app/recovery/begin.ts';
import { completeRecovery } from '../app/recovery/complete.ts';
import { recoveryKeepOptions } from '../app/recovery/keep-options.ts';
import { readRecovery } from '../app/recovery/read.ts';
import { withdrawRecovery } from '../app/recovery/withdraw.ts';
import { allow } from '../domain/decision.ts';
import type { ChannelId, ContactId, HoldId } from '../domain/id.ts';
import { type Doors, holderDoor, openDoor } from './door.ts';

export function recoveryDoors(doors: Doors): void {
  const { deps } = doors;
  openDoor(doors, 'recovery.begin', ({ caller, body }) => beginRecovery(deps, caller, body));
  openDoor(doors, 'recovery.read', ({ caller, body }) => readRecovery(deps, caller, body));
  openDoor(doors, 'recovery.withdraw', ({ caller, body }) => withdrawRecovery(deps, caller, body));
  openDoor(doors, 'recovery.key-options', ({ caller, body }) => recoveryKeyOptions(deps, caller, body));
  openDoor(doors, 'recovery.add-key', ({ caller, body }) => addRecoveryKey(deps, caller, body));
  openDoor(doors, 'recovery.keep-options', ({ caller, body }) => recoveryKeepOptions(deps, caller, body));
  openDoor(doors, 'recovery.complete', async ({ caller, body, cookies }) => {
    const keep = body.keep && {
      channels: body.keep.channels as ChannelId[],
      contacts: body.keep.contacts as ContactId[],
    };
    const decision = await completeRecovery(deps, caller, { ...body, keep });
    if (!decision.allowed) return decision;
    const { recoveryKeys, sessionsEnded, channelsPaused, contactsEnded, signal, ...opened } = decision.facts;
    cookies.openSession(opened);
    return allow({ recoveryKeys, sessionsEnded, channelsPaused, contactsEnded, signal });
  });
  holderDoor(doors, 'hold.list', ({ caller }) => listHolds(deps, caller));
  holderDoor(doors, 'hold.finish-options', ({ caller, params }) =>
    finishOptions(deps, caller, { holdId: params.holdId as HoldId }),
  );
  holderDoor(doors, 'hold.finish', ({ caller, params, body }) =>
    finishHold(deps, caller, { ...body, holdId: params.holdId as HoldId }),
  );
  holderDoor(doors, 'hold.veto', ({ caller, params }) => vetoHold(deps, caller, { holdId: params.holdId as HoldId }));
}
