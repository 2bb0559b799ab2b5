// The shapes that several operations share.

import Type from 'typebox';

const TEXT = '^[^\\u0000]*$';
// Controls, line separators, and the marks that turn the reading direction of what follows (UAX #9 §2).
const UNSEEN = '\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069';
// What mail programs read as a list, a group, a comment or a quotation (RFC 5322 §3.4), each a second recipient.
const NOT_IN_MAIL = `\\s@,;:<>()\\[\\]"\\\\${UNSEEN}\\u061c\\u200b-\\u200f\\ufeff`;

/** An object with these members and no others. */
export const strict = <P extends Type.TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

/** Text without NUL, whose length is in UTF-16 code units. */
export const text = (minLength: number, maxLength: number) => Type.String({ minLength, maxLength, pattern: TEXT });

/** A name that somebody chose and others read: one line, that shows all of itself. */
const name = (lengthMax: number) => Type.String({ minLength: 1, maxLength: lengthMax, pattern: `^[^${UNSEEN}]*$` });

const id = (prefix: string) => Type.String({ pattern: `^${prefix}_[0-9a-hjkmnp-tv-z]{26}$` });
export const AccountIdSchema = id('acct');
export const CredentialIdSchema = id('cred');
export const SessionIdSchema = id('sess');
export const HoldIdSchema = id('hold');
export const ContactIdSchema = id('cntc');
export const EventIdSchema = id('evnt');
export const AlertIdSchema = id('alrt');
export const ChannelIdSchema = id('chan');
export const DeliveryIdSchema = id('dlvr');

/** Milliseconds since 1970-01-01T00:00:00Z. */
export const Instant = Type.Integer({ minimum: 0 });
/** One of these words. A plain enum, which serialises without trying alternatives. */
export const oneOf = <const Words extends readonly string[]>(...words: Words) =>
  Type.Unsafe<Words[number]>({ type: 'string', enum: [...words] });

/** The schema or null. Scalars become a type list, for the same reason. */
export function Nullable<T extends Type.TSchema>(schema: T): Type.TUnsafe<Type.Static<T> | null> {
  const { type, enum: words, ...rest } = schema as { type?: unknown; enum?: readonly unknown[] };
  if (type === 'string' || type === 'integer' || type === 'boolean') {
    return Type.Unsafe({ ...rest, type: [type, 'null'], ...(words ? { enum: [...words, null] } : {}) });
  }
  return Type.Unsafe({ anyOf: [schema, { type: 'null' }] });
}

export const Email = Type.String({
  minLength: 3,
  maxLength: 254,
  pattern: `^[^${NOT_IN_MAIL}]{1,64}@[^${NOT_IN_MAIL}/?#%]+$`,
});
export const DisplayName = name(80);
export const Nickname = name(60);
export const Password = text(1, 1024);
/** As a person types it: capitals, spaces and dashes as they come. */
export const RecoveryKey = text(1, 80);
/** A backup code or six digits, as a person types it. */
export const TypedCode = text(1, 40);
/** Under which number or name a request is kept: one line. */
export const Ticket = name(120);
export const Role = oneOf('holder', 'support', 'operator');
export const LinkSecond = oneOf('totp', 'backup-code');
export const Code = Type.String({ pattern: '^[0-9]{6}$' });
export const Token = Type.String({ minLength: 20, maxLength: 600, pattern: '^[A-Za-z0-9_.-]+$' });
export const Base64Url = (maxLength: number) => Type.String({ maxLength, pattern: '^[A-Za-z0-9_-]*$' });

export const Tier = oneOf('standard', 'advanced', 'hardware');
export const Requirement = oneOf(
  'way-in',
  'second-factor',
  'two-keys',
  'key-for-another-device',
  'two-hardware-keys',
  'recovery-keys',
  'recovery-proof',
  'waiting-time',
  'enrolment',
);
/** What to see to about recovery, the gravest first. */
export const ReadinessNag = oneOf('none-left', 'one-left', 'never-proved', 'stale-proof');
export const WaitHours = Type.Union([Type.Literal(72), Type.Literal(168)]);

export const Empty = strict({});
export const Done = strict({});

export const Place = Nullable(strict({ countryCode: Type.String(), country: Type.String() }));

// WebAuthn L3 §5.1.9, §5.1.10: the JSON forms. Unknown members are dropped by browsers' own code, so they are refused here.
const Transports = Type.Array(Type.String({ maxLength: 32 }), { maxItems: 12 });
// Only credProps is ever asked for; the pages drop whatever else an extension of the browser adds.
const ExtensionResults = strict({ credProps: Type.Optional(strict({ rk: Type.Optional(Type.Boolean()) })) });
export const AttestationResponse = strict({
  id: Base64Url(1400),
  rawId: Base64Url(1400),
  type: Type.Literal('public-key'),
  authenticatorAttachment: Type.Optional(Nullable(Type.String({ maxLength: 32 }))),
  clientExtensionResults: Type.Optional(ExtensionResults),
  response: strict({
    clientDataJSON: Base64Url(8192),
    attestationObject: Base64Url(40_000),
    authenticatorData: Type.Optional(Base64Url(8192)),
    publicKey: Type.Optional(Nullable(Base64Url(8192))),
    publicKeyAlgorithm: Type.Optional(Type.Integer()),
    transports: Type.Optional(Transports),
  }),
});
export const AssertionResponse = strict({
  id: Base64Url(1400),
  rawId: Base64Url(1400),
  type: Type.Literal('public-key'),
  authenticatorAttachment: Type.Optional(Nullable(Type.String({ maxLength: 32 }))),
  clientExtensionResults: Type.Optional(ExtensionResults),
  response: strict({
    clientDataJSON: Base64Url(8192),
    authenticatorData: Base64Url(4096),
    signature: Base64Url(8192),
    userHandle: Type.Optional(Nullable(Base64Url(128))),
  }),
});

const Descriptor = strict({
  id: Type.String(),
  type: Type.Literal('public-key'),
  transports: Type.Optional(Type.Array(Type.String())),
});
export const Hint = oneOf('security-key', 'client-device', 'hybrid');
export const CreationOptions = strict({
  rp: strict({ id: Type.String(), name: Type.String() }),
  user: strict({ id: Type.String(), name: Type.String(), displayName: Type.String() }),
  challenge: Type.String(),
  pubKeyCredParams: Type.Array(strict({ type: Type.Literal('public-key'), alg: Type.Integer() })),
  timeout: Type.Integer(),
  excludeCredentials: Type.Array(Descriptor),
  authenticatorSelection: strict({
    residentKey: Type.String(),
    requireResidentKey: Type.Boolean(),
    userVerification: Type.String(),
    authenticatorAttachment: Type.Optional(Type.String()),
  }),
  hints: Type.Array(Hint),
  attestation: Type.String(),
  extensions: Type.Optional(strict({ credProps: Type.Boolean() })),
});
export const RequestOptions = strict({
  challenge: Type.String(),
  rpId: Type.String(),
  timeout: Type.Integer(),
  userVerification: Type.Literal('required'),
  allowCredentials: Type.Array(Descriptor),
});

/** What the WebAuthn Signal API needs after a delete or a rename (WebAuthn L3 §5.1.10). */
export const Signal = strict({
  rpId: Type.String(),
  userId: Type.String(),
  name: Type.String(),
  displayName: Type.String(),
  acceptedCredentialIds: Type.Array(Type.String()),
});

/** How far a key has come (product.md §3). */
export const KeyStage = oneOf('first-day', 'new', 'trusted', 'suspended');

export const Credential = strict({
  id: CredentialIdSchema,
  nickname: Type.String(),
  make: Nullable(Type.String()),
  /** Path of the maker's picture of the model, where FIDO metadata has one. */
  icon: Nullable(Type.String()),
  kind: oneOf('security-key', 'this-device', 'phone', 'synced'),
  synced: Type.Boolean(),
  worksElsewhere: Type.Boolean(),
  makerVerified: Type.Boolean(),
  countsForHardware: Type.Boolean(),
  /** FIDO reports its make as unsafe, or as withdrawn. On a protected account its rights end at `until`, where another key is left. */
  makeReported: Nullable(strict({ kind: oneOf('compromised', 'withdrawn'), until: Instant })),
  createdAt: Instant,
  stage: KeyStage,
  /** From when on the key is trusted. */
  trustedAt: Instant,
  /** What shut the key out, since when; with the name of the key that did, where one did. */
  suspension: Nullable(
    strict({
      by: oneOf('key', 'factor', 'link'),
      at: Instant,
      keyName: Nullable(Type.String()),
      /** From when on its own touch brings it back, where no other trusted key is used; null where it does not. */
      comesBackAt: Nullable(Instant),
    }),
  ),
  lastUsedAt: Nullable(Instant),
  lastUsedPlace: Place,
  thisSession: Type.Boolean(),
  removable: Type.Boolean(),
  removalUnmet: Type.Array(Requirement),
  /** No trusted way in would be left without it: it can be neither suspended nor removed. */
  lastTrustedWay: Type.Boolean(),
  /** It is new, and nobody has said that it is theirs. */
  asksWhose: Type.Boolean(),
  /** Until when no link suspends it; null where nobody vouched for it. */
  confirmedUntil: Nullable(Instant),
  /** Its ending, where that was begun. */
  ending: Nullable(
    strict({ holdId: HoldIdSchema, readyAt: Instant, waitIsOver: Type.Boolean(), byItself: Type.Boolean() }),
  ),
});

export const HoldState = oneOf('waiting', 'ripe', 'vetoed', 'done', 'expired');

/** What stops it: any link, session or key; a second factor or a key; or a key alone that was trusted when it began. */
export const StoppedBy = oneOf('any', 'second-factor', 'trusted-key');
/** What a recovery waits for at the moment, beyond its wait. */
export const WaitsFor = oneOf('time', 'alert', 'contacts', 'settling');

const SLOW_KINDS = [
  'credential.remove',
  'recovery-key.replace',
  'protection.leave',
  'account.delete',
  'protection.lower-floor',
  'protection.raise-floor',
  'email.change',
  'contact.remove',
  'contact.lower-needed',
  'channel.stop',
  'wait.shorten',
  'totp.replace',
] as const;

/** How something slow of a kind goes on, before anybody has asked for it (product.md §3). */
export const Pacing = strict({
  kind: oneOf(...SLOW_KINDS),
  /** Until it is ready, where one proof begins it. */
  readySeconds: Type.Integer(),
  /** Until the key that began it may finish it too, where no other is used. */
  beginnerSeconds: Type.Integer(),
  /** Until it is done, where two proofs begin it; none: at once. */
  withTwoSeconds: Type.Integer(),
});

export const Hold = strict({
  id: HoldIdSchema,
  kind: oneOf(...SLOW_KINDS, 'recovery'),
  state: HoldState,
  startedAt: Instant,
  secondAlertAt: Instant,
  ripensAt: Instant,
  endedAt: Nullable(Instant),
  newEmail: Nullable(Type.String()),
  /** The address of the recovery contact that would be removed. */
  contact: Nullable(Type.String()),
  /** How many recovery contacts would have to approve. */
  contactsNeeded: Nullable(Type.Integer()),
  /** How long a recovery would wait, in hours. */
  waitHours: Nullable(Type.Integer()),
  /** The name of the key or channel that it is about. */
  about: Nullable(Type.String()),
  /** How many of the account's own proofs began it. */
  proofs: Type.Union([Type.Literal(1), Type.Literal(2)]),
  /** Any link, session or Lock; a second factor or a key, proved anew; or a trusted key alone. */
  stoppedBy: StoppedBy,
  /** Until when it can be finished or claimed; null where it happens by itself. */
  expiresAt: Nullable(Instant),
  /** Who finishes it once its wait is over; null where it happens by itself, and where it has ended. */
  secondTouch: Nullable(
    strict({
      /** Another trusted key than the one that began it; on a standard account any key or factor, proved anew. */
      by: oneOf('another-key', 'any-proof'),
      /** Names of the keys that finish it. */
      keys: Type.Array(Type.String()),
      /** Password and authenticator app do too. */
      factors: Type.Boolean(),
      /** From when on the key that began it may finish it too; null where another has to. */
      beginnerFrom: Nullable(Instant),
      /** It may by now. */
      beginnerMay: Type.Boolean(),
    }),
  ),
  /** Until when protection settles, and nothing slow is finished; null where it has settled. */
  settlesAt: Nullable(Instant),
  /** The name of the key that proved presence, where it is still there. */
  startedWith: Nullable(Type.String()),
  /** From where it was asked for. */
  place: Place,
  device: Nullable(Type.String()),
  newDevice: Type.Boolean(),
  recovery: Nullable(
    strict({
      caseNumber: Type.String(),
      keyOrdinal: Type.Integer(),
      /** Both recovery keys began it. */
      withBoth: Type.Boolean(),
      keyMadeAt: Instant,
      expiresAt: Instant,
      waitsFor: WaitsFor,
      /** Names of the keys that stop it. */
      stoppedByKeys: Type.Array(Type.String()),
      /** Names of those that are suspended now, and stop it once they are brought back. */
      stoppedOnceBack: Type.Array(Type.String()),
    }),
  ),
});

/** Something slow was asked for. Null: two proofs finished it at once. */
export const Slow = strict({ hold: Nullable(Hold) });

/** What else than a trusted key its holder comes back with; null where a trusted key does. */
export const OtherWay = oneOf('password', 'recovery-key', 'link', 'as-before');

/** What neither a link nor a Lock stops: changes that wait, and whether a recovery does. A key or a second factor stops them. */
export const LEFT_WAITING = { leaves: Type.Integer(), leavesRecovery: Type.Boolean() } as const;

/** What a Lock did, or would do. */
export const Locked = strict({
  /** When; of a rehearsal, now. */
  at: Instant,
  ended: Type.Integer(),
  holdsStopped: Type.Integer(),
  ...LEFT_WAITING,
  /** What is not trusted is kept out. Not where a link had locked it within thirty days before. */
  frozen: Type.Boolean(),
  /** When that ends by itself, if nothing trusted returns; null where it does not. */
  frozenUntil: Nullable(Instant),
  /** Names of keys: those that are suspended, and those that were vouched for, whose sessions go on. */
  keysSuspended: Type.Array(Type.String()),
  keysSpared: Type.Array(Type.String()),
  /** From when on one of them comes back by its own touch, where no trusted key is used; null where none does. */
  comesBackAt: Nullable(Instant),
  channelsPaused: Type.Integer(),
  /** Names of the trusted keys that lift it. */
  liftedBy: Type.Array(Type.String()),
  otherwise: Nullable(OtherWay),
});
export const IncidentQuestion = oneOf('keys', 'sessions', 'password', 'recovery-keys', 'contacts', 'channels');
/** What the button of an alert is about. */
export const DisownSubject = oneOf('key', 'added-key', 'recovered', 'factor', 'channel', 'contact', 'nothing');

export const Session = strict({
  id: SessionIdSchema,
  current: Type.Boolean(),
  device: Type.String(),
  deviceKind: Type.String(),
  place: Place,
  ip: Type.String(),
  method: oneOf('key', 'password'),
  keyName: Nullable(Type.String()),
  bound: Type.Boolean(),
  createdAt: Instant,
  lastSeenAt: Instant,
  idleSecondsMax: Type.Integer(),
  endsAt: Instant,
});

/** Largest body with a key's answer in it, in bytes. */
export const CEREMONY_BYTES = 65_536;

/** A session was opened; where its holder goes from there. */
export const SignedIn = strict({
  next: oneOf('overview', 'enrolment'),
  /** A recovery of the account was under way, and this sign-in stopped it. */
  recoveryStopped: Type.Boolean(),
});
/** Two proofs stand, as long as both are fresh. */
export const SecondProof = strict({
  freshUntil: Instant,
  /** The first key was new, and is trusted by this. */
  madeTrusted: Type.Boolean(),
});
/** Something was begun that is not a session; its cookie is good until then. */
export const Flow = strict({ expiresAt: Instant });
/** A secret in base32, and the otpauth: address that its QR code carries. */
export const Totp = strict({ secret: Type.String(), uri: Type.String() });
/** A key was added or renamed. */
export const Keyed = strict({ credential: Credential, signal: Signal });
