// Doors to what happened: the holder's activity, and the link in an alert.

import { lockByLink } from '../app/account/lock.ts';
import { countDays } from '../app/activity/days.ts';
import { downloadActivity } from '../app/activity/download.ts';
import { exportActivity } from '../app/activity/export.ts';
import { listActivity } from '../app/activity/list.ts';
import { proveEvent } from '../app/activity/prove.ts';
import { proveHistory } from '../app/activity/prove-history.ts';
import { disownAlert, readAlert } from '../app/alert/disown.ts';
import { listAlerts } from '../app/alert/list.ts';
import { proveGrowth, readLog } from '../app/log/read-log.ts';
import { readPlatform } from '../app/platform/read.ts';
import { askOne, askTraining } from '../app/training/ask.ts';
import { listTrainingChanges } from '../app/training/changes.ts';
import { optIn, optOut } from '../app/training/opt.ts';
import { readTraining } from '../app/training/read.ts';
import { receiptKeys } from '../app/training/receipt-keys.ts';
import type { EventId } from '../domain/id.ts';
import { clientDoor, type Doors, fileDoor, holderDoor, openDoor } from './door.ts';

/** In a query everything is text. */
const instant = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

export function evidenceDoors(doors: Doors): void {
  const { deps } = doors;
  holderDoor(doors, 'activity.list', ({ caller, query }) =>
    listActivity(deps, caller, {
      ...query,
      before: query.before as EventId | undefined,
      from: instant(query.from),
      until: instant(query.until),
    }),
  );
  holderDoor(doors, 'activity.days', ({ caller, query }) => countDays(deps, caller, query));
  holderDoor(doors, 'activity.export', ({ caller, body }) => exportActivity(deps, caller, body));
  fileDoor(doors, 'activity.download', ({ caller, query }) =>
    downloadActivity(deps, caller, { ticket: query.ticket, after: query.after as EventId | undefined }),
  );
  holderDoor(doors, 'training.read', ({ caller }) => readTraining(deps, caller));
  openDoor(doors, 'training.keys', () => receiptKeys(deps));
  clientDoor(doors, 'training.ask', ({ caller, body }) => askTraining(deps, caller, body));
  clientDoor(doors, 'training.ask-one', ({ caller, body }) => askOne(deps, caller, body));
  clientDoor(doors, 'training.changes', ({ query }) => listTrainingChanges(deps, { after: Number(query.after ?? -1) }));
  holderDoor(doors, 'training.opt-out', ({ caller }) => optOut(deps, caller));
  holderDoor(doors, 'training.opt-in', ({ caller }) => optIn(deps, caller));
  holderDoor(doors, 'activity.prove', ({ caller, params }) =>
    proveEvent(deps, caller, { eventId: params.eventId as EventId }),
  );
  holderDoor(doors, 'activity.prove-history', ({ caller, query }) => {
    const size = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
    const asked = { before: size(query.before), newest: size(query.newest), witnessed: size(query.witnessed) };
    return proveHistory(deps, caller, asked);
  });
  openDoor(doors, 'log.read', () => readLog(deps));
  openDoor(doors, 'log.prove-growth', ({ caller, query }) =>
    proveGrowth(deps, caller, { from: Number(query.from), to: Number(query.to) }),
  );
  holderDoor(doors, 'alert.list', ({ caller, query }) =>
    listAlerts(deps, caller, { before: query.before as EventId | undefined }),
  );
  openDoor(doors, 'alert.read', ({ caller, body }) => readAlert(deps, caller, body));
  openDoor(doors, 'alert.lock', ({ caller, body }) => lockByLink(deps, caller, body));
  openDoor(doors, 'alert.disown', ({ caller, body }) => disownAlert(deps, caller, body));
  openDoor(doors, 'platform.read', () => readPlatform(deps));
}
