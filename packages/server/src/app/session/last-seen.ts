// When sessions were last used, held in memory and written in batches, so that a session check writes nothing.
// A crash loses the last batch at most; sessions then idle out a little early, never late.

import type { SessionId } from '../../domain/id.ts';

export class LastSeen {
  #seen = new Map<SessionId, number>();

  note(id: SessionId, at: number): void {
    this.#seen.set(id, at);
  }

  /** The later of what is stored and what is noted. */
  of(id: SessionId, stored: number): number {
    const noted = this.#seen.get(id);
    return noted !== undefined && noted > stored ? noted : stored;
  }

  /** Hands over what is to be written. Put it back with `restore` if the write fails. */
  take(): ReadonlyMap<SessionId, number> {
    const taken = this.#seen;
    this.#seen = new Map();
    return taken;
  }

  restore(taken: ReadonlyMap<SessionId, number>): void {
    for (const [id, at] of taken) this.#seen.set(id, Math.max(at, this.#seen.get(id) ?? 0));
  }
}
