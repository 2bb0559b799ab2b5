// Which channels of alerts go on when protection is turned on: their holder goes through them one by one (product.md §2).

import type { ChannelId } from '../id.ts';
import { isYoung } from './young.ts';

interface Channel {
  readonly id: ChannelId;
  readonly createdAt: number;
}

/** Those that stop: a young one may be the thief's, and has to be chosen. An older one goes on unless it is left out. `kept`: what was ticked on the page; null where nobody was asked. */
export const channelsNotKept = <C extends Channel>(
  channels: readonly C[],
  kept: readonly ChannelId[] | null,
  now: number,
): readonly C[] =>
  channels.filter((channel) => (kept === null ? isYoung(channel.createdAt, now) : !kept.includes(channel.id)));
