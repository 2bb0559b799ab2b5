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
    const page: LivePage = {
      send: (id, message) => {
        const sent = { id, event: 'event', data: message };
        if (open) open.send(sent);
        else waiting.push(sent);
      },
      end: () => {
        over = true;
        open?.send({ event: 'ended', data: {} });
        open?.end();
      },
      close: () => open?.end(),
    };
    const decision = await doors.live.watch(caller, EVENT.test(last) ? (last as EventId) : null, page);
    if (!decision.allowed) return decision;
    open = stream.open(decision.facts);
    for (const sent of waiting) open.send(sent);
    if (over) page.end();
    return allow(undefined);
  });
}
