// Routes to Advanced Account Security: turning it on, its floor, its recovery keys, leaving it, and stopping what waits.

import Type from 'typebox';
import type { RouteTable } from '../route.ts';
import * as S from '../schemas.ts';

export const protectionRoutes = {
  'enrolment.read': {
    summary: 'How far turning on Advanced Account Security has come, and what is still missing',
    response: S.strict({
      started: Type.Boolean(),
      step: Type.Integer({ minimum: 1, maximum: 4 }),
      unmet: Type.Array(S.Requirement),
      credentials: Type.Array(S.Credential),
      hardwareUnmet: Type.Array(S.Requirement),
      /** Trusted keys, by name, that hardware keys only would shut out: then it is raised later, slowly. */
      hardwareShutsOut: Type.Array(Type.String()),
      /** By name: where there are any, one of these confirms. */
      trustedKeys: Type.Array(Type.String()),
      /** Confirmed now, it could be taken back for three days: password and codes are sealed at first. */
      settles: Type.Boolean(),
      /** Protection was taken back before: only a trusted key turns it on. */
      takenBack: Type.Boolean(),
      /** Channels of alerts, to be kept one by one. A young one goes on only where it is ticked. */
      channels: Type.Array(
        S.strict({
          id: S.ChannelIdSchema,
          kind: S.oneOf('push', 'webhook'),
          label: Type.String(),
          createdAt: S.Instant,
          young: Type.Boolean(),
        }),
      ),
      recoveryKeysMadeAt: S.Nullable(S.Instant),
      recoveryProvedAt: S.Nullable(S.Instant),
      waitHours: S.Nullable(S.WaitHours),
      ends: S.strict({
        otherSessions: Type.Integer(),
        password: Type.Boolean(),
        totp: Type.Boolean(),
        /** Waiting changes. */
        holds: Type.Integer(),
      }),
      limits: S.strict({ idleSeconds: Type.Integer(), absoluteSeconds: Type.Integer() }),
    }),
  },
  'enrolment.begin': {
    summary: 'Start, or resume what this session began; what another began is dropped',
    body: S.Empty,
    response: S.Done,
  },
  'enrolment.drop': { summary: 'Drop a half-done enrolment; the account stays as it was', response: S.Done },
  'enrolment.make-recovery-keys': {
    summary: 'Make two recovery keys. They are in this answer and nowhere else',
    body: S.Empty,
    response: S.strict({ recoveryKeys: Type.Array(Type.String()), madeAt: S.Instant }),
  },
  'enrolment.prove': {
    summary: 'Type one recovery key back, and choose how long a recovery waits',
    body: S.strict({ recoveryKey: S.RecoveryKey, waitHours: S.WaitHours }),
    response: S.Done,
  },
  'enrolment.commit-options': {
    summary: 'A challenge for the tap that turns it on',
    body: S.Empty,
    response: S.RequestOptions,
  },
  'enrolment.commit': {
    summary: 'Turn on Advanced Account Security, all at once',
    bodyBytesMax: S.CEREMONY_BYTES,
    body: S.strict({
      understood: Type.Literal(true),
      floor: S.oneOf('advanced', 'hardware'),
      response: S.AssertionResponse,
      /** The channels of alerts that go on; without it, those that are 14 days old. */
      keepChannels: Type.Optional(Type.Array(S.ChannelIdSchema, { maxItems: 100 })),
    }),
    response: S.strict({
      sessionsEnded: Type.Integer(),
      holdsStopped: Type.Integer(),
      channelsPaused: Type.Integer(),
      /** Until when it can be taken back; null where a trusted key confirmed it. */
      settlesAt: S.Nullable(S.Instant),
    }),
  },

  'protection.leave': {
    summary: 'Start leaving Advanced Account Security; it waits 72 hours',
    body: S.Empty,
    response: S.Slow,
  },
  'protection.raise-floor': {
    summary: 'Accept hardware keys only: at once where that shuts out no trusted key, else after a wait',
    body: S.Empty,
    response: S.Slow,
  },
  'protection.lower-floor': {
    summary: 'Accept synced keys again: at once with two proofs, else after a wait',
    body: S.Empty,
    response: S.Slow,
  },
  'wait.lengthen': {
    summary: 'Let a recovery wait longer, at once',
    body: S.strict({ waitHours: S.WaitHours }),
    response: S.Done,
  },
  'wait.shorten': {
    summary: 'Let a recovery wait less: at once with two proofs, else after a wait',
    body: S.strict({ waitHours: S.WaitHours }),
    response: S.Slow,
  },
  'recovery-key.test': {
    summary: 'Practise: type a recovery key back. It is not used up',
    body: S.strict({ recoveryKey: S.RecoveryKey }),
    response: S.strict({ ordinal: Type.Integer(), provedAt: S.Instant }),
  },
  'recovery-key.make': {
    summary: 'Make two new recovery keys. They are in this answer and nowhere else; the old ones stay good meanwhile',
    body: S.Empty,
    response: S.strict({ recoveryKeys: Type.Array(Type.String()), madeAt: S.Instant }),
  },
  'recovery-key.replace': {
    summary: 'Type one of the new recovery keys back: they take the place of the old ones after 72 hours',
    body: S.strict({ recoveryKey: S.RecoveryKey }),
    response: S.strict({ provedAt: S.Instant, hold: S.Nullable(S.Hold) }),
  },
  'hold.list': {
    summary: 'Things that will happen unless somebody stops them, and those that ended in the last 30 days',
    response: S.strict({ holds: Type.Array(S.Hold) }),
  },
  'hold.veto': {
    summary: 'Stop a waiting change, or a recovery that waits or is ready. What two proofs began takes a trusted key',
    params: S.strict({ holdId: S.HoldIdSchema }),
    body: S.Empty,
    response: S.Done,
  },
  'hold.finish-options': {
    summary: 'A challenge that commits to one change whose wait is over',
    params: S.strict({ holdId: S.HoldIdSchema }),
    body: S.Empty,
    response: S.RequestOptions,
  },
  'hold.finish': {
    summary: 'The second touch: finish a change whose wait is over. A standard account may leave the key out',
    bodyBytesMax: S.CEREMONY_BYTES,
    params: S.strict({ holdId: S.HoldIdSchema }),
    body: S.strict({ response: Type.Optional(S.AssertionResponse) }),
    response: S.Done,
  },
} as const satisfies RouteTable;
