// Claims rows of the outbox for one worker, fairly between their owners and their receivers' hosts (domain/alert/lane.ts).
//
// What is under way is read from the claims themselves, so that several processes on one database share the limits, and a
// process that died gives its places back when its claims run out.

import { type RawBuilder, sql } from 'kysely';
import { type OutboxChannel, RANKS, type Rank } from '../domain/alert/channel.ts';
import { chooseFairly, type LaneLimits, type Level, levelOf, Tally, type Waiting } from '../domain/alert/lane.ts';
import type { AlertId } from '../domain/id.ts';
import type { OutboxRow } from './alert-tables.ts';
import { OUTBOX_DUE, outboxDueValues } from './outbox.ts';
import type { Tx } from './store.ts';

export interface Claim {
  readonly channel: OutboxChannel;
  readonly now: number;
  readonly leaseMs: number;
  readonly limits: LaneLimits;
  /** Of what this process has under way. */
  readonly busy: readonly Level[];
  /** Does this host let everybody wait, as far as this process knows? */
  readonly isResting?: (hostKey: string) => boolean;
}

export type ClaimedRow = OutboxRow & Pick<Waiting, 'host' | 'proven'>;

export interface Claimed {
  readonly rows: readonly ClaimedRow[];
  /** Something is due that found no place. */
  readonly passedOver: boolean;
}

type Row = Waiting & { readonly id: AlertId };

/** Rows that are looked at together. */
const PAGE = 64;
/** By rank, and in each first everybody's turn. */
const TURNS = RANKS.flatMap((rank) => [[rank, 'a turn'] as const, [rank, 'all'] as const]);

// What makes a row somebody's, at some host: mail to nobody's account is each its own, and a channel without a host too.
const OWNER = sql`coalesce(outbox.account_id, outbox.channel_id, outbox.id)`;
const HOST = sql`coalesce(alert_channel.host_key, outbox.channel_id)`;
const PROVEN = sql`(outbox.channel_id is null
  or (alert_channel.failing_since is null and alert_channel.last_ok_at is not null))`;
const HOST_KEY = sql`(case when ${PROVEN} then 'proven ' else 'doubtful ' end || ${HOST})`;
const COLUMNS = sql`outbox.id, outbox.rank, outbox.channel_id as target, ${OWNER} as owner, ${HOST} as host,
  case when ${PROVEN} then 1 else 0 end as proven`;
const FROM = sql`outbox left join alert_channel on alert_channel.id = outbox.channel_id`;

/** Those that were chosen, in the order in which they are to start. */
export async function claimOutbox(tx: Tx, claim: Claim): Promise<Claimed> {
  const { channel, now, limits } = claim;
  // One claim of a channel at a time: two that saw the same places free would both fill them.
  if (tx.dialect === 'postgres') {
    await sql`select pg_advisory_xact_lock(hashtext(${`holdfast outbox ${channel}`}))`.execute(tx.q);
  }
  const tally = new Tally(limits, claim.isResting);
  for (const one of await listUnderWay(tx, channel, now)) tally.add(one);
  for (const level of claim.busy) tally.take(level);
  const chosen = await choose(tx, claim, tally);
  const rows = chosen.length === 0 ? [] : await take(tx, claim, chosen);
  return { rows, passedOver: (await tx.all(OUTBOX_DUE, outboxDueValues(channel, now))).length > 0 };
}

async function take(tx: Tx, { now, leaseMs }: Claim, chosen: readonly Row[]): Promise<readonly ClaimedRow[]> {
  const claimed = await tx.q
    .updateTable('outbox')
    .set((is) => ({ claimed_until: now + leaseMs, attempts: is('attempts', '+', 1) }))
    .where(
      'id',
      'in',
      chosen.map(({ id }) => id),
    )
    .where('claimed_until', '<=', now)
    .where('done_at', 'is', null)
    .returningAll()
    .execute();
  const byId = new Map(claimed.map((row) => [row.id, row]));
  // They come back in any order.
  return chosen.flatMap(({ id, host, proven }) => {
    const row = byId.get(id);
    return row ? [{ ...row, host, proven }] : [];
  });
}

async function choose(tx: Tx, claim: Claim, tally: Tally): Promise<readonly Row[]> {
  const countMax = claim.limits.places - claim.busy.length;
  const chosen: Row[] = [];
  for (const [rank, ownerMax] of TURNS) {
    tally.allow(ownerMax);
    for (;;) {
      const page = await listDue(tx, claim, rank, { tally, chosen });
      const more = chooseFairly(page, tally, countMax - chosen.length);
      chosen.push(...more);
      // A page that was full may hide others behind those who have their fill: they are left out of the next.
      if (page.length < PAGE || more.length === 0 || chosen.length >= countMax) break;
      if (!tally.hasPlaceFor(levelOf({ rank, proven: true }))) break;
    }
    if (chosen.length >= countMax) break;
  }
  return chosen;
}

async function listUnderWay(tx: Tx, channel: OutboxChannel, now: number): Promise<readonly Row[]> {
  const found = await sql<RawRow>`select ${COLUMNS} from ${FROM} where outbox.channel = ${channel}
    and outbox.done_at is null and outbox.dead_at is null and outbox.claimed_until > 0
    and outbox.claimed_until > ${now}`.execute(tx.q);
  return found.rows.map(toRow);
}

type RawRow = Omit<Row, 'proven'> & { readonly proven: 0 | 1 };
const toRow = (row: RawRow): Row => ({ ...row, proven: Number(row.proven) === 1 });

/** The longest due first, without whoever has no room: a page of them says all that can be started now. */
async function listDue(
  tx: Tx,
  { channel, now }: Claim,
  rank: Rank,
  { tally, chosen }: { readonly tally: Tally; readonly chosen: readonly Row[] },
): Promise<readonly Row[]> {
  const ids = chosen.map(({ id }) => id);
  const { owners, targets, hostKeys } = tally.full;
  const none = (column: RawBuilder<unknown>, values: readonly string[]) =>
    values.length === 0 ? sql`` : sql`and coalesce(${column}, '') not in (${sql.join([...values])})`;
  const doubtful = tally.hasPlaceFor(levelOf({ rank, proven: false })) ? sql`` : sql`and ${PROVEN}`;
  const lock = tx.dialect === 'postgres' ? sql`for update of outbox skip locked` : sql``;
  const found = await sql<RawRow>`select ${COLUMNS} from ${FROM} where outbox.channel = ${channel}
    and outbox.rank = ${rank} and outbox.done_at is null and outbox.dead_at is null and outbox.next_at <= ${now}
    and outbox.claimed_until <= ${now} ${none(sql`outbox.id`, ids)} ${none(OWNER, owners)}
    ${none(sql`outbox.channel_id`, targets)} ${none(HOST_KEY, hostKeys)} ${doubtful} order by outbox.next_at limit ${PAGE} ${lock}`.execute(
    tx.q,
  );
  return found.rows.map(toRow);
}
