import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LINK_MS } from '../recovery-link/decide-link.ts';
import { type Counter, count, LIMITS, type Limit, waitSeconds } from './throttle.ts';

const limit: fc.Arbitrary<Limit> = fc.record({
  points: fc.integer({ min: 1, max: 20 }),
  seconds: fc.integer({ min: 1, max: 3600 }),
});
const gaps = fc.array(fc.integer({ min: 0, max: 120_000 }), { minLength: 1, maxLength: 200 });

/** Attempts at the given gaps, each with its counter and its verdict. */
function attempts(of: Limit, between: readonly number[]) {
  let counter: Counter | null = null;
  let now = 1_700_000_000_000;
  return between.map((gap) => {
    now += gap;
    counter = count(counter, of, now);
    return { now, counter, wait: waitSeconds(counter, of, now) };
  });
}

describe('counting attempts', () => {
  it('A window never lets more attempts through than its limit', () => {
    fc.assert(
      fc.property(limit, gaps, (of, between) => {
        const passed = new Map<number, number>();
        for (const { counter, wait } of attempts(of, between)) {
          if (wait === 0) passed.set(counter.resetsAt, (passed.get(counter.resetsAt) ?? 0) + 1);
        }
        for (const times of passed.values()) expect(times).toBeLessThanOrEqual(of.points);
      }),
    );
  });

  it('The attempts within the limit pass and the one after them waits', () => {
    for (const of of Object.values(LIMITS)) {
      const waits = attempts(of, new Array(of.points + 2).fill(0)).map(({ wait }) => wait);
      expect(waits.slice(0, of.points)).toEqual(new Array(of.points).fill(0));
      expect(waits.slice(of.points)).toEqual([of.seconds, of.seconds]);
    }
  });

  it('Trying again while waiting does not make the wait longer', () => {
    fc.assert(
      fc.property(limit, gaps, (of, between) => {
        let earlier: ReturnType<typeof attempts>[number] | null = null;
        for (const attempt of attempts(of, between)) {
          if (earlier && earlier.wait > 0 && attempt.now < earlier.counter.resetsAt) {
            expect(attempt.counter.resetsAt).toBe(earlier.counter.resetsAt);
            expect(attempt.wait).toBeLessThanOrEqual(earlier.wait);
          }
          earlier = attempt;
        }
      }),
    );
  });

  it('Whoever waits as long as told gets through, and nobody waits longer than a window', () => {
    fc.assert(
      fc.property(limit, gaps, (of, between) => {
        for (const { now, counter, wait } of attempts(of, between)) {
          expect(wait).toBeGreaterThanOrEqual(0);
          expect(wait).toBeLessThanOrEqual(of.seconds);
          const later = now + wait * 1000;
          if (wait > 0) expect(waitSeconds(count(counter, of, later), of, later)).toBe(0);
        }
      }),
    );
  });

  it('A window starts with its first attempt and ends at its very millisecond', () => {
    const of: Limit = { points: 1, seconds: 10 };
    const first = count(null, of, 5_000);
    expect(first).toEqual({ points: 1, resetsAt: 15_000 });
    expect(count(first, of, 14_999)).toEqual({ points: 2, resetsAt: 15_000 });
    expect(count(first, of, 15_000)).toEqual({ points: 1, resetsAt: 25_000 });
    expect(waitSeconds({ points: 2, resetsAt: 15_000 }, of, 14_999)).toBe(1);
  });

  it('A limit that was filled by a clock five days ahead is shut for one window and no longer', () => {
    const of: Limit = { points: 1, seconds: 10 };
    const ahead = count(count(null, of, 432_000_000), of, 432_000_000);
    const now = count(ahead, of, 5_000);
    expect(now).toEqual({ points: 3, resetsAt: 15_000 });
    expect(count(now, of, 9_000)).toEqual({ points: 4, resetsAt: 15_000 });
    expect(count(now, of, 15_000).points).toBe(1);
  });
});

describe('the limits', () => {
  it('One network guesses passwords and codes of an account at most ten times in 15 minutes', () => {
    expect(LIMITS['sign-in.account']).toEqual({ points: 10, seconds: 900, guesses: true });
  });

  it('Wrong passwords in a row stay within what NIST allows, and are remembered for a year', () => {
    const rows = Object.entries(LIMITS).filter(([name, limit]) => 'inARow' in limit && name !== 'password.nobody');
    expect(rows.map(([name]) => name)).toEqual(['password.account', 'password.browser', 'password.session']);
    for (const [, { points, seconds }] of rows) {
      expect(points).toBeLessThanOrEqual(100);
      expect(seconds).toBeGreaterThan(365 * 24 * 3600);
    }
  });

  it('A link is mailed again as soon as the last one is too old, whoever asked before', () => {
    expect(LIMITS['link.spare']).toEqual({ points: 1, seconds: LINK_MS / 1000 });
  });

  it('A network may do more than one account’s worth, and every limit is finite and positive', () => {
    expect(LIMITS['sign-in.network'].points).toBeGreaterThan(LIMITS['sign-in.account'].points);
    for (const name of ['mail.address', 'sign-up.address', 'link.address'] as const) {
      expect(LIMITS['mail.network'].points).toBeGreaterThan(LIMITS[name].points);
    }
    for (const { points, seconds } of Object.values(LIMITS)) {
      expect(Number.isSafeInteger(points) && points > 0).toBe(true);
      expect(Number.isSafeInteger(seconds) && seconds > 0).toBe(true);
    }
  });

  it('No limit counts the keys of an account: a stranger cannot keep the holder’s key out', () => {
    expect(Object.keys(LIMITS).filter((name) => name.startsWith('key.'))).toEqual(['key.network']);
  });
});

describe('after an older copy was put back', () => {
  const NOW = 1_700_000_000_000;
  const of = { points: 5, seconds: 60, guesses: true } as const;

  it('A guess waits until every window that could have been open then is over', () => {
    const first = count(null, of, NOW + 10_000, NOW);
    expect(waitSeconds(first, of, NOW + 10_000)).toBe(50);
    expect(waitSeconds(count(first, of, NOW + 60_000, NOW), of, NOW + 60_000)).toBe(0);
  });

  it('A restore that a wrong clock put into the future holds nobody up', () => {
    expect(count(null, of, NOW, NOW + 60_000)).toEqual(count(null, of, NOW));
  });

  it('What is no guess at a secret is counted as ever', () => {
    const mail = { points: 5, seconds: 60 };
    expect(count(null, mail, NOW, NOW)).toEqual(count(null, mail, NOW));
  });

  it('Every limit on secrets that can be guessed is one of guesses', () => {
    const guesses = Object.entries(LIMITS).flatMap(([name, limit]: [string, Limit]) => (limit.guesses ? [name] : []));
    expect(guesses).toEqual([
      'sign-in.network',
      'sign-in.account',
      'sign-in.browser',
      'step-up.account',
      'second-code.account',
      'second-code.browser',
      'second-code.link',
      'second-code.session',
      'take-back-code.network',
      'take-back-code.account',
      'drill.account',
      'second-proof.account',
      'come-back.account',
      'recovery.network',
      'recovery.case',
      'code.network',
    ]);
  });
});
