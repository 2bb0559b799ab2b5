import { describe, expect, it } from 'vitest';
import { systemRandom } from './random.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).subarray(6).toString('hex');

describe('draws for the ids of one moment', () => {
  it('rise in the order in which they were drawn, also where the draws of many moments alternate', () => {
    const drawn = new Map<number, string[]>();
    for (let round = 0; round < 300; round++) {
      for (let moment = 0; moment < 200; moment++) {
        drawn.set(moment, [...(drawn.get(moment) ?? []), text(systemRandom.rising(moment))]);
      }
    }
    for (const draws of drawn.values()) expect(draws).toEqual([...draws].sort());
    expect(new Set([...drawn.values()].flat()).size).toBe(60_000);
  });

  it('begin anywhere, so that two processes do not draw alike', () => {
    const first = new Set(
      Array.from({ length: 2000 }, (_, moment) => text(systemRandom.rising(-1 - moment)).slice(0, 8)),
    );
    expect(first.size).toBeGreaterThan(1990);
  });
});

describe('random', () => {
  it('never hands out the same bytes twice, in the pool and beyond it', () => {
    const drawn = new Set<string>();
    for (let i = 0; i < 3000; i += 1) drawn.add(Buffer.from(systemRandom.bytes(16)).toString('hex'));
    for (let i = 0; i < 20; i += 1) drawn.add(Buffer.from(systemRandom.bytes(5000)).toString('hex'));
    expect(drawn.size).toBe(3020);
  });

  it('gives bytes that the caller owns: changing them changes no other draw', () => {
    const first = systemRandom.bytes(32);
    const second = systemRandom.bytes(32);
    const before = Buffer.from(second).toString('hex');
    first.fill(0);
    expect(Buffer.from(second).toString('hex')).toBe(before);
    expect(new Uint8Array(second.buffer)).toHaveLength(32);
  });

  it('gives the length asked for, at the edges of the pool too', () => {
    for (const n of [0, 1, 511, 512, 513, 8191, 8192, 8193]) expect(systemRandom.bytes(n)).toHaveLength(n);
  });

  it('draws each digit equally often', () => {
    const digits = systemRandom.digits(1_000_000);
    expect(digits).toMatch(/^[0-9]{1000000}$/);
    const counts = new Map<string, number>();
    for (const digit of digits) counts.set(digit, (counts.get(digit) ?? 0) + 1);
    // A hundred thousand each, with a deviation of 300; bytes taken modulo ten would leave four digits short by 2,344.
    for (const count of counts.values()) expect(Math.abs(count - 100_000)).toBeLessThan(1_600);
    expect(counts.size).toBe(10);
  });
});
