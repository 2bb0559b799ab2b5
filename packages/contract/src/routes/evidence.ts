// Routes to what happened: the holder's activity, and the link in an alert.

import Type from 'typebox';
import type { RouteTable } from '../route.ts';
import * as S from '../schemas.ts';

const Particulars = S.strict({
  account: S.Nullable(Type.String()),
  session: S.Nullable(Type.String()),
  credential: S.Nullable(Type.String()),
  ip: S.Nullable(Type.String()),
  country: S.Nullable(Type.String()),
  device: S.Nullable(Type.String()),
  userAgent: S.Nullable(Type.String()),
  request: S.Nullable(Type.String()),
  subject: S.Nullable(Type.String()),
  keyName: S.Nullable(Type.String()),
});
const ContentId = S.text(1, 200);
const AccountId = Type.String({ pattern: '^acct_[0-9a-hjkmnp-tv-z]{26}$' });
/** In a query everything is text. */
const LogPlace = Type.String({ pattern: '^(?:-1|0|[1-9][0-9]{0,14})$' });
const InstantText = Type.String({ pattern: '^(?:0|[1-9][0-9]{0,13})$' });
const Ticket = Type.String({ minLength: 20, maxLength: 1000, pattern: '^[A-Za-z0-9_.-]+$' });
/** For each word of a text, separated by `;`: what is told in a sentence with it. `d:` done, `t:` tried, `r:` the reason. */
const Told = Type.String({ maxLength: 8000, pattern: '^[a-z0-9.,;:*-]*$' });
const LogSize = Type.String({ pattern: '^[1-9][0-9]{0,14}$' });

const OpeningOrNull = S.Nullable(S.strict({ salt: Type.String(), particulars: Particulars }));

const Event = S.strict({
  id: S.EventIdSchema,
  operation: Type.String(),
  outcome: S.oneOf('done', 'refused'),
  reason: S.Nullable(Type.String()),
  at: S.Instant,
  actor: S.oneOf('holder', 'stranger', 'system', 'client', 'staff'),
  device: S.Nullable(Type.String()),
  place: S.Place,
  ip: S.Nullable(Type.String()),
  subject: S.Nullable(Type.String()),
  keyName: S.Nullable(Type.String()),
  thisSession: Type.Boolean(),
  effectiveAt: S.Nullable(S.Instant),
});

const Alert = S.strict({
  type: Type.String(),
  id: S.EventIdSchema,
  at: S.Instant,
  outcome: S.oneOf('done', 'refused'),
  account: Type.String(),
  what: Type.String(),
  device: S.Nullable(Type.String()),
  place: S.Nullable(Type.String()),
  subject: S.Nullable(Type.String()),
  keyName: S.Nullable(Type.String()),
  effectiveAt: S.Nullable(S.Instant),
  links: S.strict({ sessions: Type.String(), notMe: S.Nullable(Type.String()) }),
});

export const evidenceRoutes = {
  'activity.list': {
    summary: 'What happened on the account, newest first',
    query: S.strict({
      before: Type.Optional(S.EventIdSchema),
      show: Type.Optional(S.oneOf('everything', 'sign-ins', 'refused', 'changes', 'staff')),
      text: Type.Optional(S.text(1, 100)),
      told: Type.Optional(Told),
      from: Type.Optional(InstantText),
      until: Type.Optional(InstantText),
    }),
    response: S.strict({
      events: Type.Array(Event),
      next: S.Nullable(S.EventIdSchema),
      searchedTo: S.Nullable(S.Instant),
    }),
  },

  'activity.days': {
    summary: 'How many sign-ins, refusals and changes each of the last 90 days had; days with none are left out',
    query: S.strict({ zone: Type.String({ pattern: '^[A-Za-z0-9_+/-]{1,64}$' }) }),
    response: S.strict({
      zone: Type.String(),
      today: Type.String(),
      days: Type.Array(
        S.strict({
          day: Type.String(),
          signIns: Type.Integer(),
          refused: Type.Integer(),
          changes: Type.Integer(),
        }),
      ),
    }),
  },
  'activity.export': {
    summary: 'Ask for the activity as a file; fetch it with the ticket, in this session, within 15 minutes',
    body: S.strict({ format: S.oneOf('ndjson', 'csv') }),
    response: S.strict({ ticket: Type.String(), expiresAt: S.Instant }),
  },
  'activity.download': {
    summary: 'The file of an export. With `after`, what comes behind that event, where a download broke off',
    query: S.strict({ ticket: Ticket, after: Type.Optional(S.EventIdSchema) }),
    file: ['application/x-ndjson', 'text/csv'],
    response: Type.String(),
  },

  'training.read': {
    summary: 'Since when, until when and why what the holder wrote is excluded from training',
    response: S.strict({
      accountSince: S.Instant,
      excludedSince: S.Nullable(S.Instant),
      optedOut: Type.Boolean(),
      intervals: Type.Array(
        S.strict({ reason: S.oneOf('protection', 'opt-out'), from: S.Instant, until: S.Nullable(S.Instant) }),
      ),
    }),
  },
  'training.keys': {
    summary: 'The keys that receipts are signed with (RFC 7517)',
    response: S.strict({
      keys: Type.Array(
        S.strict({
          kty: Type.String(),
          crv: Type.String(),
          x: Type.String(),
          kid: Type.String(),
          alg: Type.String(),
          use: Type.String(),
        }),
      ),
    }),
  },
  'training.ask': {
    summary: 'May this content be trained on? For programs; up to 5,000 items at once, with one receipt',
    bodyBytesMax: 1_500_000,
    body: S.strict({
      items: Type.Array(S.strict({ id: ContentId, accountId: AccountId, madeAt: S.Instant }), {
        minItems: 1,
        maxItems: 5000,
      }),
    }),
    response: S.strict({
      answers: Type.Array(S.strict({ id: Type.String(), excluded: Type.Boolean(), commitment: Type.String() })),
      salts: Type.Array(Type.String()),
      receipt: Type.String(),
    }),
  },
  'training.ask-one': {
    summary: 'May this content be trained on? For programs; with a receipt of its own',
    body: S.strict({ id: ContentId, accountId: AccountId, madeAt: S.Instant }),
    response: S.strict({ excluded: Type.Boolean(), salt: Type.String(), receipt: Type.String() }),
  },
  'training.changes': {
    summary: 'Accounts whose answer may have changed, in the order of the sealed log, for programs that keep answers',
    query: S.strict({ after: Type.Optional(LogPlace) }),
    response: S.strict({
      changes: Type.Array(S.strict({ accountId: Type.String(), at: S.Instant, position: Type.Integer() })),
      next: Type.Integer(),
      more: Type.Boolean(),
    }),
  },
  'training.opt-out': { summary: 'Exclude what the holder writes from training', body: S.Empty, response: S.Done },
  'training.opt-in': {
    summary: 'Include it again, where protection does not exclude it',
    body: S.Empty,
    response: S.Done,
  },

  'activity.prove': {
    summary: 'That an event of the account is in the sealed log; `sealed` is null for the moment before it is',
    params: S.strict({ eventId: S.EventIdSchema }),
    response: S.strict({
      sealed: S.Nullable(
        S.strict({
          entry: Type.String(),
          index: Type.Integer(),
          size: Type.Integer(),
          proof: Type.Array(Type.String()),
          checkpoint: Type.String(),
          signedAt: S.Instant,
          opening: OpeningOrNull,
        }),
      ),
    }),
  },

  'live.watch': {
    summary:
      'The events of the account as they are committed, as server-sent events; `ended` when the session is over. At least once: an id names an event, and Last-Event-ID resumes after it',
    query: S.strict({ after: Type.Optional(S.EventIdSchema) }),
    stream: true,
    response: S.strict({ event: Event, alert: S.Nullable(Alert) }),
  },

  'activity.prove-history': {
    summary:
      'That what happened on the account is in the sealed log, newest first, each entry linked to the one before; later pages under the heads of the first',
    query: S.strict({
      before: Type.Optional(LogSize),
      newest: Type.Optional(LogSize),
      witnessed: Type.Optional(LogSize),
    }),
    response: S.strict({
      heads: Type.Array(S.strict({ size: Type.Integer(), checkpoint: Type.String() })),
      growth: Type.Array(Type.String()),
      entries: Type.Array(
        S.strict({
          entry: Type.String(),
          index: Type.Integer(),
          size: Type.Integer(),
          proof: Type.Array(Type.String()),
          opening: OpeningOrNull,
        }),
      ),
      next: S.Nullable(Type.Integer()),
    }),
  },

  'log.read': {
    summary:
      'The sealed log: its name, its keys, its newest signed checkpoint, its witnesses and the newest that they cosigned',
    response: S.strict({
      origin: Type.String(),
      key: Type.String(),
      size: Type.Integer(),
      checkpoint: Type.String(),
      signedAt: S.Instant,
      secondKey: S.Nullable(Type.String()),
      witnesses: Type.Array(
        S.strict({
          name: Type.String(),
          key: Type.String(),
          size: S.Nullable(Type.Integer()),
          at: S.Nullable(S.Instant),
        }),
      ),
      witnessed: S.Nullable(
        S.strict({
          size: Type.Integer(),
          checkpoint: Type.String(),
          signedAt: S.Instant,
          by: Type.Array(Type.String()),
        }),
      ),
    }),
  },
  'log.prove-growth': {
    summary: 'That the log of `to` entries grew out of the log of `from` (RFC 6962 §2.1.2)',
    query: S.strict({ from: LogSize, to: LogSize }),
    response: S.strict({ proof: Type.Array(Type.String()) }),
  },

  'alert.list': {
    summary: 'The alerts of the last 30 days, newest first, and how each was delivered',
    query: S.strict({ before: Type.Optional(S.EventIdSchema) }),
    response: S.strict({
      alerts: Type.Array(
        S.strict({
          event: Event,
          deliveries: Type.Array(
            S.strict({
              channel: S.oneOf('mail', 'push', 'webhook'),
              label: S.Nullable(Type.String()),
              state: S.oneOf('waiting', 'delivered', 'nobody-there', 'given-up'),
              at: S.Nullable(S.Instant),
              nextAt: S.Nullable(S.Instant),
            }),
          ),
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
      /** What is not trusted is kept out already. */
      locked: Type.Boolean(),
      /** Until when protection can be taken back; null where it cannot. */
      takeBackUntil: S.Nullable(S.Instant),
      /** The session in which it was done goes on, and the button would end it. */
      endsSession: Type.Boolean(),
      about: S.DisownSubject,
      /** What the button would do to the key that it is about. */
      key: S.Nullable(
        S.strict({
          name: Type.String(),
          would: S.oneOf('suspend', 'already', 'end-sessions', 'spare'),
          /** From when on it would come back by its own touch, where no other trusted key is used; null where it would not. */
          comesBackAt: S.Nullable(S.Instant),
        }),
      ),
      /** What waits: changes and recoveries that the button would stop, and those that it leaves. */
      waiting: S.strict({ stops: Type.Integer(), stopsRecovery: Type.Boolean(), ...S.LEFT_WAITING }),
    }),
  },
  'alert.disown': {
    summary: '“This wasn’t me”: shut out what the alert is about, and stop what one proof began. Acts once',
    body: S.strict({ link: S.Token }),
    response: S.strict({
      at: S.Instant,
      about: S.DisownSubject,
      key: S.Nullable(
        S.strict({
          name: Type.String(),
          became: S.oneOf('suspend', 'already', 'end-sessions', 'spare', 'limited'),
          /** From when on it comes back by its own touch, where no other trusted key is used; null where it does not. */
          comesBackAt: S.Nullable(S.Instant),
        }),
      ),
      sessionsEnded: Type.Integer(),
      holdsStopped: Type.Integer(),
      ...S.LEFT_WAITING,
      channelsPaused: Type.Integer(),
      contactsEnded: Type.Integer(),
      frozen: Type.Boolean(),
      /** Names of trusted keys that can come in now, without the one that this was about. */
      comeBackWith: Type.Array(Type.String()),
      otherwise: S.Nullable(S.OtherWay),
      /** The name of the key that added the one that this was about; it still opens the account. */
      addedBy: S.Nullable(Type.String()),
      /** Until when protection can be taken back; null where it cannot. */
      takeBackUntil: S.Nullable(S.Instant),
    }),
  },
  'alert.lock': {
    summary: 'Lock the account from an alert. Once a day',
    body: S.strict({ link: S.Token }),
    response: S.Locked,
  },
} as const satisfies RouteTable;
