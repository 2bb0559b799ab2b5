// Routes to what a person has: sessions, the account itself, its address, password, authenticator app and keys.

import Type from 'typebox';
import type { RouteTable } from '../route.ts';
import * as S from '../schemas.ts';

export const accountRoutes = {
  'session.read': {
    summary: 'Who is signed in here',
    response: S.strict({
      sessionId: S.SessionIdSchema,
      accountId: S.AccountIdSchema,
      email: Type.String(),
      displayName: Type.String(),
      role: S.Role,
      tier: S.Tier,
      enrolmentRequired: Type.Boolean(),
      freshUntil: S.Instant,
      idleEndsAt: S.Instant,
      endsAt: S.Instant,
    }),
  },
  'session.sign-out': { summary: 'End this session', body: S.Empty, response: S.Done },
  'session.list': {
    summary: 'Everything that can act for the account right now',
    response: S.strict({ sessions: Type.Array(S.Session) }),
  },
  'session.end': {
    summary: 'End one session',
    params: S.strict({ sessionId: S.SessionIdSchema }),
    response: S.strict({ ended: Type.Integer() }),
  },
  'session.end-others': {
    summary: 'End every session but this one; those opened since the last proof of presence are left for the next one',
    body: S.Empty,
    response: S.strict({ ended: Type.Integer(), left: Type.Integer() }),
  },

  'account.read': {
    summary: 'What the account is, what protects it and what is waiting',
    response: S.strict({
      id: S.AccountIdSchema,
      email: Type.String(),
      displayName: Type.String(),
      role: S.Role,
      tier: S.Tier,
      protectedSince: S.Nullable(S.Instant),
      unmet: Type.Array(S.Requirement),
      enrolmentStarted: Type.Boolean(),
      password: S.Nullable(S.strict({ setAt: S.Instant })),
      totp: S.Nullable(S.strict({ setAt: S.Instant })),
      backupCodes: S.Nullable(
        S.strict({ left: Type.Integer(), madeAt: S.Instant, nag: S.Nullable(S.oneOf('none-left', 'few-left')) }),
      ),
      keys: Type.Array(
        S.strict({
          id: S.CredentialIdSchema,
          nickname: Type.String(),
          stage: S.KeyStage,
          trustedAt: S.Instant,
        }),
      ),
      recovery: S.Nullable(
        S.strict({
          readiness: S.strict({
            keys: Type.Integer(),
            recoveryKeys: Type.Integer(),
            lastProvedAt: S.Nullable(S.Instant),
            nag: S.Nullable(S.ReadinessNag),
          }),
          waitHours: S.WaitHours,
          recoveryKeys: Type.Array(
            S.strict({
              ordinal: Type.Integer(),
              madeAt: S.Instant,
              provedAt: S.Nullable(S.Instant),
              spentAt: S.Nullable(S.Instant),
            }),
          ),
        }),
      ),
      trainingExcludedSince: S.Nullable(S.Instant),
      holds: Type.Array(S.Hold),
      sessionsLive: Type.Integer(),
      limits: S.strict({ idleSeconds: Type.Integer(), absoluteSeconds: Type.Integer() }),
      hardwareUnmet: Type.Array(S.Requirement),
      /** Trusted keys that a hardware floor would shut out, by name: where there are any, raising it is slow. */
      hardwareShutsOut: Type.Array(Type.String()),
      slow: Type.Array(S.Pacing),
      /** Until when protection can be taken back; null where it does not settle. */
      settlesAt: S.Nullable(S.Instant),
      /** The key that proved presence, as long as that is fresh; null where none did. */
      freshKeyId: S.Nullable(S.CredentialIdSchema),
      /** The address was changed and is contested from the old mailbox; null where it is not. */
      emailContest: S.Nullable(S.strict({ at: S.Instant, old: Type.String() })),
      /** The end of the days after a recovery, while they last. */
      probationUntil: S.Nullable(S.Instant),
    }),
  },
  'account.rename': {
    summary: 'Change the display name',
    body: S.strict({ displayName: S.DisplayName }),
    response: S.strict({ signal: S.Signal }),
  },
  'data.export': {
    summary:
      'Ask for everything that is held on the person; fetch it with the ticket, in this session, within 15 minutes',
    body: S.Empty,
    response: S.strict({ ticket: Type.String(), expiresAt: S.Instant }),
  },
  'data.download': {
    summary: 'The document of an export, as docs/held-data.schema.json describes it',
    query: S.strict({ ticket: Type.String({ minLength: 1, maxLength: 1000 }) }),
    file: ['application/json'],
    response: Type.String(),
  },
  'account.delete': {
    summary: 'Ask for the account to be deleted; it waits 14 days',
    body: S.strict({ understood: Type.Literal(true) }),
    response: S.Slow,
  },
  'account.lock': {
    summary: 'Lock: end everything that can act, stop what one proof began, suspend what is new, freeze',
    body: S.Empty,
    response: S.Locked,
  },
  'account.rehearse-lock': { summary: 'What a Lock would do now. It ends nothing', response: S.Locked },
  'incident.read': {
    summary: 'The checklist after a Lock or “This wasn’t me”; null where nothing is open',
    response: S.strict({
      incident: S.Nullable(
        S.strict({
          openedAt: S.Instant,
          by: S.oneOf('lock', 'disown'),
          questions: Type.Array(S.strict({ question: S.IncidentQuestion, answeredAt: S.Nullable(S.Instant) })),
          left: Type.Integer(),
          /** By name: what the questions are about. */
          about: S.strict({
            keys: Type.Array(Type.String()),
            suspendedKeys: Type.Array(Type.String()),
            contacts: Type.Array(Type.String()),
            channels: Type.Array(Type.String()),
          }),
        }),
      ),
    }),
  },
  'incident.answer': {
    summary: 'Tick one question of the checklist',
    params: S.strict({ question: S.IncidentQuestion }),
    body: S.Empty,
    response: S.strict({ left: Type.Integer() }),
  },
  'email.change': {
    summary: 'Ask for another address; a code goes to it. The answer is the same whether or not it is known',
    body: S.strict({ email: S.Email }),
    response: S.Flow,
  },
  'email.confirm': {
    summary: 'Confirm the new address: with two proofs it changes at once, else it waits',
    body: S.strict({ code: S.Code }),
    response: S.strict({ changed: Type.Boolean(), hold: S.Nullable(S.Hold) }),
  },
  'password.set': { summary: 'Set or change the password', body: S.strict({ password: S.Password }), response: S.Done },
  'password.remove': { summary: 'Remove the password', response: S.Done },
  'totp.begin': { summary: 'A new authenticator-app secret', body: S.Empty, response: S.Totp },
  'totp.confirm': {
    summary: 'Start using the new authenticator app',
    body: S.strict({ code: S.Code }),
    response: S.Done,
  },
  'totp.remove': { summary: 'Remove the authenticator app', response: S.Done },
  'backup-code.make': {
    summary: 'Ten new backup codes in place of all earlier ones. They are in this answer and nowhere else',
    body: S.Empty,
    response: S.strict({ codes: Type.Array(Type.String()), madeAt: S.Instant }),
  },

  'credential.list': {
    summary: 'The keys that open the account',
    response: S.strict({ credentials: Type.Array(S.Credential) }),
  },
  'credential.add-options': {
    summary: 'Options for registering another key',
    body: S.strict({ hint: S.Hint }),
    response: S.CreationOptions,
  },
  'credential.add': {
    summary: 'Register another key',
    bodyBytesMax: S.CEREMONY_BYTES,
    body: S.strict({ nickname: S.Nickname, response: S.AttestationResponse }),
    response: S.Keyed,
  },
  'credential.rename': {
    summary: 'Give a key another name',
    params: S.strict({ credentialId: S.CredentialIdSchema }),
    body: S.strict({ nickname: S.Nickname }),
    response: S.Keyed,
  },
  'credential.remove': {
    summary: 'End a key: it is suspended at once, with the sessions that it opened, and goes after a wait',
    params: S.strict({ credentialId: S.CredentialIdSchema }),
    response: S.strict({ hold: S.Nullable(S.Hold), sessionsEnded: Type.Integer(), signal: S.Signal }),
  },
  'credential.suspend': {
    summary: 'Shut another key out at once, with the sessions that it opened',
    params: S.strict({ credentialId: S.CredentialIdSchema }),
    body: S.Empty,
    response: S.strict({ credential: S.Credential, sessionsEnded: Type.Integer() }),
  },
  'credential.bring-back': {
    summary: 'Bring a suspended key back, by another trusted key',
    params: S.strict({ credentialId: S.CredentialIdSchema }),
    body: S.Empty,
    response: S.strict({ credential: S.Credential }),
  },
  'credential.confirm': {
    summary: 'Say that another key is yours: for 30 days no link suspends it',
    params: S.strict({ credentialId: S.CredentialIdSchema }),
    body: S.Empty,
    response: S.strict({ credential: S.Credential }),
  },
} as const satisfies RouteTable;
