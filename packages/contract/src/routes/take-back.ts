// Routes to taking back protection while it settles.

import Type from 'typebox';
import type { RouteTable } from '../route.ts';
import * as S from '../schemas.ts';

export const takeBackRoutes = {
  'take-back.begin': {
    summary:
      'Send a link to the mailbox that an account had a day before protection was turned on, or none while one that was sent can be followed. The answer is the same for every address',
    body: S.strict({ email: S.Email }),
    response: S.Flow,
  },
  'take-back.open': {
    summary: 'Follow the link, in any browser',
    body: S.strict({ link: S.Token }),
    response: S.strict({
      /** Masked. */
      account: Type.String(),
      turnedOnAt: S.Instant,
      settlesAt: S.Instant,
      /** Any one of these is asked for. */
      with: Type.Array(S.oneOf('key', 'totp', 'backup-code')),
      expiresAt: S.Instant,
    }),
  },
  'take-back.key-options': {
    summary: 'A challenge for every key that the account had in the 14 days before',
    body: S.Empty,
    response: S.RequestOptions,
  },
  'enrolment.take-back': {
    summary:
      'Take protection back with a factor or key of before: younger keys, recovery keys and sessions end, what opened the account before lives again',
    bodyBytesMax: S.CEREMONY_BYTES,
    body: Type.Union([
      S.strict({ with: Type.Literal('key'), response: S.AssertionResponse }),
      S.strict({ with: S.LinkSecond, code: S.TypedCode }),
    ]),
    response: S.strict({
      sessionsEnded: Type.Integer(),
      keysEnded: Type.Integer(),
      /** Younger, and trusted before: they are suspended. */
      keysSuspended: Type.Integer(),
      opens: Type.Array(S.oneOf('key', 'password')),
    }),
  },
} as const satisfies RouteTable;
