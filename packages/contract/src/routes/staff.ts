// Routes of staff. None of them shows or touches what opens an account.

import Type from 'typebox';
import type { RouteTable } from '../route.ts';
import * as S from '../schemas.ts';

const forTicket = { email: S.Email, ticket: S.Ticket };

export const staffRoutes = {
  'staff.list': {
    summary: 'Who is support and who is operator (operators)',
    response: S.strict({
      staff: Type.Array(
        S.strict({ email: Type.String(), displayName: Type.String(), role: S.oneOf('support', 'operator') }),
      ),
    }),
  },
  'staff.grant': {
    summary: 'Make a protected account one of support’s (operators)',
    body: S.strict({ email: S.Email }),
    response: S.Done,
  },
  'staff.revoke': {
    summary: 'Take that back (operators)',
    body: S.strict({ email: S.Email }),
    response: S.Done,
  },
  'support.look': {
    summary: 'See what an account is, for a ticket. Its holder sees that it was looked at (staff)',
    body: S.strict(forTicket),
    response: S.strict({
      email: Type.String(),
      displayName: Type.String(),
      tier: S.Tier,
      createdAt: S.Instant,
      protectedSince: S.Nullable(S.Instant),
      openHolds: Type.Integer(),
      recoverable: Type.Boolean(),
    }),
  },
  'support.start-recovery': {
    summary: 'Have a recovery link mailed to the holder of a standard account, who alone can complete it (staff)',
    body: S.strict(forTicket),
    response: S.Flow,
  },
} as const satisfies RouteTable;
