// What a webhook's body says: an alert in the structure that Standard Webhooks recommends ("Payload structure").

import type { AlertLinks, AlertPayload } from '../alert/alert-payload.ts';

export interface WebhookBody {
  readonly type: string;
  /** When it happened, not when it was sent (ISO 8601). */
  readonly timestamp: string;
  readonly data: Omit<AlertPayload, 'type' | 'at' | 'effectiveAt'> & {
    /** ISO 8601. */
    readonly effectiveAt: string | null;
    readonly links: AlertLinks;
  };
}

const iso = (at: number): string => new Date(at).toISOString();

export function makeWebhookBody({ type, at, effectiveAt, ...data }: AlertPayload): WebhookBody {
  return { type, timestamp: iso(at), data: { ...data, effectiveAt: effectiveAt === null ? null : iso(effectiveAt) } };
}
