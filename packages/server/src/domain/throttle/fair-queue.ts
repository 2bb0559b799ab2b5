// Who is next where many wait for one worker: each owner in turn, however many of one owner's wait. Where the queue is
// full, the owner with the most waiting loses its newest, so that nobody can fill it in front of somebody else.

export interface FairQueueLimits {
  /** How many may wait in all. */
  readonly waitingMax: number;
  /** How many of one owner may wait. */
  readonly perOwnerMax: number;
}

export class FairQueue<Item> {
  readonly #limits: FairQueueLimits;
  /** In the order of their turns. */
  readonly #owners = new Map<string, Item[]>();
  #size = 0;

  constructor(limits: FairQueueLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#size;
  }

  /** @returns what has to be turned away for it: nothing, another owner's newest, or the item itself. */
  add(owner: string, item: Item): Item | null {
    const own = this.#owners.get(owner);
    const count = own?.length ?? 0;
    if (count >= this.#limits.perOwnerMax) return item;
    let displaced: Item | null = null;
    if (this.#size >= this.#limits.waitingMax) {
      const longest = this.#longest();
      // With as many as that the newcomer would be the one who takes the others' places.
      if (!longest || longest.length <= count + 1) return item;
      displaced = longest.pop() ?? null;
      this.#size--;
    }
    if (own) own.push(item);
    else this.#owners.set(owner, [item]);
    this.#size++;
    return displaced;
  }

  /** The next owner's oldest; that owner's turn comes again after everybody else's. */
  take(): Item | undefined {
    for (const [owner, items] of this.#owners) {
      this.#owners.delete(owner);
      const item = items.shift();
      if (items.length > 0) this.#owners.set(owner, items);
      if (item === undefined) continue;
      this.#size--;
      return item;
    }
    return undefined;
  }

  #longest(): Item[] | null {
    let longest: Item[] | null = null;
    for (const items of this.#owners.values()) if (items.length > (longest?.length ?? 0)) longest = items;
    return longest;
  }
}
