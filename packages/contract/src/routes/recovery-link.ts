// Routes to recovering a standard account by a link in a mail.

import Type from 'typebox';
import type { RouteTable } from '../route.ts';
import * as S from '../schemas.ts';

/** How far the browser has come that followed the link. */
const Link = S.strict({
  /** Masked. */
  account: Type.String(),
  displayName: Type.String(),
  /** Any one of these is asked for besides; none where the account has no second factor. */
  second: Type.Array(S.LinkSecond),
  proved: Type.Boolean(),
  ways: Type.Array(S.oneOf('key', 'password')),
  /** Without the second factor: the password can set another one, after a wait. */
  mayReplaceTotp: Type.Boolean(),
  /** A key of it is suspended that comes back behind this link, by its own touch. */
  bringsKeyBack: Type.Boolean(),
  expiresAt: S.Instant,
});

export const recoveryLinkRoutes = {
  'recovery-link.begin': {
    summary: 'Send a recovery link to an address. The answer is the same whether or not a standard account has it',
    body: S.strict({ email: S.Email }),
    response: S.Flow,
  },
  'recovery-link.open': {
    summary: 'Follow the link, once, in the browser that asked for it',
    body: S.strict({ link: S.Token }),
    response: Link,
  },
  'recovery-link.prove': {
    summary: 'Prove the second factor of the account',
    body: S.strict({ with: S.LinkSecond, code: S.TypedCode }),
    response: Link,
  },
  'recovery-link.key-options': {
    summary: 'Options for registering a new key',
    body: S.Empty,
    response: S.CreationOptions,
  },
  'recovery-link.complete': {
    summary:
      'Register a new key, or set a new password beside an authenticator app, and sign in; all other sessions end',
    bodyBytesMax: S.CEREMONY_BYTES,
    body: Type.Union([
      S.strict({ with: Type.Literal('key'), nickname: S.Nickname, response: S.AttestationResponse }),
      S.strict({ with: Type.Literal('password'), password: S.Password }),
    ]),
    response: S.SignedIn,
  },
  'recovery-link.make-totp': {
    summary: 'The authenticator app is lost: prove the password, and get the secret of another one',
    body: S.strict({ password: S.Password }),
    response: S.Totp,
  },
  'recovery-link.replace-totp': {
    summary:
      'Confirm the other app with a code. It takes the place of the lost one after 72 hours, unless that is used',
    body: S.strict({ code: S.Code }),
    response: S.strict({ ripensAt: S.Instant }),
  },
} as const satisfies RouteTable;
