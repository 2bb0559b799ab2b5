// How many messages of one channel, or of one account's mail, are in play: the others wait for their turn, so that whoever
// has a hundred thousand waiting makes no look for what is due any longer than whoever has a few.

import type { OutboxChannel } from './channel.ts';

/**
 * Due or on their way. Those that rest after a failure are not counted: newer ones are tried meanwhile. Mail goes to the
 * platform's own server, and an account that is alone may fill its lane.
 */
export const IN_PLAY_MAX: Readonly<Record<OutboxChannel, number>> = { mail: 16, push: 4, webhook: 4 };

/** The time of a message that waits for its turn. */
export const WAITS_ITS_TURN = Number.MAX_SAFE_INTEGER;
