// Routes to webhooks: a holder's own, and the platform's for its operator. Both are handled alike.

import Type from 'typebox';
import type { RouteTable } from '../route.ts';
import * as S from '../schemas.ts';

/** Alerts as they happen; or every event of the log, as it is kept or in OCSF. */
const Sends = S.oneOf('alerts', 'events', 'events-ocsf');
const Webhook = S.strict({
  id: S.ChannelIdSchema,
  name: Type.String(),
  url: Type.String(),
  state: S.oneOf('live', 'paused', 'gone'),
  createdAt: S.Instant,
  failingSince: S.Nullable(S.Instant),
  lastOkAt: S.Nullable(S.Instant),
  lastError: S.Nullable(Type.String()),
  oldSecretUntil: S.Nullable(S.Instant),
  sends: Sends,
  stream: S.Nullable(S.strict({ sent: Type.Integer(), size: Type.Integer() })),
});
const Webhooks = S.strict({ webhooks: Type.Array(Webhook) });
const NewWebhook = S.strict({ name: S.Nickname, url: S.text(1, 2000) });
const NewPlatformWebhook = S.strict({
  name: S.Nickname,
  url: S.text(1, 2000),
  sends: Type.Optional(Sends),
  startsAt: Type.Optional(S.oneOf('now', 'beginning')),
});
const AddedWebhook = S.strict({ webhook: Webhook, secret: Type.String() });
const RotatedSecret = S.strict({ secret: Type.String(), oldSecretUntil: S.Instant });
const Which = S.strict({ webhookId: S.ChannelIdSchema });
const Message = S.strict({ webhookId: S.ChannelIdSchema, messageId: S.AlertIdSchema });
const Page = S.strict({ before: Type.Optional(S.DeliveryIdSchema) });
const Deliveries = S.strict({
  deliveries: Type.Array(
    S.strict({
      id: S.DeliveryIdSchema,
      messageId: S.AlertIdSchema,
      type: Type.String(),
      eventId: S.EventIdSchema,
      at: S.Instant,
      attempt: Type.Integer(),
      delivered: Type.Boolean(),
      status: S.Nullable(Type.Integer()),
      durationMs: Type.Integer(),
      error: S.Nullable(Type.String()),
    }),
  ),
  next: S.Nullable(S.DeliveryIdSchema),
});

export const webhookRoutes = {
  'webhook.list': { summary: 'Where alerts of this account are sent to, and how that is going', response: Webhooks },
  'webhook.add': {
    summary: 'Send alerts of this account to an address, signed. The secret is in this one answer',
    body: NewWebhook,
    response: AddedWebhook,
  },
  'webhook.remove': {
    summary: 'Send nothing there any more: at once with two proofs, else after a wait',
    params: Which,
    response: S.Slow,
  },
  'webhook.rotate-secret': {
    summary: 'A new secret. For a day each webhook is signed with the old one too',
    params: Which,
    body: S.Empty,
    response: RotatedSecret,
  },
  'webhook.test': {
    summary: 'Send a test. A webhook that was paused or gone is live again',
    params: Which,
    body: S.Empty,
    response: S.Done,
  },
  'webhook.deliveries': {
    summary: 'Every attempt of the last 30 days, newest first',
    params: Which,
    query: Page,
    response: Deliveries,
  },
  'webhook.replay': {
    summary: 'Send one again, under the webhook-id that it had',
    params: Message,
    body: S.Empty,
    response: S.Done,
  },

  'platform-webhook.list': {
    summary: 'Where alerts of every account and events of the log are sent to',
    response: Webhooks,
  },
  'platform-webhook.add': {
    summary:
      'Send alerts of every account, or every event of the log, to an address, signed. The secret is in this one answer',
    body: NewPlatformWebhook,
    response: AddedWebhook,
  },
  'platform-webhook.remove': { summary: 'Send nothing there any more', params: Which, response: S.Slow },
  'platform-webhook.rotate-secret': {
    summary: 'A new secret. For a day each webhook is signed with the old one too',
    params: Which,
    body: S.Empty,
    response: RotatedSecret,
  },
  'platform-webhook.test': {
    summary: 'Send a test. A webhook that was paused or gone is live again',
    params: Which,
    body: S.Empty,
    response: S.Done,
  },
  'platform-webhook.deliveries': {
    summary: 'Every attempt of the last 30 days, newest first',
    params: Which,
    query: Page,
    response: Deliveries,
  },
  'platform-webhook.replay': {
    summary: 'Send one again, under the webhook-id that it had',
    params: Message,
    body: S.Empty,
    response: S.Done,
  },
} as const satisfies RouteTable;
