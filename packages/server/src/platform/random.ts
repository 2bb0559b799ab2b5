// The one place that draws randomness.

import { randomFillSync } from 'node:crypto';

export interface Random {
  /** `n` fresh bytes, owned by the caller. */
  bytes(n: number): Uint8Array<ArrayBuffer>;
  /**
   * 16 bytes for an id of `moment` (its first six are overwritten by the time): those of one moment rise in the order in
   * which they were drawn, so that what happened first within a millisecond also sorts first.
   */
  rising(moment: number): Uint8Array<ArrayBuffer>;
  /** `n` decimal digits, each of the ten equally likely. */
  digits(n: number): string;
}

const POOL_BYTES = 8192;
/** Larger draws would only empty the pool; they go to the generator directly. */
const POOLED_BYTES_MAX = 512;
/** 250 is the largest multiple of ten that a byte reaches: what lies above would favour the low digits. */
const FAIR_BELOW = 250;

/** As many moments may have ids drawn for them in turns; requests that began earlier go on beside newer ones. */
const MOMENTS_KEPT = 256;
/** Ten bytes rise: six that count, and four that are drawn for each. */
const TIME_BYTES = 6;
const COUNTING_BYTES = 6;

/** The system's generator, drawn 8 KiB at a time. Each byte is handed out once and wiped from the pool. */
function createSystemRandom(): Random {
  const pool = new Uint8Array(POOL_BYTES);
  let next = POOL_BYTES;

  function bytes(n: number): Uint8Array<ArrayBuffer> {
    const drawn = new Uint8Array(n);
    if (n > POOLED_BYTES_MAX) return randomFillSync(drawn);
    if (next + n > POOL_BYTES) {
      randomFillSync(pool);
      next = 0;
    }
    const taken = pool.subarray(next, next + n);
    drawn.set(taken);
    taken.fill(0);
    next += n;
    return drawn;
  }

  function digits(n: number): string {
    let text = '';
    while (text.length < n) {
      for (const byte of bytes(n - text.length)) if (byte < FAIR_BELOW) text += String(byte % 10);
    }
    return text;
  }

  const counts = new Map<number, number>();
  function rising(moment: number): Uint8Array<ArrayBuffer> {
    const drawn = bytes(16);
    const view = Buffer.from(drawn.buffer);
    const last = counts.get(moment);
    // The first draw leaves the upper half free to rise into; each next step is itself a draw, so that none tells how many.
    const count =
      last === undefined ? Math.floor(view.readUIntBE(TIME_BYTES, COUNTING_BYTES) / 2) : last + 1 + (drawn[0] ?? 0);
    view.writeUIntBE(count, TIME_BYTES, COUNTING_BYTES);
    counts.set(moment, count);
    if (counts.size > MOMENTS_KEPT) counts.delete(counts.keys().next().value ?? moment);
    return drawn;
  }

  return { bytes, rising, digits };
}

export const systemRandom: Random = createSystemRandom();
