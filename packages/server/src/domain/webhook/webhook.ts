// Webhooks: how many there may be, which secrets sign, and what an attempt's outcome makes of a webhook.
//
//            2xx ─► live        410 ─► gone         failing for five days ─► paused
//     paused and gone are told nothing more, until their owner sends a test: then live again

import { allow, type Decision, refuse } from '../decision.ts';
import type { WebhookFault } from '../refusal.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** Whose alerts it hears: its account's, or those of every account, for the operator. */
export type WebhookOwner = 'account' | 'platform';

export const WEBHOOKS_MAX = { account: 5, platform: 10 } as const satisfies Record<WebhookOwner, number>;
/** Standard Webhooks, "sending metadata to consumers": an old secret goes on signing for a set time. */
export const OLD_SECRET_MS = DAY_MS;
export const PAUSED_AFTER_MS = 5 * DAY_MS;

/** The address as it is kept and asked: what a receiver never sees of it is left out. Null where it is no address. */
export function readWebhookUrl(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.hostname === '') return null;
  url.hash = '';
  return url.href;
}

/** May a webhook with this address be added to those there are? `fault`: why it would not be asked, if so. */
export function decideWebhookAddition(
  owner: WebhookOwner,
  existing: readonly { readonly url: string }[],
  asked: { readonly url: string | null; readonly fault: WebhookFault | null },
): Decision<{ readonly url: string }> {
  if (asked.fault !== null) return refuse({ tag: 'webhook-refused', why: asked.fault });
  if (asked.url === null) return refuse({ tag: 'webhook-refused', why: 'webhook-url' });
  if (existing.some(({ url }) => url === asked.url)) return refuse({ tag: 'webhook-exists' });
  const countMax = WEBHOOKS_MAX[owner];
  if (existing.length >= countMax) return refuse({ tag: 'too-many-webhooks', countMax });
  return allow({ url: asked.url });
}

export interface WebhookSecrets {
  readonly current: string;
  /** The one before, while it still signs too. */
  readonly previous: { readonly secret: string; readonly until: number } | null;
}

/** The old secret signs for another day. One that was on its way out already stops. */
export const replaceSecret = (held: WebhookSecrets, next: string, now: number): WebhookSecrets => ({
  current: next,
  previous: { secret: held.current, until: now + OLD_SECRET_MS },
});

/** Those that sign at `now`, the newest first. */
export const signingSecrets = ({ current, previous }: WebhookSecrets, now: number): readonly string[] =>
  previous !== null && now < previous.until ? [current, previous.secret] : [current];

/**
 * Success is a 2xx and nothing else (Standard Webhooks, "Delivery success and failure").
 * @param now null while the clock is in doubt: nothing is paused for its age then
 */
export function judgeAttempt(
  status: number | null,
  channel: { readonly failing_since: number | null },
  now: number | null,
): 'delivered' | 'failed' | 'gone' | 'paused' {
  if (status !== null && status >= 200 && status < 300) return 'delivered';
  if (status === 410) return 'gone';
  const { failing_since: since } = channel;
  return now !== null && since !== null && now - since >= PAUSED_AFTER_MS ? 'paused' : 'failed';
}
