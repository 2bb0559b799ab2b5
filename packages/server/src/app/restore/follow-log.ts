// Follows the log from outside of the database: at the start and all the while it runs, a server looks whether the log
// still has what it last knew of it, and keeps what it knows now.

import { type Anchor, type Recognised, recognise } from '../../domain/restore/recognise.ts';
import type { AnchorFile } from '../../platform/anchor-file.ts';
import { findLatestCheckpoint } from '../../storage/log.ts';
import {
  findHeadAt,
  findNewestHead,
  listRestorations,
  lockRestorations,
  NEWEST_NOTE,
} from '../../storage/restoration.ts';
import type { Tx } from '../../storage/store.ts';
import type { RestorationRow } from '../../storage/tables.ts';
import type { Deps } from '../deps.ts';
import type { Recorder } from '../record.ts';
import { recordRestoration } from './record-restoration.ts';

export type FollowerDeps = Recorder & Pick<Deps, 'store'>;

export class LogFollower {
  readonly #deps: FollowerDeps;
  readonly #file: AnchorFile;
  readonly #onFault: (error: unknown) => void;
  /** As the file has it; undefined before it was read. */
  #anchor: Anchor | null | undefined;
  #note: string | undefined;
  #isKept = true;

  /** @param onFault told once when nothing can be kept: an older copy would not be recognised by it */
  constructor(deps: FollowerDeps, file: AnchorFile, onFault: (error: unknown) => void) {
    this.#deps = deps;
    this.#file = file;
    this.#onFault = onFault;
  }

  /** One look. @returns the restore that was put on record by it, else null. */
  async look(now: number): Promise<RestorationRow | null> {
    const { store } = this.#deps;
    const newest = await store.one(NEWEST_NOTE, []);
    if (this.#anchor && newest?.note === this.#note) return null;
    const known = this.#anchor === undefined ? await this.#file.read() : this.#anchor;
    const seen = await store.read((tx) => this.#judge(tx, known));
    const recorded = seen.verdict.tag === 'restored' ? await this.#record(known, now) : null;
    const anchor = recorded ? { head: seen.head, restoration: recorded.id } : seen;
    this.#anchor = { head: anchor.head, restoration: anchor.restoration };
    await this.#keep(this.#anchor);
    this.#note = newest?.note;
    return recorded;
  }

  async #keep(anchor: Anchor): Promise<void> {
    try {
      await this.#file.keep(anchor);
      this.#isKept = true;
    } catch (error) {
      if (this.#isKept) this.#onFault(error);
      this.#isKept = false;
    }
  }

  async #judge(tx: Tx, known: Anchor | null): Promise<Anchor & { readonly verdict: Recognised }> {
    const head = await findNewestHead(tx);
    const atAnchor = known?.head ? await findHeadAt(tx, known.head.size) : null;
    const restorations = (await listRestorations(tx)).map(({ id }) => id);
    const verdict = recognise(known, { head, atAnchor, restorations }, tx.dialect === 'sqlite');
    return { head, restoration: restorations.at(-1) ?? null, verdict };
  }

  #record(known: Anchor | null, now: number): Promise<RestorationRow | null> {
    return this.#deps.store.write(async (tx) => {
      await lockRestorations(tx);
      // Another server may have been first.
      const { head, verdict } = await this.#judge(tx, known);
      if (verdict.tag !== 'restored') return null;
      const latest = await findLatestCheckpoint(tx);
      const knownSize = known ? (known.head?.size ?? 0) : null;
      const found = { why: verdict.why, foundSize: head?.size ?? 0, knownSize, takenAt: latest?.signed_at ?? null };
      return recordRestoration(this.#deps, tx, found, now);
    });
  }
}
