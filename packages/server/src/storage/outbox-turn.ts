// Whose turn it is, in one channel or in one account's mail (domain/alert/turn.ts): as one message ends, the next is due.

import type { OutboxChannel } from '../domain/alert/channel.ts';
import { IN_PLAY_MAX, WAITS_ITS_TURN } from '../domain/alert/turn.ts';
import type { OutboxRow } from './alert-tables.ts';
import { type Statement, statement } from './statement.ts';
import type { Tx, Value } from './store.ts';

const OPEN = 'done_at is null and dead_at is null';
/** What a message takes turns in. Mail to nobody's account is each its own. The indexes are on this very expression. */
const QUEUE = 'coalesce(channel_id, account_id)';

/** Are as many in play as may be, of this rank or before it? Part of the statement that adds one; its values are `inPlay`. */
export const HAS_ENOUGH_IN_PLAY = `(select count(*) from (select 1 as one from outbox where ${QUEUE} = ? and ${OPEN}
  and next_at <= ? and rank <= ? limit ${Math.max(...Object.values(IN_PLAY_MAX))}) as in_play) >= ?`;

type Queued = Pick<OutboxRow, 'channel' | 'channel_id' | 'account_id'>;
const queueOf = ({ channel_id, account_id }: Queued) => channel_id ?? account_id;

/** The values of HAS_ENOUGH_IN_PLAY. */
export const inPlay = (row: Queued, now: number, rank: number): readonly Value[] => [
  queueOf(row),
  now,
  rank,
  IN_PLAY_MAX[row.channel],
];

/** `skip`: where several end at the same moment, each makes another one due. */
const admit = (skip: string) =>
  `update outbox set next_at = ? where id = (select id from outbox where ${QUEUE} = ? and ${OPEN}
   and next_at = ${WAITS_ITS_TURN} order by rank, id limit 1 ${skip}) and not ${HAS_ENOUGH_IN_PLAY}`;
const ADMIT: Statement<never> = {
  ...statement('outbox_admit', admit('for update skip locked')),
  sqlite: admit(''),
};
const ANY_RANK = 99;

/** One of them ended, or rests: the next is due, where there is one. @returns whether there was. */
export async function admitNext(tx: Tx, row: Queued, now: number): Promise<boolean> {
  const queue = queueOf(row);
  if (queue === null || (await tx.run(ADMIT, [now, queue, ...inPlay(row, now, ANY_RANK)])) === 0) return false;
  tx.queued(row.channel);
  return true;
}

const LEFT = statement<{ readonly id: string; readonly channel: OutboxChannel }>(
  'outbox_left_waiting',
  `with recursive waiting (id) as (
     select min(${QUEUE}) from outbox where next_at = ${WAITS_ITS_TURN} and ${OPEN}
     union all
     select (select min(${QUEUE}) from outbox where next_at = ${WAITS_ITS_TURN} and ${OPEN} and ${QUEUE} > waiting.id)
     from waiting where waiting.id is not null)
   select waiting.id, (select channel from outbox
     where ${QUEUE} = waiting.id and next_at = ${WAITS_ITS_TURN} and ${OPEN} limit 1) as channel
   from waiting where waiting.id is not null`,
);

/**
 * On PostgreSQL one may have been added behind others in the very moment in which the last of those ended: nobody saw both.
 * @returns for how many queues the next is due now.
 */
export async function admitLeftBehind(tx: Tx, now: number): Promise<number> {
  let admitted = 0;
  for (const { id, channel } of await tx.all(LEFT, [])) {
    const row = { channel, channel_id: id, account_id: null } as Queued;
    if (await admitNext(tx, row, now)) admitted++;
  }
  return admitted;
}
