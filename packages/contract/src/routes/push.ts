// Routes to the browsers of an account with notifications.

import Type from 'typebox';
import type { RouteTable } from '../route.ts';
import * as S from '../schemas.ts';

const Browser = S.strict({
  id: S.ChannelIdSchema,
  name: Type.String(),
  state: S.oneOf('live', 'paused', 'gone'),
  thisBrowser: Type.Boolean(),
  createdAt: S.Instant,
  failingSince: S.Nullable(S.Instant),
  lastOkAt: S.Nullable(S.Instant),
  lastError: S.Nullable(Type.String()),
});
const Which = S.strict({ channelId: S.ChannelIdSchema });
/** What `PushSubscription.toJSON()` gives, without its expiry. The point is 65 bytes that begin with 4, the secret 16. */
const Subscription = S.strict({
  endpoint: S.text(1, 1000),
  keys: S.strict({
    p256dh: Type.String({ pattern: '^B[A-Za-z0-9_-]{86}$' }),
    auth: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' }),
  }),
});

export const pushRoutes = {
  'push.public-key': {
    summary: 'The key that this server signs with for push services, as `PushManager.subscribe` takes it',
    response: S.strict({ publicKey: Type.String() }),
  },
  'push.list': {
    summary: 'The browsers that are told of alerts by notification, and how that is going',
    response: S.strict({ browsers: Type.Array(Browser) }),
  },
  'push.subscribe': {
    summary: 'Tell this browser of alerts, by notification. The browser of the session is meant, and no other',
    body: Subscription,
    response: S.strict({ browser: Browser }),
  },
  'push.unsubscribe': {
    summary: 'Tell that browser nothing more: at once with two proofs, else after a wait',
    params: Which,
    response: S.Slow,
  },
  'push.test': { summary: 'Send a test to that browser', params: Which, body: S.Empty, response: S.Done },
} as const satisfies RouteTable;
