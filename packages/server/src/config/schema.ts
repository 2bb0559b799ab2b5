// Every setting there is: its name, what it may be, its default, and the sentence that documents it.

import Type, { type Static, type TSchemaOptions } from 'typebox';

/** What a setting says about itself beyond JSON Schema. The reference page is rendered from it. */
export interface SettingNotes {
  readonly group: string;
  readonly description: string;
  /** In words, where the default depends on something. */
  readonly defaultNote?: string;
  /** Its value is never printed. */
  readonly secret?: true;
  readonly requiredInProduction?: true;
}

const text = (notes: SettingNotes, options: TSchemaOptions & { default?: string; maxLength?: number } = {}) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 2048, ...notes, ...options }));

const choice = <const Values extends string[]>(values: [...Values], notes: SettingNotes, byDefault?: Values[number]) =>
  Type.Optional(Type.Enum(values, { ...notes, ...(byDefault === undefined ? {} : { default: byDefault }) }));

const whole = (notes: SettingNotes, range: { minimum: number; maximum: number; default?: number }) =>
  Type.Optional(Type.Integer({ ...notes, ...range }));

const list = (notes: SettingNotes) =>
  Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 2048 }), { maxItems: 100, default: [], ...notes }));

/** product.md §1 and §5 fix the longest; NIST SP 800-63B-4 §2.2.3 and §2.3.3 stand behind the protected rows. */
const limit = (description: string, longest: number, shortest = 60, defaultNote?: string) =>
  whole(
    { group: 'Limits', description, ...(defaultNote === undefined ? {} : { defaultNote }) },
    { minimum: shortest, maximum: longest, default: longest },
  );

const PLACE = 'Where it runs';
const PEOPLE = 'What people see';
const KEYS = 'Keys';
const RETENTION = 'How long things are kept';

export const settings = Type.Object(
  {
    HOLDFAST_PUBLIC_URL: text({
      group: PLACE,
      description:
        'The address people open, such as https://account.example.com. Links, cookies, the issuer and the RP id come from it, never from a request. Production needs https.',
      defaultNote: 'http://localhost and the port, in development',
      requiredInProduction: true,
    }),
    HOLDFAST_MODE: choice(['development', 'production'], {
      group: PLACE,
      description:
        'Development works without any setting, makes its own secrets and shows mail at /dev/mailbox; it is for localhost alone. Production refuses to start without what it needs.',
      defaultNote: 'development when the public URL is unset or on localhost, otherwise production',
    }),
    HOLDFAST_HOST: text({
      group: PLACE,
      description: 'The address to listen on.',
      defaultNote: '127.0.0.1 in development, 0.0.0.0 in production',
    }),
    HOLDFAST_PORT: whole(
      { group: PLACE, description: 'The port to listen on; 0 takes any free one.' },
      { minimum: 0, maximum: 65535, default: 8400 },
    ),
    HOLDFAST_MANAGEMENT_HOST: text(
      { group: PLACE, description: 'The address of health and metrics. Keep it away from the internet.' },
      { default: '127.0.0.1' },
    ),
    HOLDFAST_MANAGEMENT_PORT: whole(
      { group: PLACE, description: 'The port of health and metrics; 0 takes any free one.' },
      { minimum: 0, maximum: 65535, default: 8401 },
    ),
    HOLDFAST_MANAGEMENT_NAMES: list({
      group: PLACE,
      description:
        'Host names under which health and metrics may be asked for, such as holdfast.monitoring.svc. Addresses and localhost always work, so probes and scrapes by address need nothing here. Any other name is refused: a web page could give this machine a name of its own and read what it says (DNS rebinding).',
    }),
    HOLDFAST_TRUSTED_PROXIES: list({
      group: PLACE,
      description:
        'Addresses and CIDR ranges of your own reverse proxies. X-Forwarded-For counts only as far as these wrote it.',
    }),
    HOLDFAST_DNS_SERVERS: list({
      group: PLACE,
      description:
        'DNS servers that are asked for the names of webhooks, push services, witnesses and the metadata’s host: addresses, with a port where it is not 53. The hosts file is looked at first.',
      defaultNote: 'the system’s',
    }),
    HOLDFAST_LOG_LEVEL: choice(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      { group: PLACE, description: 'The least serious line that is logged.' },
      'info',
    ),
    HOLDFAST_DATA_DIR: text(
      {
        group: 'What it keeps',
        description:
          'The folder that holds everything the embedded default writes and, with PostgreSQL too, what a server knows of the log: keep it over restarts.',
      },
      { default: './data' },
    ),
    HOLDFAST_DATABASE_URL: text({
      group: 'What it keeps',
      description: 'postgres://user:password@host:5432/name for PostgreSQL, which several servers may share.',
      defaultNote: 'an SQLite file in the data folder',
      secret: true,
    }),
    HOLDFAST_DATABASE_CONNECTIONS_MAX: whole(
      { group: 'What it keeps', description: 'Connections to PostgreSQL that one server opens at most.' },
      { minimum: 1, maximum: 500, default: 16 },
    ),
    HOLDFAST_SECRETS: text(
      {
        group: 'Secrets',
        description:
          "The server’s secrets, each one a version (one character of 0-9 and a-z), a colon and at least 32 random bytes in base64url, separated by commas. The first is used for new things, the others still check old ones: rotate by putting a new one in front. Make one with: node -p \"'1:' + crypto.randomBytes(32).toString('base64url')\"",
        defaultNote: 'made once and kept in the data folder, in development',
        secret: true,
        requiredInProduction: true,
      },
      { maxLength: 16384 },
    ),
    HOLDFAST_SECRETS_FILE: text({
      group: 'Secrets',
      description: 'A file that holds the secrets instead, in the same form; line breaks may separate them too.',
    }),
    HOLDFAST_SMTP_URL: text({
      group: 'Mail',
      description:
        'smtp://user:password@host:587 (upgraded to TLS, or refused) or smtps://user:password@host:465. A server on this machine needs no TLS.',
      defaultNote: 'mail is shown at /dev/mailbox, in development',
      secret: true,
      requiredInProduction: true,
    }),
    HOLDFAST_MAIL_FROM: text({
      group: 'Mail',
      description: 'The sender of mail: security@example.com, or Example <security@example.com>.',
      defaultNote: 'an address at localhost, in development without an SMTP server',
      requiredInProduction: true,
    }),
    HOLDFAST_WEBHOOKS_TO_LOOPBACK: choice(
      ['yes', 'no'],
      {
        group: PLACE,
        description:
          'Lets webhooks and notifications go to this very machine, by http too, so that a receiver can be tried out. Development only: in production it stops the server.',
      },
      'no',
    ),
    HOLDFAST_LOG_WITNESSES: list({
      group: 'Evidence',
      description:
        'Witnesses that cosign the sealed log’s checkpoints, each its key, a space and its https address: witness.example.org/w1+0123abcd+BAbC… https://witness.example.org. A checkpoint counts as witnessed when more than half of them signed it.',
    }),
    HOLDFAST_RETENTION_PARTICULARS_DAYS: whole(
      {
        group: RETENTION,
        description:
          'How long the record keeps from where something came: network address, country, browser, session. What happened, when and to which account stays, and so do all proofs. Not shorter than the longest wait and its aftermath.',
        defaultNote: 'without limit',
      },
      { minimum: 90, maximum: 36500 },
    ),
    HOLDFAST_RETENTION_SESSION_DAYS: whole(
      { group: RETENTION, description: 'How long a session is kept after it would have ended at the latest.' },
      { minimum: 7, maximum: 3650, default: 30 },
    ),
    HOLDFAST_RETENTION_DELIVERED_DAYS: whole(
      {
        group: RETENTION,
        description: 'How long the outlines of delivered messages are kept. Holders see those of 30 days.',
      },
      { minimum: 30, maximum: 3650, default: 30 },
    ),
    HOLDFAST_RETENTION_UNDELIVERED_DAYS: whole(
      { group: RETENTION, description: 'How long messages that were given up are kept for the operator to see.' },
      { minimum: 7, maximum: 3650, default: 90 },
    ),
    HOLDFAST_RETENTION_WEBHOOK_LOG_DAYS: whole(
      { group: RETENTION, description: 'How long attempts to deliver to webhooks are listed.' },
      { minimum: 7, maximum: 3650, default: 30 },
    ),
    HOLDFAST_PLATFORM_NAME: text(
      { group: PEOPLE, description: 'The platform’s name, on every page and in every mail.' },
      { default: 'Holdfast', maxLength: 64 },
    ),
    HOLDFAST_HELP_URL: text({ group: PEOPLE, description: 'Where people read more.', defaultNote: 'no link is shown' }),
    HOLDFAST_SIGN_UP: choice(
      ['open', 'closed'],
      { group: PEOPLE, description: 'Whether anybody may make an account.' },
      'open',
    ),
    HOLDFAST_DEFAULT_TIER: choice(
      ['standard', 'advanced'],
      { group: PEOPLE, description: 'The tier that new accounts must reach. advanced is Advanced Account Security.' },
      'standard',
    ),
    HOLDFAST_RP_ID: text({
      group: KEYS,
      description:
        'The domain that keys are bound to: the public URL’s host, or a domain above it. Keys do not survive a change.',
      defaultNote: 'the host of the public URL',
    }),
    HOLDFAST_RELATED_ORIGINS: list({
      group: KEYS,
      description:
        'Other origins, such as https://example.org, that may use the same keys. Served at /.well-known/webauthn.',
    }),
    HOLDFAST_METADATA_BLOB: text({
      group: KEYS,
      description: 'The FIDO metadata BLOB, a path or an https URL. It names keys and proves attested hardware.',
      defaultNote: 'none: no key counts as attested hardware',
    }),
    HOLDFAST_SESSION_IDLE_SECONDS_STANDARD: limit('How long a standard account’s session may idle.', 1209600),
    HOLDFAST_SESSION_ABSOLUTE_SECONDS_STANDARD: limit('How long a standard account’s session lasts.', 2592000),
    HOLDFAST_SESSION_IDLE_SECONDS_ADVANCED: limit(
      'How long a protected account’s session may idle.',
      3600,
      60,
      '3600, or the standard limit if that is shorter',
    ),
    HOLDFAST_SESSION_ABSOLUTE_SECONDS_ADVANCED: limit(
      'How long a protected account’s session lasts.',
      86400,
      60,
      '86400, or the standard limit if that is shorter',
    ),
    HOLDFAST_SESSION_IDLE_SECONDS_HARDWARE: limit(
      'How long a session may idle with the hardware floor.',
      900,
      60,
      '900, or the advanced limit if that is shorter',
    ),
    HOLDFAST_SESSION_ABSOLUTE_SECONDS_HARDWARE: limit(
      'How long a session lasts with the hardware floor.',
      43200,
      60,
      '43200, or the advanced limit if that is shorter',
    ),
    HOLDFAST_STEP_UP_SECONDS: limit('How fresh a key tap must be for what is sensitive.', 300, 10),
  },
  { additionalProperties: false },
);

export type SettingName = keyof typeof settings.properties;
export type Settings = Static<typeof settings>;

/** The optional file of settings is itself named by the environment alone. */
export const CONFIG_FILE = 'HOLDFAST_CONFIG_FILE';

export const settingNames = Object.keys(settings.properties) as SettingName[];

/** One setting, as JSON Schema and notes. */
export interface Setting extends SettingNotes {
  readonly type?: 'string' | 'integer' | 'array';
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}

export function settingOf(name: SettingName): Setting {
  return settings.properties[name] as unknown as Setting;
}

/** What was given, or the default that the schema documents. */
export function settingOrDefault<Name extends SettingName>(given: Settings, name: Name): NonNullable<Settings[Name]> {
  const value = given[name] ?? settingOf(name).default;
  if (value === undefined || value === null) throw new Error(`${name} has no default`);
  return value as NonNullable<Settings[Name]>;
}
