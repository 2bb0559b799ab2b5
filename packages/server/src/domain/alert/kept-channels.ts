// Which channels of alerts go on when protection is turned on: their holder goes through them one by one (product.md §2).

import type { ChannelId } from '../id.ts';

const YOUNG_MS = 14 * 24 * 60 * 60 * 1000;

interface Channel {
  readonly id: ChannelId;
  readonly createdAt: number;
}

/** A young one may be the thief's: it has to be chosen. An older one goes on unless it is left out. */
export const isYoungChannel = (channel: Pick<Channel, 'createdAt'>, now: number): boolean =>
  now < channel.createdAt + YOUNG_MS;

/** Those that stop. `kept`: what was ticked on the page; null where nobody was asked. */
export const channelsNotKept = <C extends Channel>(
  channels: readonly C[],
  kept: readonly ChannelId[] | null,
  now: number,
): readonly C[] =>
  channels.filter((channel) => (kept === null ? isYoungChannel(channel, now) : !kept.includes(channel.id)));
