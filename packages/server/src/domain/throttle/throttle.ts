// How often a guess may be made: per network, and per account and network. Never per account alone, so that a
// stranger's failures cannot keep the holder out. Three things are limited whoever asks: mail to one address, codes
// guessed by somebody who knows the password, because one customer of a hosting company is given 65,536 networks, and
// recovery keys, which never stand between a holder and signing in with a key.

export interface Limit {
  readonly points: number;
  readonly seconds: number;
  /** It counts guesses at a secret: what was counted before a restore is not counted anew. */
  readonly guesses?: true;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** What is counted, and how many attempts a window takes. */
export const LIMITS = {
  /** Passwords and second-step codes. */
  'sign-in.network': { points: 60, seconds: 15 * MINUTE, guesses: true },
  'sign-in.account': { points: 10, seconds: 15 * MINUTE, guesses: true },
  /**
   * Codes after the right password, over all networks (NIST SP 800-63B-4 §3.2.2: at most 100 failures in a row). A right
   * guess is then a matter of years. The second step with a key is never counted.
   */
  'second-code.account': { points: 20, seconds: 6 * HOUR, guesses: true },
  /** Answers by keys that did not verify. A right answer always passes: it cannot be guessed. */
  'key.network': { points: 100, seconds: 15 * MINUTE },
  /** Codes sent by mail: what one network may cause, and what one mailbox may get. */
  'mail.network': { points: 20, seconds: HOUR },
  'mail.address': { points: 5, seconds: HOUR },
  /** Recovery keys typed back as a drill, right or wrong. Only the account's own sessions get that far. */
  'drill.account': { points: 20, seconds: HOUR, guesses: true },
  /** Recovery keys that were typed whole, right or wrong; a right one forgives the last two. */
  'recovery.network': { points: 60, seconds: 15 * MINUTE, guesses: true },
  'recovery.account-network': { points: 5, seconds: HOUR, guesses: true },
  'recovery.account': { points: 20, seconds: 6 * HOUR, guesses: true },
  /** Accounts that one of the staff looks at, or begins a recovery for: enough for a day's work, too few for a harvest. */
  'support.staff': { points: 60, seconds: HOUR },
  /** Exports of the own activity: each may be as long as the account is old. */
  'export.account': { points: 10, seconds: HOUR },
  /** Exports of everything that is held: nobody needs many. */
  'data.account': { points: 3, seconds: 24 * HOUR },
  /** Codes and links typed or opened. */
  'code.network': { points: 60, seconds: 15 * MINUTE, guesses: true },
  /** Requests to somebody's server that a holder asks for: tests and replays of webhooks. */
  'webhook.account': { points: 30, seconds: HOUR },
  'push.account': { points: 30, seconds: HOUR },
  /**
   * Webhooks and browsers that are added, or tried to be: each has a name looked up, and every one that was added is told.
   * Only the account's own fresh sessions get that far.
   */
  'webhook-add.account': { points: 20, seconds: 24 * HOUR },
  'push-add.account': { points: 20, seconds: 24 * HOUR },
  /** Names given to a protected account and its keys: no proof is asked, and each is told on every channel. */
  'rename.account': { points: 20, seconds: 24 * HOUR },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;

export interface Counter {
  readonly points: number;
  readonly resetsAt: number;
}

/**
 * The counter after one more attempt at `now`; a window starts with its first attempt. Storage counts in one statement
 * that agrees with this.
 * @param restoredAt when an older copy of the database was put back, and nobody has said yet that guesses are forgiven.
 * How many there were until then is lost with what was lost: their window is taken for used up.
 */
export function count(counter: Counter | null, limit: Limit, now: number, restoredAt: number | null = null): Counter {
  const windowMs = limit.seconds * 1000;
  if (counter && counter.resetsAt > now) return { points: counter.points + 1, resetsAt: counter.resetsAt };
  if (limit.guesses && restoredAt !== null && Math.abs(restoredAt - now) < windowMs) {
    return { points: limit.points + 1, resetsAt: restoredAt + windowMs };
  }
  return { points: 1, resetsAt: now + windowMs };
}

/** Seconds to wait, or 0 when the attempt that made this counter is within the limit. */
export const waitSeconds = (counter: Counter, limit: Limit, now: number): number =>
  counter.points <= limit.points ? 0 : Math.max(1, Math.ceil((counter.resetsAt - now) / 1000));
