// The ways an alert reaches its holder beyond mail, and what can become of one.

/** A channel that a holder, or the operator for the whole platform, has added. Mail needs no adding. */
export type ChannelKind = 'push' | 'webhook';

/** Every way out of the outbox. */
export type OutboxChannel = 'mail' | ChannelKind;

/**
 * - live: told of every alert.
 * - paused: failed for so long, or stood before a recovery, that it is told nothing more until somebody turns it on again.
 * - gone: its other end said that it is no more.
 */
export type ChannelState = 'live' | 'paused' | 'gone';

/**
 * What is delivered first where several wait: a holder's alert, then what somebody asked for and waits for (a code, a
 * test), then what the platform's own channels are told, and reminders. Nothing delays a security alert (product.md §6).
 */
export const RANK = { alert: 0, asked: 1, platform: 2 } as const;
export type Rank = (typeof RANK)[keyof typeof RANK];
export const RANKS: readonly Rank[] = [RANK.alert, RANK.asked, RANK.platform];
