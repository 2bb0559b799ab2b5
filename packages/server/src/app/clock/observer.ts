// clock.moved and clock.believed: each server looks at its clock every few seconds, holds it against time that only grows,
// the record, the database and the other servers, and says what it finds.

import { RETRY_LATEST_MS } from '../../domain/alert/back-off.ts';
import { quorumOf } from '../../domain/audit/cosigner.ts';
import { decideBelief, type Ground, runningKept } from '../../domain/clock/belief.ts';
import { doubtedFrom, judgeApart, judgeStart, type Moved, type Reading } from '../../domain/clock/moved.ts';
import {
  findClockState,
  findNewestMoment,
  forgetNodes,
  hurryPutOff,
  listOtherNodes,
  lockClockState,
  putNode,
  readDatabaseClock,
  updateClockState,
} from '../../storage/clock.ts';
import type { ClockNodeRow, ClockStateRow } from '../../storage/clock-tables.ts';
import { findHead } from '../../storage/log.ts';
import type { Tx } from '../../storage/store.ts';
import type { Deps } from '../deps.ts';
import { type Recorder, recordBySystem } from '../record.ts';
import { makeUpForDoubt } from './make-up.ts';
import { sayMoved } from './say-moved.ts';
import { witnessTimes } from './witness-times.ts';

/** A server whose time does not change for so long has ended; one that counted the running is taken over from. */
const SILENT_MS_MAX = 60 * 1000;

export type ObserverDeps = Recorder & Pick<Deps, 'store' | 'clock' | 'witnesses'>;

/** What a look found, for the operator's log. */
export type Seen = { readonly moved: Moved } | { readonly believed: Ground } | null;

/** Something that another process writes, and since when (monotonic) it has been the same. */
interface Watched<T> {
  readonly value: T;
  readonly since: number;
}

/** What this process remembers from one look to the next. */
interface Memory {
  readonly reading: Reading;
  readonly nodes: ReadonlyMap<string, Watched<number>>;
  /** The running that was counted, and by which server. */
  readonly counted: Watched<string>;
}

interface Look {
  readonly seen: Seen;
  readonly memory: Memory;
}

export class ClockObserver {
  readonly #deps: ObserverDeps;
  readonly #node: string;
  #memory: Memory | null = null;
  /** Running is counted from here (monotonic); null after a look that failed: nobody knows what was. */
  #countedFrom: number | null = null;

  /** @param node this process's own name among those on the database */
  constructor(deps: ObserverDeps, node: string) {
    this.#deps = deps;
    this.#node = node;
  }

  /** One look; the first is a start. @throws StorageUnavailable: what was not looked at does not count as running */
  async look(): Promise<Seen> {
    const { clock, store } = this.#deps;
    const stepped = clock.moved;
    const countedFrom = this.#countedFrom;
    this.#countedFrom = null;
    const { seen, memory } = await store.write((tx) => this.#look(tx, stepped, countedFrom));
    this.#memory = memory;
    this.#countedFrom = memory.reading.monotonic;
    if (stepped) clock.settle(memory.reading);
    return seen;
  }

  async #look(tx: Tx, stepped: Moved | null, countedFrom: number | null): Promise<Look> {
    const { clock } = this.#deps;
    const before = this.#memory;
    const state = await lockClockState(tx);
    const apart = await this.#judgeDatabase(tx);
    const others = await listOtherNodes(tx, this.#node);
    const reading = clock.read();
    const nodes = watchNodes(before, others, reading);
    const started = before ? null : judgeStart(reading.wall, await findNewestMoment(tx));
    const isApart = apart ?? judgeNodes(before, nodes, reading);
    // Two clocks that are still apart say nothing new.
    const moved = stepped ?? started ?? (state.doubted_from === null ? isApart : null);
    if (moved) await this.#doubt(tx, state, moved, reading, others);
    else if (isApart) await updateClockState(tx, { steady_ms: 0, counted_by: this.#node });
    const steadyMs = moved || isApart ? 0 : await this.#count(tx, state, reading, countedFrom);
    const believed = moved || isApart ? null : await this.#believe(tx, state, steadyMs, reading.wall);
    const dead = others.filter(({ node }) => reading.monotonic - (nodes.get(node)?.since ?? 0) > SILENT_MS_MAX);
    await forgetNodes(
      tx,
      dead.map(({ node }) => node),
    );
    await putNode(tx, { node: this.#node, wall_at: reading.wall });
    const counted = watch(before?.counted, countOf(await findClockState(tx)), reading.monotonic);
    return { seen: moved ? { moved } : believed && { believed }, memory: { reading, nodes, counted } };
  }

  async #judgeDatabase(tx: Tx): Promise<Moved | null> {
    const { clock } = this.#deps;
    const from = clock.now();
    const database = await readDatabaseClock(tx);
    return database === null ? null : judgeApart('database-apart', { from, until: clock.now() }, database);
  }

  /** On record: in doubt from now on, or still. */
  async #doubt(
    tx: Tx,
    state: ClockStateRow,
    moved: Moved,
    { wall }: Reading,
    others: readonly ClockNodeRow[],
  ): Promise<void> {
    await updateClockState(tx, {
      steady_ms: state.doubted_from === null ? 0 : runningKept(state.steady_ms, moved),
      counted_by: this.#node,
      doubted_from: Math.min(state.doubted_from ?? wall, doubtedFrom(moved), wall),
      moved_at: wall,
      why: moved.why,
      gap_ms: moved.gapMs,
      log_size: (await findHead(tx))?.size ?? 0,
    });
    // What a server has left that ended while the clock was wrong is no measure for the next start.
    await forgetNodes(
      tx,
      others.map(({ node }) => node),
    );
    await hurryPutOff(tx, wall, wall + RETRY_LATEST_MS);
    await recordBySystem(this.#deps, tx, wall, 'clock.moved', null, { subject: sayMoved(moved.why, moved.gapMs) });
  }

  /** Running counts once, however many servers there are: one of them counts, and another takes over when it has ended. */
  async #count(tx: Tx, state: ClockStateRow, { monotonic }: Reading, countedFrom: number | null): Promise<number> {
    if (state.counted_by === this.#node) {
      const steadyMs = state.steady_ms + Math.round(monotonic - (countedFrom ?? monotonic));
      if (steadyMs !== state.steady_ms) await updateClockState(tx, { steady_ms: steadyMs });
      return steadyMs;
    }
    const counted = watch(this.#memory?.counted, countOf(state), monotonic);
    if (state.counted_by === null || monotonic - counted.since > SILENT_MS_MAX) {
      await updateClockState(tx, { counted_by: this.#node });
    }
    return state.steady_ms;
  }

  async #believe(tx: Tx, state: ClockStateRow, steadyMs: number, now: number): Promise<Ground | null> {
    const { doubted_from: from, log_size: size } = state;
    if (from === null) return null;
    const { witnesses } = this.#deps;
    const quorum = witnesses.length > 0 ? quorumOf(witnesses.length) : null;
    const ground = decideBelief(steadyMs, await witnessTimes(tx, witnesses, size), quorum);
    if (ground === null) return null;
    await makeUpForDoubt(tx, from, now);
    const subject = ground === 'running' ? 'after 24 h of steady running' : 'a quorum of witnesses agrees with it';
    await recordBySystem(this.#deps, tx, now, 'clock.believed', null, { subject });
    return ground;
  }
}

/** Whoever takes over changes it too: of two that would, the second sees that the first has. */
const countOf = ({ counted_by, steady_ms }: ClockStateRow): string => `${counted_by} ${steady_ms}`;

const watch = <T>(before: Watched<T> | undefined, value: T, monotonic: number): Watched<T> =>
  before?.value === value ? before : { value, since: monotonic };

const watchNodes = (before: Memory | null, others: readonly ClockNodeRow[], { monotonic }: Reading) =>
  new Map(others.map(({ node, wall_at }) => [node, watch(before?.nodes.get(node), wall_at, monotonic)]));

/** A server that looked since the last look of this one did so in between. */
function judgeNodes(
  before: Memory | null,
  nodes: ReadonlyMap<string, Watched<number>>,
  { wall }: Reading,
): Moved | null {
  for (const [node, { value }] of nodes) {
    const known = before?.nodes.get(node);
    if (!before || !known || known.value === value) continue;
    const moved = judgeApart('nodes-apart', { from: before.reading.wall, until: wall }, value);
    if (moved) return moved;
  }
  return null;
}
