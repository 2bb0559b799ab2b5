// What a webhook's body says: an alert in the structure that Standard Webhooks recommends ("Payload structure"). It carries
// no link that acts (product.md §6): a program reads it, and one that presses what it reads would lock its owner out.

import type { AlertPayload } from '../alert/alert-payload.ts';

export interface WebhookBody {
  readonly type: string;
  /** When it happened, not when it was sent (ISO 8601). */
  readonly timestamp: string;
  readonly data: Omit<AlertPayload, 'type' | 'at' | 'effectiveAt' | 'links'> & {
    /** ISO 8601. */
    readonly effectiveAt: string | null;
    readonly links: { readonly sessions: string };
  };
}

const iso = (at: number): string => new Date(at).toISOString();

export function makeWebhookBody({ type, at, effectiveAt, links, ...data }: AlertPayload): WebhookBody {
  const { sessions } = links;
  return {
    type,
    timestamp: iso(at),
    data: { ...data, effectiveAt: effectiveAt === null ? null : iso(effectiveAt), links: { sessions } },
  };
}
