// The HTTP contract: for each operation, what goes in and what comes out. Validation, response allow-listing,
// OpenAPI and the web client's types all come from here.

import type Type from 'typebox';
import type { RoutedOperation } from './paths.ts';
import type { Route } from './route.ts';
import { accountRoutes } from './routes/account.ts';
import { addressRoutes } from './routes/address.ts';
import { contactRoutes } from './routes/contact.ts';
import { entryRoutes } from './routes/entry.ts';
import { evidenceRoutes } from './routes/evidence.ts';
import { outboxRoutes } from './routes/outbox.ts';
import { protectionRoutes } from './routes/protection.ts';
import { pushRoutes } from './routes/push.ts';
import { recoveryRoutes } from './routes/recovery.ts';
import { recoveryLinkRoutes } from './routes/recovery-link.ts';
import { staffRoutes } from './routes/staff.ts';
import { takeBackRoutes } from './routes/take-back.ts';
import { webhookRoutes } from './routes/webhook.ts';

export const routes = {
  ...entryRoutes,
  ...accountRoutes,
  ...addressRoutes,
  ...outboxRoutes,
  ...protectionRoutes,
  ...recoveryRoutes,
  ...contactRoutes,
  ...recoveryLinkRoutes,
  ...takeBackRoutes,
  ...staffRoutes,
  ...evidenceRoutes,
  ...pushRoutes,
  ...webhookRoutes,
} as const satisfies Record<RoutedOperation, Route>;

type Routes = typeof routes;
type Input<O extends RoutedOperation, Part extends 'params' | 'query' | 'body'> = Routes[O] extends {
  readonly [K in Part]: infer Schema extends Type.TSchema;
}
  ? Type.Static<Schema>
  : undefined;

export type Params<O extends RoutedOperation> = Input<O, 'params'>;
export type Query<O extends RoutedOperation> = Input<O, 'query'>;
export type Body<O extends RoutedOperation> = Input<O, 'body'>;
export type Answer<O extends RoutedOperation> = Type.Static<Routes[O]['response']>;
