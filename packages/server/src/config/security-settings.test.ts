// Which settings are put on record, and that no secret is among what is said of them.

import { describe, expect, it } from 'vitest';
import { loadConfig } from './load-config.ts';
import { type SettingName, settingNames } from './schema.ts';
import { securitySettings } from './security-settings.ts';

const SECRET = Buffer.from(Array.from({ length: 32 }, (_, i) => i * 7)).toString('base64url');
const PRODUCTION: Record<string, string> = {
  HOLDFAST_DATA_DIR: 'not-made',
  HOLDFAST_PUBLIC_URL: 'https://account.example.com',
  HOLDFAST_SECRETS: `2:${SECRET},1:${SECRET}`,
  HOLDFAST_SMTP_URL: 'smtp://acme:xyzzy@mail.example.com:587/?password=xyzzy',
  HOLDFAST_DATABASE_URL: 'postgres://acme:xyzzy@db.example.com:5432/holdfast?password=xyzzy',
  HOLDFAST_MAIL_FROM: 'Acme <security@example.com>',
};
const told = (further: Record<string, string> = {}) => {
  const { config, secrets } = loadConfig({ ...PRODUCTION, ...further }, () => '');
  return securitySettings(config, secrets);
};

/** Another value of each setting that bears on security. */
const OTHERWISE: Partial<Record<SettingName, string>> = {
  HOLDFAST_PUBLIC_URL: 'https://other.example.com',
  HOLDFAST_MANAGEMENT_NAMES: 'holdfast.internal',
  HOLDFAST_TRUSTED_PROXIES: '10.0.0.0/8',
  HOLDFAST_DATABASE_URL: 'postgres://acme:xyzzy@elsewhere.example.com:5432/holdfast',
  HOLDFAST_SECRETS: `3:${SECRET},2:${SECRET}`,
  HOLDFAST_SMTP_URL: 'smtp://acme:xyzzy@elsewhere.example.com:587',
  HOLDFAST_MAIL_FROM: 'security@elsewhere.example.com',
  HOLDFAST_RETENTION_PARTICULARS_DAYS: '90',
  HOLDFAST_RETENTION_SESSION_DAYS: '7',
  HOLDFAST_RETENTION_DELIVERED_DAYS: '60',
  HOLDFAST_RETENTION_UNDELIVERED_DAYS: '7',
  HOLDFAST_RETENTION_WEBHOOK_LOG_DAYS: '7',
  HOLDFAST_HELP_URL: 'https://help.example.com',
  HOLDFAST_SIGN_UP: 'closed',
  HOLDFAST_DEFAULT_TIER: 'advanced',
  HOLDFAST_RP_ID: 'example.com',
  HOLDFAST_RELATED_ORIGINS: 'https://evil.example',
  HOLDFAST_METADATA_BLOB: 'https://mds.example.com/',
  HOLDFAST_SESSION_IDLE_SECONDS_STANDARD: '100000',
  HOLDFAST_SESSION_ABSOLUTE_SECONDS_STANDARD: '100000',
  HOLDFAST_SESSION_IDLE_SECONDS_ADVANCED: '900',
  HOLDFAST_SESSION_ABSOLUTE_SECONDS_ADVANCED: '43200',
  HOLDFAST_SESSION_IDLE_SECONDS_HARDWARE: '60',
  HOLDFAST_SESSION_ABSOLUTE_SECONDS_HARDWARE: '60',
  HOLDFAST_STEP_UP_SECONDS: '60',
};

describe('what the record keeps of the settings', () => {
  it.each(Object.entries(OTHERWISE))('tells another %s', (name, value) => {
    const changed = told({ [name]: value });
    expect(changed[name]).toEqual(expect.any(String));
    expect(changed[name]).not.toBe(told()[name]);
  });

  it('has every setting, but for those that say where a process runs and what people see', () => {
    const without = settingNames.filter((name) => !(name in told()));
    expect(without).toEqual([
      'HOLDFAST_HOST',
      'HOLDFAST_PORT',
      'HOLDFAST_MANAGEMENT_HOST',
      'HOLDFAST_MANAGEMENT_PORT',
      'HOLDFAST_LOG_LEVEL',
      'HOLDFAST_DATA_DIR',
      'HOLDFAST_DATABASE_CONNECTIONS_MAX',
      'HOLDFAST_SECRETS_FILE',
      'HOLDFAST_PLATFORM_NAME',
    ]);
  });

  it('names hosts and versions, and holds no secret', () => {
    expect(told()).toMatchObject({
      HOLDFAST_SECRETS: 'version 2, version 1',
      HOLDFAST_SMTP_URL: 'smtp://mail.example.com:587',
      HOLDFAST_DATABASE_URL: 'postgres://db.example.com:5432/holdfast',
      HOLDFAST_RELATED_ORIGINS: 'none',
    });
    for (const secret of [SECRET, 'xyzzy', 'acme']) expect(JSON.stringify(told())).not.toContain(secret);
  });
});
