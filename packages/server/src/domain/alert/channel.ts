// The ways an alert reaches its holder beyond mail, and what can become of one.

/** A channel that a holder, or the operator for the whole platform, has added. Mail needs no adding. */
export type ChannelKind = 'push' | 'webhook';

/** Every way out of the outbox. */
export type OutboxChannel = 'mail' | ChannelKind;

/**
 * Does an alert on it carry the link “This wasn't me”, which acts without a sign-in (product.md §6)? Where a person reads
 * it, yes. A webhook is read by a program: a planted one that pressed each link would shut the holder out, alert by alert.
 */
export const CARRIES_ACTING_LINK: Readonly<Record<OutboxChannel, boolean>> = { mail: true, push: true, webhook: false };

/**
 * - live: told of every alert.
 * - paused: failed for so long, or stood before a recovery, that it is told nothing more until somebody turns it on again.
 * - gone: its other end said that it is no more.
 */
export type ChannelState = 'live' | 'paused' | 'gone';

/**
 * What is delivered first where several wait: the alert of a protected holder, that of another, then what somebody asked
 * for and waits for (a code, a test), then what the platform's own channels are told, and reminders. Nothing delays a
 * security alert (product.md §6).
 */
export const RANK = { protectedAlert: 0, alert: 1, asked: 2, platform: 3 } as const;
export type Rank = (typeof RANK)[keyof typeof RANK];
export const RANKS: readonly Rank[] = [RANK.protectedAlert, RANK.alert, RANK.asked, RANK.platform];

/** Of a holder's alert. */
export const alertRank = (alert: { readonly protectedAccount: boolean }): Rank =>
  alert.protectedAccount ? RANK.protectedAlert : RANK.alert;
