// outbox.list-dead: what could not be delivered, and why. Neither what it says nor to whom: that is not for an operator to read.

import { type OutboxChannel, RANK } from '../../domain/alert/channel.ts';
import { plainReason } from '../../domain/alert/plain-reason.ts';
import type { Decision } from '../../domain/decision.ts';
import type { AlertId } from '../../domain/id.ts';
import { countUndelivered, listUndelivered, type Undelivered } from '../../storage/undelivered.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { consult } from '../operate.ts';

const PAGE = 50;

export interface DeadLetters {
  readonly total: number;
  readonly undelivered: {
    readonly id: AlertId;
    readonly channel: OutboxChannel;
    /** A holder's alert, what somebody asked for such as a code, or what a channel of the platform's is told. */
    readonly of: 'alert' | 'asked' | 'platform';
    /** Which channel of the platform's; null for everybody else's. */
    readonly name: string | null;
    readonly madeAt: number;
    readonly givenUpAt: number;
    readonly attempts: number;
    readonly error: string | null;
  }[];
  /** Where the next page starts; null on the last. */
  readonly next: AlertId | null;
}

const OF = {
  [RANK.protectedAlert]: 'alert',
  [RANK.alert]: 'alert',
  [RANK.asked]: 'asked',
  [RANK.platform]: 'platform',
} as const;

export function listDead(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly before?: AlertId | undefined },
): Promise<Decision<DeadLetters>> {
  return consult(deps, caller, async (tx) => {
    const rows = await listUndelivered(tx, { before: input.before, countMax: PAGE + 1 });
    const shown = rows.slice(0, PAGE);
    return {
      total: await countUndelivered(tx),
      undelivered: shown.map(tell),
      next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
    };
  });
}

const tell = (row: Undelivered): DeadLetters['undelivered'][number] => ({
  id: row.id,
  channel: row.channel,
  of: OF[row.rank],
  name: row.platform_label,
  madeAt: row.created_at,
  givenUpAt: row.dead_at,
  attempts: row.attempts,
  error: row.last_error === null ? null : plainReason(row.last_error),
});
