import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PRODUCT_POLICY } from '../policy/policy.ts';
import { TIERS } from '../tier.ts';
import { isFresh, isLive, lifetime } from './session.ts';

const START = 1_700_000_000_000;
const span = fc.integer({ min: 0, max: 3 * 24 * 3600 * 1000 });

describe('a clock that ran ahead and was set back', () => {
  it('leaves no proof that is fresh for longer than others', () => {
    const later = START + 24 * 3600 * 1000;
    expect(isFresh({ freshAt: later }, 300, START)).toBe(false);
    expect(isFresh({ freshAt: START + 1000 }, 300, START)).toBe(true);
  });

  it('leaves no session that cannot idle out', () => {
    const session = { lastSeenAt: START + 15 * 60_000, idleMs: 15 * 60_000, endsAt: START + 3600_000 };
    expect(isLive(session, START)).toBe(false);
    expect(isLive(session, START + 1)).toBe(true);
  });
});

describe('how long a session lives', () => {
  it.each(TIERS)('An unused session of tier %s ends when its idle time is over, to the millisecond', (tier) => {
    const limits = PRODUCT_POLICY.sessions[tier];
    const session = { lastSeenAt: START, ...lifetime(limits, START) };
    const idleMs = limits.idleSeconds * 1000;
    expect(isLive(session, START)).toBe(true);
    expect(isLive(session, START + idleMs - 1)).toBe(true);
    expect(isLive(session, START + idleMs)).toBe(false);
  });

  it.each(TIERS)('A session of tier %s in constant use ends at its absolute end all the same', (tier) => {
    const limits = PRODUCT_POLICY.sessions[tier];
    const given = lifetime(limits, START);
    const end = START + limits.absoluteSeconds * 1000;
    expect(given.endsAt).toBe(end);
    expect(isLive({ ...given, lastSeenAt: end - 1 }, end - 1)).toBe(true);
    expect(isLive({ ...given, lastSeenAt: end - 1 }, end)).toBe(false);
    expect(isLive({ ...given, lastSeenAt: end }, end + 1)).toBe(false);
  });

  it('A session that has ended does not come back by waiting', () => {
    fc.assert(
      fc.property(span, span, span, span, (idleMs, absoluteMs, at, more) => {
        const session = { lastSeenAt: START, idleMs, endsAt: START + absoluteMs };
        expect(isLive(session, START + at)).toBe(at < Math.min(idleMs, absoluteMs));
        if (!isLive(session, START + at)) expect(isLive(session, START + at + more)).toBe(false);
      }),
    );
  });
});

describe('how long presence is fresh', () => {
  it('Presence is fresh for less than the given time: at the limit it is not', () => {
    for (const seconds of [1, 60, 300]) {
      const session = { freshAt: START };
      expect(isFresh(session, seconds, START)).toBe(true);
      expect(isFresh(session, seconds, START + seconds * 1000 - 1)).toBe(true);
      expect(isFresh(session, seconds, START + seconds * 1000)).toBe(false);
    }
  });

  it('Nothing is fresh when no time is allowed or the session’s presence was taken back', () => {
    expect(isFresh({ freshAt: START }, 0, START)).toBe(false);
    expect(isFresh({ freshAt: 0 }, 300, START)).toBe(false);
  });
});
