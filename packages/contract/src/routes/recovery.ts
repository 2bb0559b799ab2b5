// Routes to recovering a protected account: begun with a recovery key, read with a case secret, completed with both.

import Type from 'typebox';
import type { RouteTable } from '../route.ts';
import * as S from '../schemas.ts';

/** As a person types it: capitals, spaces and dashes do not matter. */
const Typed = S.text(1, 80);
const bothProofs = { caseSecret: Typed, recoveryKey: Typed };

/** How a case stands, for the bearer of its secret. */
const Case = S.strict({
  caseNumber: Type.String(),
  state: S.HoldState,
  startedAt: S.Instant,
  secondAlertAt: S.Instant,
  ripensAt: S.Instant,
  expiresAt: S.Instant,
  endedAt: S.Nullable(S.Instant),
  keys: Type.Array(S.strict({ nickname: Type.String() })),
  keysNeeded: Type.Integer(),
  unmet: Type.Array(S.Requirement),
  /** Approvals of recovery contacts; null where none are needed. */
  contacts: S.Nullable(S.strict({ needed: Type.Integer(), approved: Type.Integer() })),
  /** The account's address, masked. */
  account: Type.String(),
});

export const recoveryRoutes = {
  'recovery.begin': {
    summary: 'Open a recovery case with a recovery key, which is spent by it. It opens no session',
    body: S.strict({ email: S.Email, recoveryKey: Typed }),
    response: S.strict({
      caseNumber: Type.String(),
      caseSecret: Type.String(),
      startedAt: S.Instant,
      secondAlertAt: S.Instant,
      ripensAt: S.Instant,
    }),
  },
  'recovery.read': {
    summary: 'How a recovery case stands, for the bearer of its secret. Changes nothing',
    body: S.strict({ caseSecret: Typed }),
    response: Case,
  },
  'recovery.withdraw': {
    summary: 'Give a recovery up',
    body: S.strict({ caseSecret: Typed }),
    response: S.Done,
  },
  'recovery.key-options': {
    summary: 'Options for registering a new key in a ripe recovery',
    body: S.strict({ ...bothProofs, hint: S.Hint }),
    response: S.CreationOptions,
  },
  'recovery.add-key': {
    summary: 'Register a new key in a ripe recovery. It opens nothing before the recovery is completed',
    bodyBytesMax: S.CEREMONY_BYTES,
    body: S.strict({ ...bothProofs, nickname: S.Nickname, response: S.AttestationResponse }),
    response: Case,
  },
  'recovery.complete': {
    summary: 'Complete a recovery: new keys and recovery keys in place of all old ones, every old session ended',
    body: S.strict(bothProofs),
    response: S.strict({
      recoveryKeys: Type.Array(Type.String()),
      sessionsEnded: Type.Integer(),
      /** Ways of being alerted, beside mail, that the holder turns on again where they are theirs. */
      channelsPaused: Type.Integer(),
      /** Recovery contacts, and invitations, from after the case began. */
      contactsEnded: Type.Integer(),
      signal: S.Signal,
    }),
  },
} as const satisfies RouteTable;
