// Routes to what could not be delivered. None of them says to whom, or what.

import Type from 'typebox';
import type { RouteTable } from '../route.ts';
import * as S from '../schemas.ts';

export const outboxRoutes = {
  'outbox.list-dead': {
    summary: 'What could not be delivered, newest first: by which way, since when and why (operators)',
    query: S.strict({ before: Type.Optional(S.AlertIdSchema) }),
    response: S.strict({
      total: Type.Integer(),
      undelivered: Type.Array(
        S.strict({
          id: S.AlertIdSchema,
          channel: S.oneOf('mail', 'push', 'webhook'),
          of: S.oneOf('alert', 'asked', 'platform'),
          name: S.Nullable(Type.String()),
          madeAt: S.Instant,
          givenUpAt: S.Instant,
          attempts: Type.Integer(),
          error: S.Nullable(Type.String()),
        }),
      ),
      next: S.Nullable(S.AlertIdSchema),
    }),
  },
  'outbox.retry': {
    summary: 'Have them tried again from the start, under the ids that they had (operators)',
    body: S.strict({ ids: Type.Array(S.AlertIdSchema, { minItems: 1, maxItems: 50 }) }),
    response: S.strict({ retried: Type.Integer() }),
  },
} as const satisfies RouteTable;
