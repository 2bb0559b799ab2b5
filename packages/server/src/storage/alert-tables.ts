// The shape of what alerts are delivered by; the rest are in tables.ts, which lists them all.

import type { ChannelKind, ChannelState, OutboxChannel, Rank } from '../domain/alert/channel.ts';
import type { AccountId, AlertId, ChannelId, CredentialId, DeliveryId, EventId } from '../domain/id.ts';
import type { WebhookSends } from '../domain/webhook/stream-body.ts';

export interface OutboxRow {
  id: AlertId;
  account_id: AccountId | null;
  channel: OutboxChannel;
  payload_sealed: string | null;
  created_at: number;
  next_at: number;
  attempts: number;
  claimed_until: number;
  done_at: number | null;
  dead_at: number | null;
  last_error: string | null;
  channel_id: ChannelId | null;
  rank: Rank;
  event_id: EventId | null;
}

export interface AlertChannelRow {
  id: ChannelId;
  account_id: AccountId | null;
  kind: ChannelKind;
  label: string;
  target_key: string;
  target_sealed: string;
  secret_sealed: string | null;
  /** Of push: the browser that is told, and the key of the session that asked for it. */
  device_hash: string | null;
  credential_id: CredentialId | null;
  state: ChannelState;
  created_at: number;
  failing_since: number | null;
  last_ok_at: number | null;
  last_error: string | null;
  sends: WebhookSends;
  /** The host of its target, hashed; null where nobody has looked since there is this column. */
  host_key: string | null;
}

export interface WebhookDeliveryRow {
  id: DeliveryId;
  channel_id: ChannelId;
  message_id: AlertId;
  event_id: EventId;
  at: number;
  attempt: number;
  status: number | null;
  duration_ms: number;
  error: string | null;
}

/** Refused attempts on an account since the first that no digest has told of. */
export interface RefusalWindowRow {
  account_id: AccountId;
  from_at: number;
  /** In a session of the account; and all others. */
  inside: number;
  outside: number;
}
