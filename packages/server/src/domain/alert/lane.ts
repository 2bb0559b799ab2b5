// Which of the waiting deliveries may start. Fair between holders, and a lane's last places are never taken by slow ones.
//
//   places of a lane │ protected holder's alert │ anything else
//   ─────────────────┼──────────────────────────┼──────────────
//   proven channel   │ all                      │ five eighths
//   doubtful channel │ three quarters           │ three eighths
//
// Each share holds those of the lower ones: what strangers send to where nothing ever arrived takes three eighths of a
// lane, however many strangers there are. No limit is a count that somebody else could fill for good: a place is free
// again when its attempt ends, and the longest one may take is the deliverer's to say.

import { RANK, type Rank } from './channel.ts';

export interface Waiting {
  readonly rank: Rank;
  /** Whose it is: an account, a channel of the platform's, or a mail to nobody's account. */
  readonly owner: string;
  /** The channel; null for mail. */
  readonly target: string | null;
  /** Whose server takes it; null for mail, which goes to the platform's own. */
  readonly host: string | null;
  /** The last attempt arrived. One to which nothing was delivered yet, or that is failing, is doubtful. */
  readonly proven: boolean;
}

export interface LaneLimits {
  /** Of one process. */
  readonly places: number;
  /** Of one owner before the others have had theirs. */
  readonly perTurn: number;
  /** Over all processes: deliveries under way for one owner, to one channel, and to one host. */
  readonly perOwner: number;
  readonly perTarget: number;
  readonly perHost: { readonly proven: number; readonly doubtful: number };
}

export type Level = 0 | 1 | 2 | 3;
/** Of the places, for this level and those after it. */
const SHARES = [1, 3 / 4, 5 / 8, 3 / 8] as const satisfies readonly number[];
export const LEVELS: readonly Level[] = [0, 1, 2, 3];

export const levelOf = ({ rank, proven }: Pick<Waiting, 'rank' | 'proven'>): Level =>
  rank === RANK.protectedAlert ? (proven ? 0 : 1) : proven ? 2 : 3;

/** A host is counted apart for channels that have proved good: strangers who do not answer at it hold up none of those. */
export const hostKeyOf = ({ host, proven }: Pick<Waiting, 'host' | 'proven'>): string | null =>
  host === null ? null : `${proven ? 'proven' : 'doubtful'} ${host}`;

/** Counts what is under way, and says what has its fill. */
export class Tally {
  readonly #limits: LaneLimits;
  readonly #isResting: (hostKey: string) => boolean;
  readonly #owners = new Map<string, number>();
  readonly #targets = new Map<string, number>();
  readonly #hosts = new Map<string, number>();
  readonly #levels: [number, number, number, number] = [0, 0, 0, 0];
  #ownerMax: number;

  /** `isResting`: a host that lately let everybody wait has one place. */
  constructor(limits: LaneLimits, isResting: (hostKey: string) => boolean = () => false) {
    this.#limits = limits;
    this.#isResting = isResting;
    this.#ownerMax = limits.perOwner;
  }

  /** First everybody has a turn; then whoever has more waiting has the rest. */
  allow(ownerMax: 'a turn' | 'all'): void {
    const { perTurn, perOwner } = this.#limits;
    this.#ownerMax = ownerMax === 'a turn' ? Math.min(perTurn, perOwner) : perOwner;
  }

  /** Somebody's, in whichever process. */
  add(one: Waiting): void {
    const hostKey = hostKeyOf(one);
    increase(this.#owners, one.owner);
    if (one.target !== null) increase(this.#targets, one.target);
    if (hostKey !== null) increase(this.#hosts, hostKey);
  }

  /** It takes one of this process's places. */
  take(level: Level): void {
    this.#levels[level] += 1;
  }

  ofOwner(owner: string): number {
    return this.#owners.get(owner) ?? 0;
  }

  hasRoomFor(one: Waiting): boolean {
    const hostKey = hostKeyOf(one);
    return (
      this.hasPlaceFor(levelOf(one)) &&
      this.ofOwner(one.owner) < this.#ownerMax &&
      (one.target === null || (this.#targets.get(one.target) ?? 0) < this.#limits.perTarget) &&
      (hostKey === null || (this.#hosts.get(hostKey) ?? 0) < this.#ofHostMax(hostKey))
    );
  }

  /** Is there a place for one of this level? It counts in its own share, and in that of every level before it. */
  hasPlaceFor(level: Level): boolean {
    let taken = 0;
    for (let at = LEVELS.length - 1; at >= 0; at--) {
      taken += this.#levels[at] ?? 0;
      if (at <= level && taken >= this.#limits.places * (SHARES[at] ?? 0)) return false;
    }
    return true;
  }

  /** Owners, channels and hosts that have their fill. */
  get full() {
    const { perTarget } = this.#limits;
    const atLeast = (counts: ReadonlyMap<string, number>, max: (key: string) => number): readonly string[] =>
      [...counts].flatMap(([key, count]) => (count >= max(key) ? [key] : []));
    return {
      owners: atLeast(this.#owners, () => this.#ownerMax),
      targets: atLeast(this.#targets, () => perTarget),
      hostKeys: atLeast(this.#hosts, (key) => this.#ofHostMax(key)),
    };
  }

  #ofHostMax(hostKey: string): number {
    const { proven, doubtful } = this.#limits.perHost;
    if (this.#isResting(hostKey)) return 1;
    return hostKey.startsWith('proven ') ? proven : doubtful;
  }
}

const increase = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

/**
 * Chooses at most `countMax` of those that wait, in their order, and counts them: by rank, and in a rank the owner who has
 * the fewest under way first.
 */
export function chooseFairly<One extends Waiting>(waiting: readonly One[], tally: Tally, countMax: number): One[] {
  const chosen: One[] = [];
  const left = new Set(waiting);
  while (chosen.length < countMax) {
    let next: One | null = null;
    for (const one of left) {
      if (!tally.hasRoomFor(one)) left.delete(one);
      else if (next === null || isBefore(one, next, tally)) next = one;
    }
    if (next === null) break;
    left.delete(next);
    tally.add(next);
    tally.take(levelOf(next));
    chosen.push(next);
  }
  return chosen;
}

const isBefore = (one: Waiting, other: Waiting, tally: Tally): boolean =>
  one.rank < other.rank || (one.rank === other.rank && tally.ofOwner(one.owner) < tally.ofOwner(other.owner));
