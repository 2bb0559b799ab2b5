// Routes to recovering a protected account: begun with a recovery key, read with a case secret, completed with both.

import Type from 'typebox';
import type { RouteTable } from '../route.ts';
import * as S from '../schemas.ts';

/** As a person types it: capitals, spaces and dashes do not matter. */
const Typed = S.text(1, 80);
const bothProofs = { caseSecret: Typed, recoveryKey: Typed };

/** One recovery key; both typed together; or one, within 30 days of being stopped. */
const BegunWith = S.oneOf('one', 'both', 'again');

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
  /** Beyond its wait: nobody could hear of it yet, or contacts have yet to approve. */
  waitsFor: S.WaitsFor,
  begunWith: BegunWith,
  stoppedBy: S.StoppedBy,
  /** The account's address, masked. */
  account: Type.String(),
});

/** `settled`: it was there for 14 days when the case began. */
const kept = { since: S.Instant, settled: Type.Boolean() };
/** What is kept, by name; without it nothing is. */
const Keep = S.strict({
  channels: Type.Array(S.ChannelIdSchema, { maxItems: 50 }),
  contacts: Type.Array(S.ContactIdSchema, { maxItems: 20 }),
});

export const recoveryRoutes = {
  'recovery.begin': {
    summary: 'Open a recovery case with one recovery key, or with both. It opens no session, and spends nothing',
    body: S.strict({
      email: S.Email,
      recoveryKey: Typed,
      otherRecoveryKey: Type.Optional(Typed),
      attempt: Type.Optional(S.Token),
    }),
    response: S.strict({
      caseNumber: Type.String(),
      caseSecret: Type.String(),
      startedAt: S.Instant,
      secondAlertAt: S.Instant,
      ripensAt: S.Instant,
      begunWith: BegunWith,
      stoppedBy: S.StoppedBy,
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
  'recovery.keep-options': {
    summary: 'Which channels of alerts and which contacts a completed recovery could keep: those of before the case',
    body: S.strict(bothProofs),
    response: S.strict({
      channels: Type.Array(
        S.strict({ id: S.ChannelIdSchema, kind: S.oneOf('push', 'webhook'), label: Type.String(), ...kept }),
      ),
      contacts: Type.Array(S.strict({ id: S.ContactIdSchema, name: Type.String(), email: Type.String(), ...kept })),
    }),
  },
  'recovery.add-key': {
    summary: 'Register a new key in a ripe recovery. It opens nothing before the recovery is completed',
    bodyBytesMax: S.CEREMONY_BYTES,
    body: S.strict({ ...bothProofs, nickname: S.Nickname, response: S.AttestationResponse }),
    response: Case,
  },
  'recovery.complete': {
    summary: 'Complete a recovery: new keys and recovery keys in place of all old ones, every old session ended',
    body: S.strict({ ...bothProofs, keep: Type.Optional(Keep) }),
    response: S.strict({
      recoveryKeys: Type.Array(Type.String()),
      sessionsEnded: Type.Integer(),
      /** Ways of being alerted, beside mail, that the holder turns on again where they are theirs. */
      channelsPaused: Type.Integer(),
      /** Recovery contacts and invitations that were not kept. */
      contactsEnded: Type.Integer(),
      signal: S.Signal,
    }),
  },
} as const satisfies RouteTable;
