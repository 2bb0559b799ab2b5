// How often something may be tried: per network, per account and network, per browser that the account knows, and per
// account. What a stranger can fill never stands alone between a holder and the account: a browser that the account knows, a
// key and the mailed link have counters of their own (test/authority/limits.test.ts fills each in front of the holder).

export interface Limit {
  readonly points: number;
  readonly seconds: number;
  /** It counts guesses at a secret: what was counted before a restore is not counted anew. */
  readonly guesses?: true;
  /**
   * It counts failures in a row, which only a success ends (NIST SP 800-63B-4 §3.2.2: at most 100). Nobody is told to wait:
   * beyond the limit every answer is that of a wrong guess, the right one's too. The window is how long a row is remembered.
   */
  readonly inARow?: true;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** As many wrong passwords in a row as NIST SP 800-63B-4 §3.2.2 allows, remembered for longer than anybody guesses. */
const PASSWORD_ROW = { points: 100, seconds: 400 * DAY, inARow: true } as const;
/** A right guess at six digits is then a matter of years. */
const SECOND_CODES = { points: 20, seconds: 6 * HOUR, guesses: true } as const;

/** For what a Lock is counted: the key or the factor of its session, or all links. */
export type LockedBy = 'key' | 'factor' | 'link';

/** What is counted, and how many attempts a window takes. */
export const LIMITS = {
  /** Passwords from browsers that the account does not know. */
  'sign-in.network': { points: 60, seconds: 15 * MINUTE, guesses: true },
  'sign-in.account': { points: 10, seconds: 15 * MINUTE, guesses: true },
  /** Passwords from one browser that the account was entered from before. */
  'sign-in.browser': { points: 10, seconds: 15 * MINUTE, guesses: true },
  /** Wrong passwords in a row from browsers that the account does not know, over all networks. */
  'password.account': PASSWORD_ROW,
  /** Wrong passwords in a row from one browser that it knows. Beyond it the browser is like one that it does not know. */
  'password.browser': PASSWORD_ROW,
  /** The same work where nobody has the address: a row that nothing needs to remember. */
  'password.nobody': { points: 100, seconds: 15 * MINUTE, inARow: true },
  /** Passwords typed to prove presence, over all of the account's own sessions: how often, and wrong ones in a row. */
  'step-up.account': { points: 10, seconds: 15 * MINUTE, guesses: true },
  'password.session': PASSWORD_ROW,
  /**
   * Codes after the right password, behind a recovery link, and in a session: each by itself, so that somebody who knows the
   * password cannot stop a recovery. The second step with a key is never counted.
   */
  'second-code.account': SECOND_CODES,
  'second-code.browser': SECOND_CODES,
  'second-code.link': SECOND_CODES,
  'second-code.session': SECOND_CODES,
  /** Behind a link that takes protection back: from one network, and from all. */
  'take-back-code.network': SECOND_CODES,
  'take-back-code.account': { ...SECOND_CODES, points: 400 },
  /** Passwords that are judged and hashed to be set: in the account's own settings, and in one sign-up or recovery. */
  'new-password.account': { points: 20, seconds: HOUR },
  'new-password.flow': { points: 20, seconds: HOUR },
  /** Answers by keys that did not verify. A right answer always passes: it cannot be guessed. */
  'key.network': { points: 100, seconds: 15 * MINUTE },
  /** Mail that one network may cause. */
  'mail.network': { points: 20, seconds: HOUR },
  /** Codes for sign-ups, mailed to one address. */
  'sign-up.address': { points: 5, seconds: HOUR },
  /** Codes and invitations that holders of other accounts have mailed to one address. */
  'mail.address': { points: 5, seconds: HOUR },
  /** Recovery links that browsers which the account does not know have mailed to it; beyond it one for each quarter of an hour. */
  'link.address': { points: 5, seconds: HOUR },
  'link.spare': { points: 1, seconds: 15 * MINUTE },
  /** Recovery links that one browser which the account knows, and support, have mailed to it. */
  'link.browser': { points: 5, seconds: HOUR },
  'link.support': { points: 5, seconds: HOUR },
  /** Recovery links for another browser that somebody with a link from the mailbox is sent. */
  'link.mailbox': { points: 5, seconds: HOUR },
  /** Wrong recovery keys typed in a drill. A right one always passes, here and below: it cannot be guessed. */
  'drill.account': { points: 20, seconds: HOUR, guesses: true },
  /**
   * Recovery keys that did not fit, typed beside a key: in a session of the account, or after a suspended key of it had
   * signed. Only failures count, and a right one always passes.
   */
  'second-proof.account': { points: 20, seconds: HOUR, guesses: true },
  'come-back.account': { points: 20, seconds: HOUR, guesses: true },
  /** Wrong recovery keys from a network; wrong ones beside a right case secret, a case. */
  'recovery.network': { points: 60, seconds: 15 * MINUTE, guesses: true },
  'recovery.case': { points: 20, seconds: 6 * HOUR, guesses: true },
  /** Wrong recovery keys for an address that are put on record. It refuses nothing. */
  'recovery.record': { points: 20, seconds: 6 * HOUR },
  /** Accounts that one of the staff looks at, or begins a recovery for: enough for a day's work, too few for a harvest. */
  'support.staff': { points: 60, seconds: HOUR },
  /** Exports of the own activity: each may be as long as the account is old. */
  'export.account': { points: 10, seconds: HOUR },
  /** Exports of everything that is held: nobody needs many. */
  'data.account': { points: 3, seconds: DAY },
  /** What a link does to one key, or to password and factor: once a day, so that no bot keeps its holder out. */
  'disown.key': { points: 1, seconds: DAY },
  /** Lock: once a day for the same key, and once for all links. */
  'lock.key': { points: 1, seconds: DAY },
  'lock.link': { points: 1, seconds: DAY },
  /** Codes and links typed or opened. */
  'code.network': { points: 60, seconds: 15 * MINUTE, guesses: true },
  /** Requests to somebody's server that a holder asks for: tests and replays of webhooks. */
  'webhook.account': { points: 30, seconds: HOUR },
  'push.account': { points: 30, seconds: HOUR },
  /**
   * Webhooks and browsers that are added, or tried to be: each has a name looked up, and every one that was added is told.
   * Only the account's own fresh sessions get that far.
   */
  'webhook-add.account': { points: 20, seconds: DAY },
  'push-add.account': { points: 20, seconds: DAY },
  /** Names given to an account and its keys, where its holder is told of them: no proof is asked. */
  'rename.account': { points: 20, seconds: DAY },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;

export interface Counter {
  readonly points: number;
  readonly resetsAt: number;
}

/**
 * The counter after one more attempt at `now`; a window starts with its first attempt. One that was begun by a clock that
 * ran ahead ends a whole window from now at the latest: its attempts count, and it does not stay shut until that clock's time.
 * Storage counts in one statement that agrees with this.
 * @param restoredAt when an older copy of the database was put back, and nobody has said yet that guesses are forgiven.
 * How many there were until then is lost with what was lost: their window is taken for used up.
 */
export function count(counter: Counter | null, limit: Limit, now: number, restoredAt: number | null = null): Counter {
  const windowMs = limit.seconds * 1000;
  if (counter && counter.resetsAt > now) {
    return { points: counter.points + 1, resetsAt: Math.min(counter.resetsAt, now + windowMs) };
  }
  if (limit.guesses && restoredAt !== null && Math.abs(restoredAt - now) < windowMs) {
    return { points: limit.points + 1, resetsAt: restoredAt + windowMs };
  }
  return { points: 1, resetsAt: now + windowMs };
}

/** Seconds to wait, or 0 when the attempt that made this counter is within the limit. */
export const waitSeconds = (counter: Counter, limit: Limit, now: number): number =>
  counter.points <= limit.points ? 0 : Math.max(1, Math.ceil((counter.resetsAt - now) / 1000));
