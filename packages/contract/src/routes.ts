// The HTTP contract: for each operation, what goes in and what comes out. Validation, response allow-listing,
// OpenAPI and the web client's types all come from here.

import Type from 'typebox';
import type { RoutedOperation } from './paths.ts';
import * as S from './schemas.ts';

export interface Route {
  readonly summary: string;
  /** Largest accepted body in bytes; 4 KiB where absent. */
  readonly bodyBytesMax?: number;
  readonly params?: Type.TSchema;
  readonly query?: Type.TSchema;
  readonly body?: Type.TSchema;
  readonly response: Type.TSchema;
}

const CEREMONY_BYTES = 65_536;

const SignedIn = S.strict({ next: S.oneOf('overview', 'enrolment') });
const Flow = S.strict({ expiresAt: S.Instant });
const Totp = S.strict({ secret: Type.String(), uri: Type.String() });
const Keyed = S.strict({ credential: S.Credential, signal: S.Signal });

export const routes = {
  'platform.read': {
    summary: 'What this platform is called and what it offers before anybody signs in',
    response: S.strict({
      name: Type.String(),
      host: Type.String(),
      mode: S.oneOf('development', 'production'),
      signUp: Type.Boolean(),
      defaultTier: S.oneOf('standard', 'advanced'),
      setUp: Type.Boolean(),
      helpUrl: S.Nullable(Type.String()),
      geoCredit: S.strict({ text: Type.String(), url: Type.String() }),
    }),
  },

  'setup.read': {
    summary: 'Whether a set-up link still works, and how far its holder has come',
    body: S.strict({ link: S.Token }),
    response: S.strict({
      keys: Type.Array(S.strict({ nickname: Type.String() })),
      keysNeeded: Type.Integer(),
      unmet: Type.Array(S.Requirement),
    }),
  },
  'setup.key-options': {
    summary: 'Options for registering one of the operator’s two keys',
    body: S.strict({ link: S.Token, email: S.Email, displayName: S.DisplayName, hint: S.Hint }),
    response: S.CreationOptions,
  },
  'setup.add-key': {
    summary: 'Register one of the operator’s two keys',
    bodyBytesMax: CEREMONY_BYTES,
    body: S.strict({ link: S.Token, nickname: S.Nickname, response: S.AttestationResponse }),
    response: S.strict({
      keys: Type.Array(S.strict({ nickname: Type.String() })),
      keysNeeded: Type.Integer(),
      unmet: Type.Array(S.Requirement),
    }),
  },
  'setup.complete': {
    summary: 'Make the operator’s account from its two keys and sign it in',
    body: S.strict({ link: S.Token }),
    response: SignedIn,
  },

  'sign-up.begin': {
    summary: 'Send a code to an address. The answer is the same whether or not the address is known',
    body: S.strict({ email: S.Email }),
    response: Flow,
  },
  'sign-up.confirm': {
    summary: 'Confirm the address with the six digits that were sent to it',
    body: S.strict({ code: S.Code }),
    response: Flow,
  },
  'sign-up.key-options': {
    summary: 'Options for registering the new account’s first key',
    body: S.strict({ displayName: S.DisplayName }),
    response: S.CreationOptions,
  },
  'sign-up.make-totp': {
    summary: 'A new authenticator-app secret for the account being made',
    body: S.Empty,
    response: Totp,
  },
  'sign-up.complete': {
    summary: 'Make the account: with a key, or with a password and an authenticator app',
    bodyBytesMax: CEREMONY_BYTES,
    body: Type.Union([
      S.strict({
        with: Type.Literal('key'),
        displayName: S.DisplayName,
        nickname: S.Nickname,
        response: S.AttestationResponse,
      }),
      S.strict({ with: Type.Literal('password'), displayName: S.DisplayName, password: S.Password, code: S.Code }),
    ]),
    response: SignedIn,
  },

  'sign-in.key-options': {
    summary: 'A challenge for signing in with any key',
    body: S.Empty,
    response: S.RequestOptions,
  },
  'sign-in.key': {
    summary: 'Sign in with a key',
    bodyBytesMax: CEREMONY_BYTES,
    body: S.strict({ response: S.AssertionResponse }),
    response: SignedIn,
  },
  'sign-in.password': {
    summary: 'First step of signing in with a password; it never opens a session by itself',
    body: S.strict({ email: S.Email, password: S.Password }),
    response: S.strict({
      expiresAt: S.Instant,
      second: Type.Array(S.oneOf('totp', 'key')),
    }),
  },
  'sign-in.second-key-options': {
    summary: 'A challenge for the second step with a key',
    body: S.Empty,
    response: S.RequestOptions,
  },
  'sign-in.second-key': {
    summary: 'Second step with a key',
    bodyBytesMax: CEREMONY_BYTES,
    body: S.strict({ response: S.AssertionResponse }),
    response: SignedIn,
  },
  'sign-in.second-totp': {
    summary: 'Second step with a code from an authenticator app',
    body: S.strict({ code: S.Code }),
    response: SignedIn,
  },

  'step-up.key-options': {
    summary: 'A challenge for proving again that it is you',
    body: S.Empty,
    response: S.RequestOptions,
  },
  'step-up.key': {
    summary: 'Prove with a key that it is you; the session gets a new id and is fresh',
    bodyBytesMax: CEREMONY_BYTES,
    body: S.strict({ response: S.AssertionResponse }),
    response: S.strict({ freshUntil: S.Instant }),
  },
  'step-up.password': {
    summary: 'Prove with password and authenticator code that it is you (standard accounts without keys)',
    body: S.strict({ password: S.Password, code: S.Code }),
    response: S.strict({ freshUntil: S.Instant }),
  },

  'session.read': {
    summary: 'Who is signed in here',
    response: S.strict({
      sessionId: S.SessionIdSchema,
      accountId: S.AccountIdSchema,
      email: Type.String(),
      displayName: Type.String(),
      role: S.oneOf('holder', 'operator'),
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
    summary: 'End every session but this one',
    body: S.Empty,
    response: S.strict({ ended: Type.Integer() }),
  },

  'account.read': {
    summary: 'What the account is, what protects it and what is waiting',
    response: S.strict({
      id: S.AccountIdSchema,
      email: Type.String(),
      displayName: Type.String(),
      role: S.oneOf('holder', 'operator'),
      tier: S.Tier,
      protectedSince: S.Nullable(S.Instant),
      unmet: Type.Array(S.Requirement),
      enrolmentStarted: Type.Boolean(),
      password: S.Nullable(S.strict({ setAt: S.Instant })),
      totp: S.Nullable(S.strict({ setAt: S.Instant })),
      keys: Type.Array(
        S.strict({
          id: S.CredentialIdSchema,
          nickname: Type.String(),
          fullRightsAt: S.Instant,
          onProbation: Type.Boolean(),
        }),
      ),
      recovery: S.Nullable(
        S.strict({
          keysLeft: Type.Integer(),
          waitHours: S.WaitHours,
          provedAt: S.Nullable(S.Instant),
          madeAt: S.Instant,
        }),
      ),
      trainingExcludedSince: S.Nullable(S.Instant),
      holds: Type.Array(S.Hold),
      sessionsLive: Type.Integer(),
      limits: S.strict({ idleSeconds: Type.Integer(), absoluteSeconds: Type.Integer() }),
      hardwareUnmet: Type.Array(S.Requirement),
      holdHours: Type.Integer(),
    }),
  },
  'account.rename': {
    summary: 'Change the display name',
    body: S.strict({ displayName: S.DisplayName }),
    response: S.strict({ signal: S.Signal }),
  },
  'account.lock': {
    summary: 'End everything that can act for the account, this session included',
    body: S.Empty,
    response: S.strict({ ended: Type.Integer() }),
  },
  'email.change': {
    summary: 'Ask for another address; a code goes to it. The answer is the same whether or not it is known',
    body: S.strict({ email: S.Email }),
    response: Flow,
  },
  'email.confirm': {
    summary: 'Confirm the new address. On a protected account the change then waits as a hold',
    body: S.strict({ code: S.Code }),
    response: S.strict({ changed: Type.Boolean(), hold: S.Nullable(S.Hold) }),
  },
  'password.set': { summary: 'Set or change the password', body: S.strict({ password: S.Password }), response: S.Done },
  'password.remove': { summary: 'Remove the password', response: S.Done },
  'totp.begin': { summary: 'A new authenticator-app secret', body: S.Empty, response: Totp },
  'totp.confirm': {
    summary: 'Start using the new authenticator app',
    body: S.strict({ code: S.Code }),
    response: S.Done,
  },
  'totp.remove': { summary: 'Remove the authenticator app', response: S.Done },

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
    bodyBytesMax: CEREMONY_BYTES,
    body: S.strict({ nickname: S.Nickname, response: S.AttestationResponse }),
    response: Keyed,
  },
  'credential.rename': {
    summary: 'Give a key another name',
    params: S.strict({ credentialId: S.CredentialIdSchema }),
    body: S.strict({ nickname: S.Nickname }),
    response: Keyed,
  },
  'credential.remove': {
    summary: 'Remove a key and end the sessions that it opened',
    params: S.strict({ credentialId: S.CredentialIdSchema }),
    response: S.strict({ sessionsEnded: Type.Integer(), signal: S.Signal }),
  },

  'enrolment.read': {
    summary: 'How far turning on Advanced Account Security has come, and what is still missing',
    response: S.strict({
      started: Type.Boolean(),
      step: Type.Integer({ minimum: 1, maximum: 4 }),
      unmet: Type.Array(S.Requirement),
      credentials: Type.Array(S.Credential),
      hardwareUnmet: Type.Array(S.Requirement),
      recoveryKeysMadeAt: S.Nullable(S.Instant),
      recoveryProvedAt: S.Nullable(S.Instant),
      waitHours: S.Nullable(S.WaitHours),
      ends: S.strict({ otherSessions: Type.Integer(), password: Type.Boolean(), totp: Type.Boolean() }),
      limits: S.strict({ idleSeconds: Type.Integer(), absoluteSeconds: Type.Integer() }),
    }),
  },
  'enrolment.begin': { summary: 'Start, or resume', body: S.Empty, response: S.Done },
  'enrolment.drop': { summary: 'Drop a half-done enrolment; the account stays as it was', response: S.Done },
  'enrolment.make-recovery-keys': {
    summary: 'Make two recovery keys. They are in this answer and nowhere else',
    body: S.Empty,
    response: S.strict({ recoveryKeys: Type.Array(Type.String()), madeAt: S.Instant }),
  },
  'enrolment.prove': {
    summary: 'Type one recovery key back, and choose how long a recovery waits',
    body: S.strict({ recoveryKey: S.text(1, 80), waitHours: S.WaitHours }),
    response: S.Done,
  },
  'enrolment.commit-options': {
    summary: 'A challenge for the tap that turns it on',
    body: S.Empty,
    response: S.RequestOptions,
  },
  'enrolment.commit': {
    summary: 'Turn on Advanced Account Security, all at once',
    bodyBytesMax: CEREMONY_BYTES,
    body: S.strict({
      understood: Type.Literal(true),
      floor: S.oneOf('advanced', 'hardware'),
      response: S.AssertionResponse,
    }),
    response: S.strict({ sessionsEnded: Type.Integer() }),
  },

  'protection.leave': {
    summary: 'Start leaving Advanced Account Security; it waits 72 hours',
    body: S.Empty,
    response: S.strict({ hold: S.Hold }),
  },
  'protection.raise-floor': { summary: 'Accept hardware keys only, from now on', body: S.Empty, response: S.Done },
  'protection.lower-floor': {
    summary: 'Start accepting synced keys again; it waits 72 hours',
    body: S.Empty,
    response: S.strict({ hold: S.Hold }),
  },
  'hold.veto': {
    summary: 'Stop a waiting change',
    params: S.strict({ holdId: S.HoldIdSchema }),
    body: S.Empty,
    response: S.Done,
  },

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
