// An alert as push, the live page and webhooks carry it: one shape, made from the evidence and nothing else.

import type { AccountId, EventId } from '../id.ts';

export interface AlertPayload {
  /** `holdfast.` and the operation: 'holdfast.sign-in.key'. */
  readonly type: string;
  /** The event's: the same on every channel, so that one event told twice can be told apart. */
  readonly id: EventId;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly outcome: 'done' | 'refused';
  readonly account: AccountId;
  /** One sentence. */
  readonly what: string;
  /** 'Firefox on Linux'; null where Holdfast itself did it. */
  readonly device: string | null;
  /** A country's name, judged from the network address; null where it does not tell. */
  readonly place: string | null;
  /** What it was done to: a key's name, a session's device, a new address. */
  readonly subject: string | null;
  /** The key that was used. */
  readonly keyName: string | null;
  /** When a waiting change takes effect, in milliseconds since the epoch. */
  readonly effectiveAt: number | null;
  readonly links: AlertLinks;
}

export interface AlertLinks {
  readonly sessions: string;
  /** “This wasn’t me”. It acts for the holder without a sign-in, so only what the holder reads is given it: never a webhook. */
  readonly notMe: string | null;
}

/** What the evidence says of an event that is told. */
export interface AlertEvent {
  readonly id: EventId;
  readonly account_id: AccountId;
  readonly at: number;
  readonly operation: string;
  readonly outcome: 'done' | 'refused';
  readonly device: string | null;
  readonly subject: string | null;
  readonly key_name: string | null;
  readonly effective_at: number | null;
}

export function makeAlertPayload(
  event: AlertEvent,
  said: { readonly what: string; readonly place: string | null },
  links: AlertLinks,
): AlertPayload {
  return {
    type: `holdfast.${event.operation}`,
    id: event.id,
    at: event.at,
    outcome: event.outcome,
    account: event.account_id,
    what: said.what,
    device: event.device,
    place: said.place,
    subject: event.subject,
    keyName: event.key_name,
    effectiveAt: event.effective_at,
    links,
  };
}
