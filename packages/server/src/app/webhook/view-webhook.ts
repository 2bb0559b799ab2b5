// A webhook as its owner sees it. Its secret is never in here.

import type { ChannelId } from '../../domain/id.ts';
import type { AlertChannelRow } from '../../storage/tables.ts';
import type { Deps } from '../deps.ts';
import { secretsOf, urlOf } from './find-webhook.ts';

export interface WebhookView {
  readonly id: ChannelId;
  readonly name: string;
  readonly url: string;
  readonly state: 'live' | 'paused' | 'gone';
  readonly createdAt: number;
  /** The first failure since the last success; null while nothing fails. */
  readonly failingSince: number | null;
  readonly lastOkAt: number | null;
  readonly lastError: string | null;
  /** Until when the secret before this one signs too. */
  readonly oldSecretUntil: number | null;
}

/** A query may hold a receiver's own password, so whoever looks over a shoulder is shown that there is one. */
function shown(url: string): string {
  const { origin, pathname, search } = new URL(url);
  return `${origin}${pathname}${search === '' ? '' : '?…'}`;
}

export function viewWebhook(deps: Pick<Deps, 'keyRing'>, row: AlertChannelRow, now: number): WebhookView {
  const { previous } = secretsOf(deps, row);
  return {
    id: row.id,
    name: row.label,
    url: shown(urlOf(deps, row)),
    state: row.state,
    createdAt: row.created_at,
    failingSince: row.failing_since,
    lastOkAt: row.last_ok_at,
    lastError: row.last_error,
    oldSecretUntil: previous !== null && now < previous.until ? previous.until : null,
  };
}
