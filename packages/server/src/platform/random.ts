// The one place that draws randomness.

import { randomFillSync } from 'node:crypto';

export interface Random {
  /** `n` fresh bytes, owned by the caller. */
  bytes(n: number): Uint8Array<ArrayBuffer>;
  /** `n` decimal digits, each of the ten equally likely. */
  digits(n: number): string;
}

const POOL_BYTES = 8192;
/** Larger draws would only empty the pool; they go to the generator directly. */
const POOLED_BYTES_MAX = 512;
/** 250 is the largest multiple of ten that a byte reaches: what lies above would favour the low digits. */
const FAIR_BELOW = 250;

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

  return { bytes, digits };
}

export const systemRandom: Random = createSystemRandom();
