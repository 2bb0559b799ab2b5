import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideRetry, parseRetryAfter, retryDelayMs } from './back-off.ts';

const NOW = Date.UTC(2026, 5, 1);
const HOUR_MS = 60 * 60_000;
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('a delivery that failed', () => {
  it('is tried again twice as late each time, up to an hour', () => {
    const waits = Array.from({ length: 12 }, (_, index) => retryDelayMs(index + 1, 0) / 1000);
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]);
  });

  it('is never tried sooner than that, and at most a fifth later', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 44 }), chance, (attempts, by) => {
        const [least, delay] = [retryDelayMs(attempts, 0), retryDelayMs(attempts, by)];
        expect(delay).toBeGreaterThanOrEqual(least);
        expect(delay).toBeLessThanOrEqual(least * 1.2);
      }),
    );
    expect(retryDelayMs(1, 0.5)).toBe(5500);
  });

  it('is given up after 45 attempts, which is more than a day of them', () => {
    const fail = (attempts: number) => decideRetry({ attempts, at: NOW, chance: 0, notBefore: null });
    expect(fail(44)).toEqual({ nextAt: NOW + HOUR_MS });
    expect(fail(45)).toEqual({ deadAt: NOW });
    const total = Array.from({ length: 44 }, (_, index) => retryDelayMs(index + 1, 0)).reduce((sum, ms) => sum + ms);
    expect(total).toBeGreaterThan(24 * HOUR_MS);
  });

  it('waits as long as the other end asks, an hour at most, and never less than its turn', () => {
    const ask = (notBefore: number) => decideRetry({ attempts: 1, at: NOW, chance: 0, notBefore });
    expect(ask(NOW + 120_000)).toEqual({ nextAt: NOW + 120_000 });
    expect(ask(NOW + 1000)).toEqual({ nextAt: NOW + 5000 });
    expect(ask(NOW - HOUR_MS)).toEqual({ nextAt: NOW + 5000 });
    expect(ask(NOW + 400 * HOUR_MS)).toEqual({ nextAt: NOW + HOUR_MS });
  });
});

describe('Retry-After', () => {
  it('is seconds or an HTTP date', () => {
    expect(parseRetryAfter('120', NOW)).toBe(NOW + 120_000);
    expect(parseRetryAfter(' 0 ', NOW)).toBe(NOW);
    expect(parseRetryAfter('Mon, 01 Jun 2026 00:02:00 GMT', NOW)).toBe(NOW + 120_000);
  });

  it('that is neither asks for nothing', () => {
    for (const text of [undefined, '', 'soon', '-5', '99999999999999999999']) {
      expect(parseRetryAfter(text, NOW), text).toBeNull();
    }
  });
});
