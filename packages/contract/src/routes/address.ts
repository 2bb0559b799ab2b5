// Routes to contesting a changed address of a standard account.

import Type from 'typebox';
import type { RouteTable } from '../route.ts';
import * as S from '../schemas.ts';

export const addressRoutes = {
  'email.read-contest': {
    summary: 'What the link to contest a changed address is about. Reading it changes nothing',
    body: S.strict({ link: S.Token }),
    response: S.strict({
      /** Both masked. */
      from: Type.String(),
      to: Type.String(),
      changedAt: S.Instant,
      until: S.Instant,
      contested: Type.Boolean(),
    }),
  },
  'email.contest': {
    summary: 'Contest it: neither address is sent a recovery link until a key or second factor decides',
    body: S.strict({ link: S.Token }),
    response: S.Done,
  },
  'email.decide': {
    summary: 'Decide a contested address, with a trusted key or a second factor older than the change',
    body: S.strict({ keep: S.oneOf('old', 'new') }),
    response: S.strict({ email: Type.String() }),
  },
} as const satisfies RouteTable;
