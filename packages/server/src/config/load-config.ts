// Turns the environment and the optional file into one Config and the Secrets apart from it, or says all that is wrong.

import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';
import { openDevelopmentSecrets } from './development-secrets.ts';
import { loadDnsServers } from './load-dns-servers.ts';
import { loadPolicy } from './load-policy.ts';
import { loadWitnesses } from './load-witnesses.ts';
import { parseSecrets } from './parse-secrets.ts';
import { type Environment, type ReadFile, readSettings } from './read-settings.ts';
import { type Settings, settingOrDefault } from './schema.ts';
import { Secrets, type SecretVersion } from './secrets.ts';

export interface Loaded {
  readonly config: Config;
  readonly secrets: Secrets;
  /** The file that the secrets are kept in; null where the environment holds them. */
  readonly secretsFile: string | null;
  /** Sentences for whoever starts the server. */
  readonly notices: readonly string[];
}

/** In development this makes the data folder and its secrets, once all else is in order. @throws ConfigError */
export function loadConfig(env: Environment, readFile: ReadFile): Loaded {
  const problems: string[] = [];
  const given = readSettings(env, readFile, problems);
  const where = loadPlace(given, problems);
  const production = where.mode === 'production';

  const mail = loadMail(given, production, problems);
  const ownSecrets = loadSecrets(given, readFile, problems);
  if (production && given.HOLDFAST_SECRETS === undefined && given.HOLDFAST_SECRETS_FILE === undefined) {
    problems.push('HOLDFAST_SECRETS (or HOLDFAST_SECRETS_FILE) is missing: production does not make its own secrets.');
  }
  const dataDir = resolve(settingOrDefault(given, 'HOLDFAST_DATA_DIR'));
  const config: Config = deepFreeze({
    ...where,
    managementNames: loadManagementNames(given, problems),
    trustedProxies: loadProxies(given, problems),
    dnsServers: loadDnsServers(given, problems),
    logLevel: settingOrDefault(given, 'HOLDFAST_LOG_LEVEL'),
    dataDir,
    database: loadDatabase(given, dataDir, problems),
    mail,
    platformName: settingOrDefault(given, 'HOLDFAST_PLATFORM_NAME'),
    helpUrl: loadLink(given, 'HOLDFAST_HELP_URL', problems),
    signUp: settingOrDefault(given, 'HOLDFAST_SIGN_UP'),
    rpId: loadRpId(given, where.publicUrl, problems),
    relatedOrigins: loadRelatedOrigins(given, problems),
    metadataBlob: loadMetadataBlob(given, problems),
    webhooksToLoopback: loadWebhooksToLoopback(given, production, problems),
    witnesses: loadWitnesses(given, production, problems),
    retention: {
      particularsDays: given.HOLDFAST_RETENTION_PARTICULARS_DAYS ?? null,
      sessionDays: settingOrDefault(given, 'HOLDFAST_RETENTION_SESSION_DAYS'),
      deliveredDays: settingOrDefault(given, 'HOLDFAST_RETENTION_DELIVERED_DAYS'),
      undeliveredDays: settingOrDefault(given, 'HOLDFAST_RETENTION_UNDELIVERED_DAYS'),
      webhookLogDays: settingOrDefault(given, 'HOLDFAST_RETENTION_WEBHOOK_LOG_DAYS'),
    },
    policy: loadPolicy(given, problems),
  });
  if (problems.length > 0) throw new ConfigError(problems);

  const notices: string[] = [];
  if (!production) notices.push(...developmentNotices(config));
  const values = { smtpUrl: given.HOLDFAST_SMTP_URL ?? null, databaseUrl: given.HOLDFAST_DATABASE_URL ?? null };
  const secretsFile = given.HOLDFAST_SECRETS_FILE ?? null;
  if (ownSecrets !== null) {
    return { config, secrets: new Secrets({ ...values, keyRing: ownSecrets }), secretsFile, notices };
  }

  const kept = openDevelopmentSecrets(dataDir);
  if (kept.made) notices.push(`Made secrets for development in ${kept.path}.`);
  return { config, secrets: new Secrets({ ...values, keyRing: kept.secrets }), secretsFile: kept.path, notices };
}

type Place = Pick<Config, 'mode' | 'publicUrl' | 'host' | 'port' | 'managementHost' | 'managementPort'>;

function loadPlace(given: Settings, problems: string[]): Place {
  const port = settingOrDefault(given, 'HOLDFAST_PORT');
  const managementPort = settingOrDefault(given, 'HOLDFAST_MANAGEMENT_PORT');
  const text = given.HOLDFAST_PUBLIC_URL;
  const origin = loadOrigin('HOLDFAST_PUBLIC_URL', text, problems);
  const url = new URL(origin ?? `http://localhost:${port}`);
  const local = isLocalhost(url.hostname) && (origin !== null || text === undefined);
  const mode = given.HOLDFAST_MODE ?? (local ? 'development' : 'production');

  if (mode === 'production' && text === undefined) {
    problems.push('HOLDFAST_PUBLIC_URL is missing: production needs the https address that people open.');
  } else if (origin?.startsWith('http:') && (mode === 'production' || !local)) {
    problems.push('HOLDFAST_PUBLIC_URL must begin with https://: browsers refuse keys and cookies without it.');
  }
  if (mode === 'development' && !local) {
    problems.push('HOLDFAST_MODE: development shows everybody’s mail, so its public URL must be on localhost.');
  }
  if (text === undefined && port === 0) {
    problems.push('HOLDFAST_PUBLIC_URL is missing: with HOLDFAST_PORT=0 it cannot be known.');
  }
  if (port === managementPort && port !== 0) {
    problems.push('HOLDFAST_MANAGEMENT_PORT must differ from HOLDFAST_PORT.');
  }
  return {
    mode,
    publicUrl: url.origin,
    host: given.HOLDFAST_HOST ?? (mode === 'production' ? '0.0.0.0' : '127.0.0.1'),
    port,
    managementHost: settingOrDefault(given, 'HOLDFAST_MANAGEMENT_HOST'),
    managementPort,
  };
}

/** An http or https origin with a name for a host, or null with the reason noted. */
function loadOrigin(name: string, text: string | undefined, problems: string[]): string | null {
  if (text === undefined) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    problems.push(`${name} must be an address such as https://account.example.com.`);
    return null;
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
    problems.push(`${name} must be a scheme, a host and perhaps a port, with nothing after them.`);
    return null;
  }
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) {
    problems.push(`${name} must name a host, as keys cannot be bound to a number. On this machine, use localhost.`);
    return null;
  }
  return url.origin;
}

function loadWebhooksToLoopback(given: Settings, production: boolean, problems: string[]): boolean {
  const allowed = settingOrDefault(given, 'HOLDFAST_WEBHOOKS_TO_LOOPBACK') === 'yes';
  if (allowed && production) {
    problems.push(
      'HOLDFAST_WEBHOOKS_TO_LOOPBACK must not be yes: in production anybody could reach this machine by it.',
    );
  }
  return allowed;
}

function isLocalhost(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost');
}

function loadMail(given: Settings, production: boolean, problems: string[]): Config['mail'] {
  const { HOLDFAST_SMTP_URL: smtpUrl, HOLDFAST_MAIL_FROM: from } = given;
  if (smtpUrl === undefined && production) {
    problems.push('HOLDFAST_SMTP_URL is missing: production must be able to send mail.');
  }
  if (smtpUrl !== undefined && !isUrlOf(smtpUrl, ['smtp:', 'smtps:'])) {
    problems.push('HOLDFAST_SMTP_URL must be smtp://user:password@host:port or smtps://user:password@host:port.');
  }
  if (from === undefined && (production || smtpUrl !== undefined)) {
    problems.push('HOLDFAST_MAIL_FROM is missing: mail needs a sender.');
  }
  if (from !== undefined && !/^(?:[^<>\r\n@]*<[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/.test(from)) {
    problems.push('HOLDFAST_MAIL_FROM must be security@example.com or Example <security@example.com>.');
  }
  return { from: from ?? 'Holdfast <holdfast@localhost>', by: smtpUrl === undefined ? 'mailbox' : 'smtp' };
}

/** Null when none are given. */
function loadSecrets(given: Settings, readFile: ReadFile, problems: string[]): readonly SecretVersion[] | null {
  const { HOLDFAST_SECRETS: text, HOLDFAST_SECRETS_FILE: path } = given;
  if (text !== undefined && path !== undefined) {
    problems.push('HOLDFAST_SECRETS and HOLDFAST_SECRETS_FILE are both set: keep one.');
  }
  if (text !== undefined) return parseSecrets('HOLDFAST_SECRETS', text, problems);
  if (path === undefined) return null;
  try {
    return parseSecrets('HOLDFAST_SECRETS_FILE', readFile(path), problems);
  } catch {
    problems.push(`HOLDFAST_SECRETS_FILE: ${path} cannot be read.`);
    return null;
  }
}

function loadDatabase(given: Settings, dataDir: string, problems: string[]): Config['database'] {
  const url = given.HOLDFAST_DATABASE_URL;
  if (url === undefined) return { kind: 'sqlite', file: join(dataDir, 'holdfast.db') };
  if (!isUrlOf(url, ['postgres:', 'postgresql:'])) {
    problems.push('HOLDFAST_DATABASE_URL must begin with postgres:// or postgresql:// and name a host.');
  }
  return { kind: 'postgres', connectionsMax: settingOrDefault(given, 'HOLDFAST_DATABASE_CONNECTIONS_MAX') };
}

function loadManagementNames(given: Settings, problems: string[]): readonly string[] {
  const names = settingOrDefault(given, 'HOLDFAST_MANAGEMENT_NAMES').map((name) => name.toLowerCase());
  for (const name of names) {
    if (!/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(name)) {
      problems.push(`HOLDFAST_MANAGEMENT_NAMES: ${name} is no host name: give it without a scheme and a port.`);
    }
  }
  return names;
}

function loadProxies(given: Settings, problems: string[]): readonly string[] {
  const proxies = settingOrDefault(given, 'HOLDFAST_TRUSTED_PROXIES');
  for (const proxy of proxies) {
    if (isIP(proxy) === 0 && !ipaddr.isValidCIDR(proxy)) {
      problems.push(`HOLDFAST_TRUSTED_PROXIES: ${proxy} is neither an address nor a range such as 10.0.0.0/8.`);
    }
  }
  return proxies;
}

function loadLink(given: Settings, name: 'HOLDFAST_HELP_URL', problems: string[]): string | null {
  const link = given[name];
  if (link === undefined) return null;
  if (!isUrlOf(link, ['https:', 'http:', 'mailto:'])) problems.push(`${name} must be an https:// or mailto: address.`);
  return link;
}

/** WebAuthn L3 §5.1.3: equal to the host or a suffix of it. The browser knows which suffixes are public and refuses those. */
function loadRpId(given: Settings, publicUrl: string, problems: string[]): string {
  const { hostname } = new URL(publicUrl);
  const rpId = given.HOLDFAST_RP_ID ?? hostname;
  const known = problems.every((line) => !line.startsWith('HOLDFAST_PUBLIC_URL '));
  if (known && rpId !== hostname && !(rpId.includes('.') && hostname.endsWith(`.${rpId}`))) {
    problems.push(`HOLDFAST_RP_ID must be ${hostname} or a domain above it.`);
  }
  return rpId;
}

function loadRelatedOrigins(given: Settings, problems: string[]): readonly string[] {
  return settingOrDefault(given, 'HOLDFAST_RELATED_ORIGINS').flatMap((text) => {
    const origin = loadOrigin('HOLDFAST_RELATED_ORIGINS', text, problems);
    if (origin?.startsWith('http:')) problems.push(`HOLDFAST_RELATED_ORIGINS: ${origin} must begin with https://.`);
    return origin ?? [];
  });
}

function loadMetadataBlob(given: Settings, problems: string[]): string | null {
  const blob = given.HOLDFAST_METADATA_BLOB;
  if (blob !== undefined && /^[a-z][a-z0-9+.-]*:\/\//i.test(blob) && !isUrlOf(blob, ['https:'])) {
    problems.push('HOLDFAST_METADATA_BLOB must be a path or an https:// address.');
  }
  return blob ?? null;
}

function developmentNotices(config: Config): string[] {
  const notices = ['Development mode: for this machine alone. Set HOLDFAST_PUBLIC_URL to run for others.'];
  if (config.mail.by === 'mailbox') {
    notices.push(`Mail is not sent; read it at ${config.publicUrl}/dev/mailbox.`);
    if (!['127.0.0.1', '::1', 'localhost'].includes(config.host)) {
      notices.push(`Listening on ${config.host}: whoever reaches this machine can read that mailbox.`);
    }
  }
  return notices;
}

function isUrlOf(text: string, protocols: readonly string[]): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && protocols.includes(url.protocol) && (url.protocol === 'mailto:' || url.hostname !== '');
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
