// Whose turn it is in one channel (domain/alert/turn.ts): as one message ends, the next is due.

import type { OutboxChannel } from '../domain/alert/channel.ts';
import { IN_PLAY_MAX, WAITS_ITS_TURN } from '../domain/alert/turn.ts';
import type { ChannelId } from '../domain/id.ts';
import { statement } from './statement.ts';
import type { Tx } from './store.ts';
import type { OutboxRow } from './tables.ts';

const OPEN = 'done_at is null and dead_at is null';

/** Are as many of a channel in play as may be? The channel, and `now`. Part of the statement that adds one. */
export const HAS_ENOUGH_IN_PLAY = `(select count(*) from (select 1 as one from outbox where channel_id = ? and ${OPEN}
  and next_at <= ? limit ${IN_PLAY_MAX}) as in_play) = ${IN_PLAY_MAX}`;

const ADMIT = statement(
  'outbox_admit',
  `update outbox set next_at = ? where id = (select id from outbox where channel_id = ? and ${OPEN}
   and next_at = ${WAITS_ITS_TURN} order by rank, id limit 1) and not ${HAS_ENOUGH_IN_PLAY}`,
);

/** One of the channel's ended, or rests: the next is due, where there is one. @returns whether there was. */
export async function admitNext(
  tx: Tx,
  { channel, channel_id: id }: Pick<OutboxRow, 'channel' | 'channel_id'>,
  now: number,
): Promise<boolean> {
  if (id === null || (await tx.run(ADMIT, [now, id, id, now])) === 0) return false;
  tx.queued(channel);
  return true;
}

const LEFT = statement<{ readonly id: ChannelId; readonly channel: OutboxChannel }>(
  'outbox_left_waiting',
  `with recursive waiting (id) as (
     select min(channel_id) from outbox where next_at = ${WAITS_ITS_TURN} and ${OPEN}
     union all
     select (select min(channel_id) from outbox where next_at = ${WAITS_ITS_TURN} and ${OPEN} and channel_id > waiting.id)
     from waiting where waiting.id is not null)
   select waiting.id, (select channel from outbox where channel_id = waiting.id limit 1) as channel
   from waiting where waiting.id is not null`,
);

/**
 * On PostgreSQL one may have been added behind others in the very moment in which the last of those ended: nobody saw both.
 * @returns for how many channels the next is due now.
 */
export async function admitLeftBehind(tx: Tx, now: number): Promise<number> {
  let admitted = 0;
  for (const { id, channel } of await tx.all(LEFT, [])) {
    if (await admitNext(tx, { channel, channel_id: id }, now)) admitted++;
  }
  return admitted;
}
