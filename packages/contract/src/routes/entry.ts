// Routes by which a person comes in: the platform's face, set-up, sign-up, sign-in and step-up.

import Type from 'typebox';
import type { RouteTable } from '../route.ts';
import * as S from '../schemas.ts';

export const entryRoutes = {
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
      /** How long what is personal is kept, in days; null without limit. */
      kept: S.strict({
        particularsDays: Type.Union([Type.Integer(), Type.Null()]),
        sessionDays: Type.Integer(),
        deliveredDays: Type.Integer(),
      }),
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
    bodyBytesMax: S.CEREMONY_BYTES,
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
    response: S.SignedIn,
  },

  'sign-up.begin': {
    summary: 'Send a code to an address. The answer is the same whether or not the address is known',
    body: S.strict({ email: S.Email }),
    response: S.Flow,
  },
  'sign-up.confirm': {
    summary: 'Confirm the address with the six digits that were sent to it',
    body: S.strict({ code: S.Code }),
    response: S.Flow,
  },
  'sign-up.key-options': {
    summary: 'Options for registering the new account’s first key',
    body: S.strict({ displayName: S.DisplayName }),
    response: S.CreationOptions,
  },
  'sign-up.make-totp': {
    summary: 'A new authenticator-app secret for the account being made',
    body: S.Empty,
    response: S.Totp,
  },
  'sign-up.complete': {
    summary: 'Make the account: with a key, or with a password and an authenticator app',
    bodyBytesMax: S.CEREMONY_BYTES,
    body: Type.Union([
      S.strict({
        with: Type.Literal('key'),
        displayName: S.DisplayName,
        nickname: S.Nickname,
        response: S.AttestationResponse,
      }),
      S.strict({ with: Type.Literal('password'), displayName: S.DisplayName, password: S.Password, code: S.Code }),
    ]),
    response: S.SignedIn,
  },

  'sign-in.key-options': {
    summary: 'A challenge for signing in with any key',
    body: S.Empty,
    response: S.RequestOptions,
  },
  'sign-in.key': {
    summary: 'Sign in with a key',
    bodyBytesMax: S.CEREMONY_BYTES,
    body: S.strict({ response: S.AssertionResponse }),
    response: S.SignedIn,
  },
  'sign-in.password': {
    summary: 'First step of signing in with a password; it never opens a session by itself',
    body: S.strict({ email: S.Email, password: S.Password }),
    response: S.strict({
      expiresAt: S.Instant,
      second: Type.Array(S.oneOf('totp', 'key', 'backup-code')),
    }),
  },
  'sign-in.second-key-options': {
    summary: 'A challenge for the second step with a key',
    body: S.Empty,
    response: S.RequestOptions,
  },
  'sign-in.second-key': {
    summary: 'Second step with a key',
    bodyBytesMax: S.CEREMONY_BYTES,
    body: S.strict({ response: S.AssertionResponse }),
    response: S.SignedIn,
  },
  'sign-in.second-totp': {
    summary: 'Second step with a code from an authenticator app',
    body: S.strict({ code: S.Code }),
    response: S.SignedIn,
  },
  'sign-in.second-backup-code': {
    summary: 'Second step with a backup code, which is used up by it',
    body: S.strict({ code: S.TypedCode }),
    response: S.SignedIn,
  },

  'step-up.key-options': {
    summary: 'A challenge for proving again that it is you',
    body: S.Empty,
    response: S.RequestOptions,
  },
  'step-up.key': {
    summary: 'Prove with a key that it is you; the session gets a new id and is fresh',
    bodyBytesMax: S.CEREMONY_BYTES,
    body: S.strict({ response: S.AssertionResponse }),
    response: S.strict({ freshUntil: S.Instant }),
  },
  'step-up.password': {
    summary: 'Prove with password and authenticator code that it is you (standard accounts without keys)',
    body: S.strict({ password: S.Password, code: S.Code }),
    response: S.strict({ freshUntil: S.Instant }),
  },
  'step-up.second-key-options': {
    summary: 'A challenge for another trusted key, beside the one that proved presence',
    body: S.Empty,
    response: S.RequestOptions,
  },
  'step-up.second-key': {
    summary: 'Give a second proof with another trusted key; it finishes one change',
    bodyBytesMax: S.CEREMONY_BYTES,
    body: S.strict({ response: S.AssertionResponse }),
    response: S.SecondProof,
  },
  'step-up.recovery-key': {
    summary:
      'Give a second proof with a recovery key, which is not used up; typed beside a new key it makes that one trusted',
    body: S.strict({ recoveryKey: S.RecoveryKey }),
    response: S.SecondProof,
  },

  'credential.come-back-options': {
    summary: 'A challenge for a suspended key that comes back; one for each key that is shown',
    body: S.Empty,
    response: S.RequestOptions,
  },
  'credential.come-back': {
    summary: 'Bring a suspended key back by itself, and sign in with it',
    bodyBytesMax: S.CEREMONY_BYTES,
    body: Type.Union([
      S.strict({ with: Type.Literal('recovery-key'), response: S.AssertionResponse, recoveryKey: S.RecoveryKey }),
      S.strict({ with: Type.Literal('key'), response: S.AssertionResponse, other: S.AssertionResponse }),
      /** Behind a recovery link that was followed in this browser; standard accounts. */
      S.strict({ with: Type.Literal('link'), response: S.AssertionResponse }),
      S.strict({ with: Type.Literal('nothing'), response: S.AssertionResponse }),
    ]),
    response: S.SignedIn,
  },
} as const satisfies RouteTable;
