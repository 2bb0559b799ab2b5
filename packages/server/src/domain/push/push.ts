// The rules of browsers with notifications: which address of a push service is taken, and how an attempt is judged.

import { allow, type Decision, refuse } from '../decision.ts';
import type { PushFault } from '../refusal.ts';

/** Browsers of one account that are told. */
export const BROWSERS_MAX = 10;

const DAY_MS = 24 * 60 * 60 * 1000;
/** A push service that takes nothing for so long has forgotten the browser. */
export const GONE_AFTER_MS = 5 * DAY_MS;

/** The address of a browser at its push service as it is kept and asked. Null where it is no address. */
export function readPushEndpoint(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url === null || url.hostname === '' || url.hash !== '' ? null : url.href;
}

/** May one more browser be told? One that is told already is only brought up to date, so it never counts twice. */
export function decideSubscription(
  others: readonly unknown[],
  asked: { readonly endpoint: string | null; readonly fault: PushFault | null },
): Decision<{ readonly endpoint: string }> {
  if (asked.fault !== null) return refuse({ tag: 'push-refused', why: asked.fault });
  if (asked.endpoint === null) return refuse({ tag: 'push-refused', why: 'push-endpoint' });
  if (others.length >= BROWSERS_MAX) return refuse({ tag: 'too-many-browsers', countMax: BROWSERS_MAX });
  return allow({ endpoint: asked.endpoint });
}

/**
 * - delivered: the push service took it over (RFC 8030 §5: 201; §5.1: 202; services answer 200 too).
 * - gone: there is no such subscription any more (RFC 8030 §7.3: 404; services answer 410 too), or not for days.
 * - too-large: it never will be taken (RFC 8030 §7.2).
 * @param now null while the clock is in doubt: no browser is given up for its age then
 */
export function judgePush(
  status: number | null,
  channel: { readonly failing_since: number | null },
  now: number | null,
): 'delivered' | 'failed' | 'gone' | 'too-large' {
  if (status !== null && status >= 200 && status < 300) return 'delivered';
  if (status === 404 || status === 410) return 'gone';
  const { failing_since: since } = channel;
  if (now !== null && since !== null && now - since >= GONE_AFTER_MS) return 'gone';
  return status === 413 ? 'too-large' : 'failed';
}
