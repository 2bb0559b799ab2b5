// What a webhook of the whole log says: a batch of events in the order of the log.

import { plainEvent } from '../audit/event-formats.ts';
import { toOcsf } from '../audit/ocsf/to-ocsf.ts';
import type { ToldEvent } from '../audit/told-event.ts';

/** What a platform's webhook is sent: alerts as they happen, or every event, in one of two forms. */
export const WEBHOOK_SENDS = ['alerts', 'events', 'events-ocsf'] as const;
export type WebhookSends = (typeof WEBHOOK_SENDS)[number];

export interface StreamBatch {
  /** The log's name. */
  readonly origin: string;
  readonly sends: Exclude<WebhookSends, 'alerts'>;
  /** Places of the log: `from` is in it, `to` is not. */
  readonly from: number;
  readonly to: number;
  /** What is still on record of them, in the order of the log. */
  readonly events: readonly ToldEvent[];
}

export interface StreamBody {
  readonly type: 'holdfast.audit.events';
  /** When the last of them happened (ISO 8601): the same at every attempt. */
  readonly timestamp: string;
  readonly data: {
    readonly log: string;
    readonly format: 'holdfast' | 'ocsf';
    readonly from: number;
    readonly to: number;
    readonly events: readonly Readonly<Record<string, unknown>>[];
  };
}

export function makeStreamBody({ origin, sends, from, to, events }: StreamBatch): StreamBody {
  const isOcsf = sends === 'events-ocsf';
  return {
    type: 'holdfast.audit.events',
    timestamp: new Date(events.at(-1)?.at ?? 0).toISOString(),
    data: {
      log: origin,
      format: isOcsf ? 'ocsf' : 'holdfast',
      from,
      to,
      events: events.map((event) => (isOcsf ? toOcsf(event, origin) : plainEvent(event))),
    },
  };
}
