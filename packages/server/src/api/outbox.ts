// Doors to what could not be delivered, for the operator.

import { listDead } from '../app/outbox/list-dead.ts';
import { retryDead } from '../app/outbox/retry.ts';
import type { AlertId } from '../domain/id.ts';
import { type Doors, operatorDoor } from './door.ts';

export function outboxDoors(doors: Doors): void {
  const { deps } = doors;
  operatorDoor(doors, 'outbox.list-dead', ({ caller, query }) =>
    listDead(deps, caller, { before: query.before as AlertId | undefined }),
  );
  operatorDoor(doors, 'outbox.retry', ({ caller, body }) => retryDead(deps, caller, { ids: body.ids as AlertId[] }));
}
