// How many messages of one channel are in play: the others wait for their turn, so that whoever has a hundred thousand
// waiting for a receiver that never answers makes no look for what is due any longer than whoever has four.

/** Of one channel, due or on its way. Those that rest after a failure are not counted: newer ones are tried meanwhile. */
export const IN_PLAY_MAX = 4;

/** The time of a message that waits for its turn. */
export const WAITS_ITS_TURN = Number.MAX_SAFE_INTEGER;
