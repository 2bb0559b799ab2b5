// How long things are kept that are not needed for ever, and how old something has to be to go now.

import type { Operation } from '../authority.ts';

/** Days. Null: without limit. What the sealed log committed to stays for ever. */
export interface RetentionPolicy {
  /** From where events came: network address, country, browser, session and request. */
  readonly particularsDays: number | null;
  /** Sessions, counted from when each would have ended at the latest. */
  readonly sessionDays: number;
  readonly deliveredDays: number;
  readonly undeliveredDays: number;
  readonly webhookLogDays: number;
}

export const RETENTION_RULES = ['particulars', 'sessions', 'delivered', 'undelivered', 'webhook-log'] as const;
export type RetentionRule = (typeof RETENTION_RULES)[number];

/** Entries that say how a key came to its account keep their opening: whoever checks the account proves each key by one. */
export const KEPT_OPEN = [
  'credential.add',
  'sign-up.complete',
  'recovery-link.complete',
  'setup.complete',
  'recovery.complete',
] as const satisfies readonly Operation[];

const DAY_MS = 24 * 60 * 60 * 1000;
export const RETENTION_EVERY_MS = DAY_MS;

/** What is older than this goes; null where nothing does. */
export function keptFrom(policy: RetentionPolicy, rule: RetentionRule, now: number): number | null {
  const days = {
    particulars: policy.particularsDays,
    sessions: policy.sessionDays,
    delivered: policy.deliveredDays,
    undelivered: policy.undeliveredDays,
    'webhook-log': policy.webhookLogDays,
  }[rule];
  return days === null ? null : now - days * DAY_MS;
}
