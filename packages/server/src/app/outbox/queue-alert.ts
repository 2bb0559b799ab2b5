// Puts an alert for one channel into the outbox, in the transaction of what it reports.

import { alertRank, RANK, type Rank } from '../../domain/alert/channel.ts';
import { type AccountId, type AlertId, makeOrderedId } from '../../domain/id.ts';
import type { ToldChannel } from '../../storage/alert-channel.ts';
import { insertOutbox, type NewOutboxRow, reopenOutbox } from '../../storage/outbox.ts';
import type { Tx } from '../../storage/store.ts';
import type { Deps } from '../deps.ts';
import { type MailContent, OUTBOX_PURPOSE } from '../mail/send-mail.ts';

/** What a channel is told, before it is put into words. */
export type QueuedAlert = Extract<MailContent, { readonly kind: 'alert' }>;

export interface AlertToQueue {
  readonly accountId: AccountId;
  readonly now: number;
  readonly content: QueuedAlert;
  /** Default: an alert, or where the channel is the platform's, what comes after everybody's alerts. */
  readonly rank?: Rank;
}

export function queueAlert(
  deps: Pick<Deps, 'keyRing' | 'random'>,
  tx: Tx,
  channel: ToldChannel,
  alert: AlertToQueue,
): void {
  insertOutbox(
    tx,
    outboxRow(deps, channel, { ...alert, id: makeOrderedId('alrt', alert.now, deps.random.rising(alert.now)) }),
  );
}

/** Sends one again under the id that it had; as something that somebody asked for, so after everybody's alerts. */
export async function queueAgain(
  deps: Pick<Deps, 'keyRing'>,
  tx: Tx,
  channel: ToldChannel,
  alert: Omit<AlertToQueue, 'rank'> & { readonly id: AlertId },
): Promise<void> {
  const row = outboxRow(deps, channel, { ...alert, rank: RANK.asked });
  // What was delivered long ago is no longer in the outbox.
  if (!(await reopenOutbox(tx, row, alert.now))) insertOutbox(tx, row);
}

const outboxRow = (
  { keyRing }: Pick<Deps, 'keyRing'>,
  channel: ToldChannel,
  { id, accountId, now, content, rank }: AlertToQueue & { readonly id: AlertId },
): NewOutboxRow => ({
  id,
  // The platform's copy is no part of the holder's history.
  account_id: channel.account_id === null ? null : accountId,
  channel: channel.kind,
  channel_id: channel.id,
  rank: rank ?? (channel.account_id === null ? RANK.platform : alertRank(content)),
  event_id: content.event.id,
  created_at: now,
  payload_sealed: keyRing.seal(OUTBOX_PURPOSE, JSON.stringify(content)),
});
