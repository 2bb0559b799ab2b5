// The door to the live feed: an answer that stays open until the page leaves or the session is over.

import type { LivePage } from '../app/live/feed.ts';
import { allow } from '../domain/decision.ts';
import { type EventId, idPattern } from '../domain/id.ts';
import type { EventStream } from '../http/event-stream.ts';
import { type Doors, streamDoor } from './door.ts';

const EVENT = new RegExp(idPattern('evnt'));

export function liveDoors(doors: Doors): void {
  streamDoor(doors, 'live.watch', async ({ caller, query }, stream) => {
    const last = stream.lastEventId ?? query.after ?? '';
    const waiting: Parameters<EventStream['send']>[0][] = [];
    let open: EventStream | null = null;
    let over = false;
    let closed = false;
    const send = (message: (typeof waiting)[number]) => {
      if (open) open.send(message);
      else waiting.push(message);
    };
    const page: LivePage = {
      start: (id) => send({ id, event: 'watching', data: {} }),
      send: (id, message) => send({ id, event: 'event', data: message }),
      end: () => {
        over = true;
        open?.send({ event: 'ended', data: {} });
        open?.end();
      },
      close: () => {
        closed = true;
        open?.end();
      },
    };
    const decision = await doors.live.watch(caller, EVENT.test(last) ? (last as EventId) : null, page);
    if (!decision.allowed) return decision;
    open = stream.open(decision.facts);
    for (const sent of waiting) open.send(sent);
    if (over) page.end();
    else if (closed) page.close();
    return allow(undefined);
  });
}
