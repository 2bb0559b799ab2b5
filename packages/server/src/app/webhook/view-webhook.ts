// A webhook as its owner sees it. Its secret is never in here.

import type { ChannelId } from '../../domain/id.ts';
import type { WebhookSends } from '../../domain/webhook/stream-body.ts';
import type { AlertChannelRow } from '../../storage/alert-tables.ts';
import { findStream } from '../../storage/audit-stream.ts';
import { findHead } from '../../storage/log.ts';
import type { Tx } from '../../storage/store.ts';
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
  readonly sends: WebhookSends;
  /** How far a stream of events has got: so many of the log's entries have arrived. Null where alerts are sent. */
  readonly stream: { readonly sent: number; readonly size: number } | null;
}

/** A query may hold a receiver's own password, so whoever looks over a shoulder is shown that there is one. */
function shown(url: string): string {
  const { origin, pathname, search } = new URL(url);
  return `${origin}${pathname}${search === '' ? '' : '?…'}`;
}

export async function viewWebhook(
  deps: Pick<Deps, 'keyRing'>,
  tx: Tx,
  row: AlertChannelRow,
  now: number,
): Promise<WebhookView> {
  const { previous } = secretsOf(deps, row);
  const stream = row.sends === 'alerts' ? null : await findStream(tx, row.id);
  return {
    id: row.id,
    name: row.label,
    url: shown(urlOf(deps, row)),
    state: row.state,
    createdAt: row.created_at,
    failingSince: row.failing_since,
    lastOkAt: row.last_ok_at,
    lastError: row.last_error,
    sends: row.sends,
    stream: stream && { sent: stream.position, size: (await findHead(tx))?.size ?? 0 },
    oldSecretUntil: previous !== null && now < previous.until ? previous.until : null,
  };
}
