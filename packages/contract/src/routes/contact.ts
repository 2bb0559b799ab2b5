// Routes to recovery contacts: whom a holder trusts with approving a recovery, and what those people are asked.

import Type from 'typebox';
import type { RouteTable } from '../route.ts';
import * as S from '../schemas.ts';

/** As its holder reads it out. */
const CaseNumber = S.text(1, 20);
const named = S.strict({ contactId: S.ContactIdSchema });
const who = { id: S.ContactIdSchema, name: Type.String(), email: Type.String() };
/** The change waits, or was made at once. */
const MaybeHeld = S.strict({ hold: S.Nullable(S.Hold) });

export const contactRoutes = {
  'contact.list': {
    summary: 'The account’s recovery contacts, and how many of them have to approve a recovery',
    response: S.strict({
      contacts: Type.Array(
        S.strict({
          id: S.ContactIdSchema,
          email: Type.String(),
          name: S.Nullable(Type.String()),
          state: S.oneOf('invited', 'expired', 'active'),
          invitedAt: S.Instant,
          /** Until when the invitation can be accepted. */
          expiresAt: S.Instant,
          acceptedAt: S.Nullable(S.Instant),
          /** It counts in recoveries that begin at this time or later. */
          countsFrom: S.Nullable(S.Instant),
          counts: Type.Boolean(),
          /** Accepted, and still protected. */
          stands: Type.Boolean(),
          removesAt: S.Nullable(S.Instant),
          removable: Type.Boolean(),
        }),
      ),
      needed: Type.Integer(),
      neededMax: Type.Integer(),
      /** Fewer contacts stand than are needed: a recovery is held up by those who are gone, for a month at most. */
      tooFew: Type.Boolean(),
      holds: Type.Array(S.Hold),
      countMax: Type.Integer(),
    }),
  },
  'contact.invite': {
    summary: 'Invite a recovery contact by e-mail. The answer is the same whether or not the address is known',
    body: S.strict({ email: S.Email }),
    response: S.strict({ expiresAt: S.Instant }),
  },
  'contact.remove': {
    summary: 'Remove a recovery contact, which waits 72 hours, or withdraw an invitation at once',
    params: named,
    response: MaybeHeld,
  },
  'contact.set-needed': {
    summary: 'How many contacts have to approve a recovery. More is instant, fewer waits 72 hours',
    body: S.strict({ needed: Type.Integer({ minimum: 0, maximum: 10 }) }),
    response: MaybeHeld,
  },
  'contact.cases': {
    summary: 'Invitations, whom this account is a contact for, and recoveries that it is asked to approve',
    response: S.strict({
      invitations: Type.Array(S.strict({ ...who, invitedAt: S.Instant, expiresAt: S.Instant })),
      trustedBy: Type.Array(S.strict({ ...who, since: S.Instant })),
      cases: Type.Array(
        S.strict({
          ...who,
          caseNumber: Type.String(),
          state: S.oneOf('waiting', 'ripe'),
          startedAt: S.Instant,
          ripensAt: S.Instant,
          expiresAt: S.Instant,
          /** From where the recovery was begun. */
          place: S.Place,
          device: S.Nullable(Type.String()),
          newDevice: Type.Boolean(),
          needed: Type.Integer(),
          approved: Type.Integer(),
          /** When this account approved it. */
          approvedAt: S.Nullable(S.Instant),
          /** When it said “This is not them”. */
          objectedAt: S.Nullable(S.Instant),
          /** It counted when the recovery began, so it may answer, whether or not it has. */
          mayApprove: Type.Boolean(),
          /** When the recovery goes on without this account, should it not approve. */
          goesOnAt: S.Nullable(S.Instant),
          /** To say “This is not them” with. */
          notThem: S.Nullable(Type.String()),
        }),
      ),
    }),
  },
  'contact.accept-options': {
    summary: 'A challenge for the tap that accepts an invitation',
    params: named,
    body: S.Empty,
    response: S.RequestOptions,
  },
  'contact.accept': {
    summary: 'Accept an invitation to be a recovery contact, with a key of one’s own',
    bodyBytesMax: S.CEREMONY_BYTES,
    params: named,
    body: S.strict({ understood: Type.Literal(true), response: S.AssertionResponse }),
    response: S.strict({ countsFrom: S.Instant }),
  },
  'contact.decline': {
    summary: 'Decline an invitation, or stop being a recovery contact',
    params: named,
    body: S.Empty,
    response: S.Done,
  },
  'contact.approve-options': {
    summary: 'A challenge for the tap that approves one recovery of one account',
    params: named,
    body: S.strict({ caseNumber: CaseNumber }),
    response: S.RequestOptions,
  },
  'contact.approve': {
    summary: 'Approve the recovery that this account is asked about. It opens nothing and shortens no wait',
    bodyBytesMax: S.CEREMONY_BYTES,
    params: named,
    body: S.strict({ understood: Type.Literal(true), caseNumber: CaseNumber, response: S.AssertionResponse }),
    response: S.Done,
  },
  'contact.read-ask': {
    summary: 'The recovery that a contact’s mail is about. Changes nothing',
    body: S.strict({ link: S.Token }),
    response: S.strict({
      name: Type.String(),
      caseNumber: Type.String(),
      startedAt: S.Instant,
      ripensAt: S.Instant,
      state: S.HoldState,
      used: Type.Boolean(),
    }),
  },
  'contact.not-them': {
    summary:
      'Say “This is not them”, once a case: its holder is told, and it goes on without this contact a month later',
    body: S.strict({ link: S.Token }),
    response: S.strict({
      /** Until when at most; null where it was open already. */
      neededUntil: S.Nullable(S.Instant),
    }),
  },
} as const satisfies RouteTable;
