// Routes to what happened: the holder's activity, and the link in an alert.

import Type from 'typebox';
import type { RouteTable } from '../route.ts';
import * as S from '../schemas.ts';

export const evidenceRoutes = {
  'activity.list': {
    summary: 'What happened on the account, newest first',
    query: S.strict({
      before: Type.Optional(S.EventIdSchema),
      show: Type.Optional(S.oneOf('everything', 'sign-ins', 'refused', 'changes')),
    }),
    response: S.strict({
      events: Type.Array(
        S.strict({
          id: S.EventIdSchema,
          operation: Type.String(),
          outcome: S.oneOf('done', 'refused'),
          reason: S.Nullable(Type.String()),
          at: S.Instant,
          actor: S.oneOf('holder', 'stranger', 'system'),
          device: S.Nullable(Type.String()),
          place: S.Place,
          ip: S.Nullable(Type.String()),
          subject: S.Nullable(Type.String()),
          keyName: S.Nullable(Type.String()),
          thisSession: Type.Boolean(),
          effectiveAt: S.Nullable(S.Instant),
        }),
      ),
      next: S.Nullable(S.EventIdSchema),
    }),
  },

  'alert.read': {
    summary: 'What an alert was about, for the bearer of its link. Changes nothing',
    body: S.strict({ link: S.Token }),
    response: S.strict({
      operation: Type.String(),
      outcome: S.oneOf('done', 'refused'),
      at: S.Instant,
      device: S.Nullable(Type.String()),
      place: S.Place,
      subject: S.Nullable(Type.String()),
      keyName: S.Nullable(Type.String()),
      used: Type.Boolean(),
    }),
  },
  'alert.disown': {
    summary: '“This wasn’t me”: end every session and stop every waiting change, once',
    body: S.strict({ link: S.Token }),
    response: S.strict({ sessionsEnded: Type.Integer(), holdsStopped: Type.Integer(), hasKeys: Type.Boolean() }),
  },
} as const satisfies RouteTable;
