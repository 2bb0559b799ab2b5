// The settings that bear on security, as the record keeps them: every setting is here, and none is shown with a secret.

import type { Config } from './config.ts';
import type { SettingName } from './schema.ts';
import type { SecretValues } from './secrets.ts';

type Tell = (config: Config, secrets: SecretValues) => string | number | null | readonly string[];

/** Where something is, without who signs in there: what comes after the name may hold a password as well. */
const placeOf = (url: string | null): string | null => {
  if (url === null) return null;
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
};

/** Tells nothing of security: where a process listens and keeps its files, and what people see. */
const NO_BEARING = null;

const TELL: Readonly<Record<SettingName, Tell | null>> = {
  HOLDFAST_PUBLIC_URL: ({ publicUrl }) => publicUrl,
  HOLDFAST_MODE: ({ mode }) => mode,
  // Of several servers each listens at an address of its own.
  HOLDFAST_HOST: NO_BEARING,
  HOLDFAST_PORT: NO_BEARING,
  HOLDFAST_MANAGEMENT_HOST: NO_BEARING,
  HOLDFAST_MANAGEMENT_PORT: NO_BEARING,
  HOLDFAST_MANAGEMENT_NAMES: ({ managementNames }) => managementNames,
  HOLDFAST_TRUSTED_PROXIES: ({ trustedProxies }) => trustedProxies,
  // Who answers them says where alerts go.
  HOLDFAST_DNS_SERVERS: ({ dnsServers }) => dnsServers,
  HOLDFAST_LOG_LEVEL: NO_BEARING,
  HOLDFAST_DATA_DIR: NO_BEARING,
  HOLDFAST_DATABASE_URL: ({ database }, { databaseUrl }) => placeOf(databaseUrl) ?? database.kind,
  HOLDFAST_DATABASE_CONNECTIONS_MAX: NO_BEARING,
  HOLDFAST_SECRETS: (_config, { keyRing }) => keyRing.map(({ version }) => `version ${version}`),
  // Which secrets there are is told above, wherever they are kept.
  HOLDFAST_SECRETS_FILE: NO_BEARING,
  HOLDFAST_SMTP_URL: ({ mail }, { smtpUrl }) => placeOf(smtpUrl) ?? mail.by,
  HOLDFAST_MAIL_FROM: ({ mail }) => mail.from,
  HOLDFAST_WEBHOOKS_TO_LOOPBACK: ({ webhooksToLoopback }) => (webhooksToLoopback ? 'yes' : 'no'),
  HOLDFAST_LOG_WITNESSES: ({ witnesses }) => witnesses.map(({ key, url }) => `${key} ${url}`),
  HOLDFAST_RETENTION_PARTICULARS_DAYS: ({ retention }) => retention.particularsDays,
  HOLDFAST_RETENTION_SESSION_DAYS: ({ retention }) => retention.sessionDays,
  HOLDFAST_RETENTION_DELIVERED_DAYS: ({ retention }) => retention.deliveredDays,
  HOLDFAST_RETENTION_UNDELIVERED_DAYS: ({ retention }) => retention.undeliveredDays,
  HOLDFAST_RETENTION_WEBHOOK_LOG_DAYS: ({ retention }) => retention.webhookLogDays,
  HOLDFAST_PLATFORM_NAME: NO_BEARING,
  // People follow it.
  HOLDFAST_HELP_URL: ({ helpUrl }) => helpUrl,
  HOLDFAST_SIGN_UP: ({ signUp }) => signUp,
  HOLDFAST_DEFAULT_TIER: ({ policy }) => policy.defaultTier,
  HOLDFAST_RP_ID: ({ rpId }) => rpId,
  HOLDFAST_RELATED_ORIGINS: ({ relatedOrigins }) => relatedOrigins,
  HOLDFAST_METADATA_BLOB: ({ metadataBlob }) => metadataBlob,
  HOLDFAST_SESSION_IDLE_SECONDS_STANDARD: ({ policy }) => policy.sessions.standard.idleSeconds,
  HOLDFAST_SESSION_ABSOLUTE_SECONDS_STANDARD: ({ policy }) => policy.sessions.standard.absoluteSeconds,
  HOLDFAST_SESSION_IDLE_SECONDS_ADVANCED: ({ policy }) => policy.sessions.advanced.idleSeconds,
  HOLDFAST_SESSION_ABSOLUTE_SECONDS_ADVANCED: ({ policy }) => policy.sessions.advanced.absoluteSeconds,
  HOLDFAST_SESSION_IDLE_SECONDS_HARDWARE: ({ policy }) => policy.sessions.hardware.idleSeconds,
  HOLDFAST_SESSION_ABSOLUTE_SECONDS_HARDWARE: ({ policy }) => policy.sessions.hardware.absoluteSeconds,
  HOLDFAST_STEP_UP_SECONDS: ({ policy }) => policy.stepUpSecondsMax,
};

/** As they are in force, defaults included, in the order of their names. */
export function securitySettings(config: Config, secrets: SecretValues): Readonly<Record<string, string>> {
  const told = Object.entries(TELL).flatMap(([name, tell]): [string, string][] => {
    if (!tell) return [];
    const value = tell(config, secrets);
    const text = Array.isArray(value) ? value.join(', ') : String(value ?? '');
    return [[name, text === '' ? 'none' : text]];
  });
  return Object.fromEntries(told.sort(([a], [b]) => (a < b ? -1 : 1)));
}
