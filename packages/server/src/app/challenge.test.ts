// Challenges: for one purpose, one subject and five minutes, unforgeable, and readable across a rotation of secrets.

import { describe, expect, it } from 'vitest';
import { TEST_TIME as NOW } from '../../../../test/support/clock.ts';
import { createKeyRing } from '../platform/key-ring.ts';
import { systemRandom } from '../platform/random.ts';
import { CHALLENGE_MS, challengeCheck, makeChallenge, readChallenge } from './challenge.ts';

const secretOf = (version: string) => ({ version, secret: Buffer.alloc(32, `secret ${version}`) });
const ring = (...versions: string[]) => createKeyRing(versions.map(secretOf), systemRandom);
const SCOPE = { purpose: 'step-up.key', subject: 'sess_1' };
const made = (keyRing = ring('a')) => makeChallenge({ keyRing, random: systemRandom }, SCOPE, NOW);
const UNKNOWN = { ok: false, fault: 'challenge-unknown' };

describe('a challenge', () => {
  it('is good for its scope, and names what is to be spent and until when', () => {
    const challenge = made();
    expect(readChallenge(ring('a'), SCOPE, challenge, NOW)).toEqual({
      ok: true,
      spentId: expect.any(String),
      expiresAt: NOW + CHALLENGE_MS,
    });
  });

  it('is one thing to spend each time it comes back, and another challenge is another', () => {
    const [one, two] = [made(), made()];
    const spentOf = (challenge: string) => {
      const read = readChallenge(ring('b', 'a'), SCOPE, challenge, NOW);
      return read.ok ? read.spentId : null;
    };
    expect(spentOf(one)).toBe(spentOf(one));
    expect(spentOf(one)).not.toBe(spentOf(two));
  });

  it('has sixteen random bytes: two are never alike', () => {
    const [one, two] = [made(), made()].map((text) => Buffer.from(text, 'base64url'));
    expect(one).toHaveLength(39);
    expect(one?.subarray(1, 17)).not.toEqual(two?.subarray(1, 17));
  });

  it('is over after five minutes, to the millisecond', () => {
    const challenge = made();
    expect(readChallenge(ring('a'), SCOPE, challenge, NOW + CHALLENGE_MS - 1).ok).toBe(true);
    expect(readChallenge(ring('a'), SCOPE, challenge, NOW + CHALLENGE_MS)).toEqual({
      ok: false,
      fault: 'challenge-expired',
    });
  });

  it('made by a clock that was ahead is refused once it is right: it may have been spent', () => {
    const challenge = made();
    expect(readChallenge(ring('a'), SCOPE, challenge, NOW - 60_000).ok).toBe(true);
    expect(readChallenge(ring('a'), SCOPE, challenge, NOW - 60_001)).toEqual(UNKNOWN);
  });

  it.each([
    ['another purpose', { ...SCOPE, purpose: 'sign-in.key' }],
    ['another subject', { ...SCOPE, subject: 'sess_2' }],
    ['nobody', { ...SCOPE, subject: '' }],
  ])('for %s does not match', (_whom, scope) => {
    expect(readChallenge(ring('a'), scope, made(), NOW)).toEqual(UNKNOWN);
  });

  it('does not match once any of its bytes is changed, its expiry included', () => {
    const bytes = Buffer.from(made(), 'base64url');
    for (let at = 0; at < bytes.length; at++) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(readChallenge(ring('a', 'b'), SCOPE, altered.toString('base64url'), NOW), `byte ${at}`).toEqual(UNKNOWN);
    }
  });

  it.each(['', 'AAAA', 'A'.repeat(52), 'not base64url at all'])('does not match where it is %j', (text) => {
    expect(readChallenge(ring('a'), SCOPE, text, NOW)).toEqual(UNKNOWN);
  });

  it('does not match in any other spelling of the same bytes', () => {
    const challenge = made();
    const bytes = Buffer.from(challenge, 'base64url');
    const strays = ['=', '==', ' ', '\n', '.', '!'];
    const spellings = Array.from({ length: challenge.length + 1 }, (_, at) =>
      strays.map((stray) => challenge.slice(0, at) + stray + challenge.slice(at)),
    )
      .concat([[bytes.toString('base64')]])
      .flat()
      .filter((text) => text !== challenge && Buffer.from(text, 'base64url').equals(bytes));
    expect(spellings.length).toBeGreaterThan(200);
    for (const text of spellings) {
      expect(readChallenge(ring('a'), SCOPE, text, NOW), JSON.stringify(text)).toEqual(UNKNOWN);
    }
  });

  it('outlives the rotation of secrets, but not its own secret', () => {
    const challenge = made(ring('a'));
    expect(readChallenge(ring('b', 'a'), SCOPE, challenge, NOW).ok).toBe(true);
    expect(readChallenge(ring('b'), SCOPE, challenge, NOW)).toEqual(UNKNOWN);
  });
});

describe('a check that is handed to a verifier', () => {
  it('remembers what it found, and has found nothing before it is asked', () => {
    const check = challengeCheck(ring('a'), SCOPE, NOW);
    expect(check.read()).toEqual(UNKNOWN);
    const challenge = made();
    expect(check.matches(challenge)).toBe(true);
    expect(check.read()).toMatchObject({ ok: true, expiresAt: NOW + CHALLENGE_MS });
    expect(check.matches('AAAA')).toBe(false);
    expect(check.read()).toEqual(UNKNOWN);
  });

  it('says that a challenge expired, where that is all that is wrong', () => {
    const check = challengeCheck(ring('a'), SCOPE, NOW + CHALLENGE_MS);
    expect(check.matches(made())).toBe(false);
    expect(check.read()).toEqual({ ok: false, fault: 'challenge-expired' });
  });
});
