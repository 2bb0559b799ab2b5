// The signed link behind “This wasn’t me”: unforgeable, fourteen days, and good across a rotation of secrets.

import { describe, expect, it } from 'vitest';
import { TEST_TIME as NOW } from '../../../../../test/support/clock.ts';
import { makeId } from '../../domain/id.ts';
import { createKeyRing } from '../../platform/key-ring.ts';
import { systemRandom } from '../../platform/random.ts';
import { DISOWN_MS, makeDisownLink, readDisownLink } from './disown-link.ts';

const ring = (...versions: string[]) =>
  createKeyRing(
    versions.map((version) => ({ version, secret: Buffer.alloc(32, `secret ${version}`) })),
    systemRandom,
  );
const LINK = {
  accountId: makeId('acct', systemRandom.bytes(16)),
  eventId: makeId('evnt', systemRandom.bytes(16)),
  expiresAt: NOW + DISOWN_MS,
};
const made = makeDisownLink(ring('a'), LINK);

describe('the link', () => {
  it('names an account, an event and an end, and can be found by leak scanners', () => {
    expect(made).toMatch(/^hfn_a\./);
    expect(readDisownLink(ring('a'), made, NOW)).toEqual(LINK);
  });

  it('lasts fourteen days, to the millisecond', () => {
    expect(DISOWN_MS).toBe(14 * 24 * 60 * 60 * 1000);
    expect(readDisownLink(ring('a'), made, LINK.expiresAt - 1)).toEqual(LINK);
    expect(readDisownLink(ring('a'), made, LINK.expiresAt)).toBeNull();
  });

  it('is worth nothing once any of its characters is another', () => {
    for (let at = 0; at < made.length; at++) {
      const altered = `${made.slice(0, at)}${made[at] === '0' ? '1' : '0'}${made.slice(at + 1)}`;
      expect(readDisownLink(ring('a', '0'), altered, NOW), altered).toBeNull();
    }
  });

  it('is worth nothing with the name of another account', () => {
    const other = makeId('acct', systemRandom.bytes(16));
    expect(readDisownLink(ring('a'), made.replace(LINK.accountId, other), NOW)).toBeNull();
  });

  it.each(['', 'hfn_a', 'hfn_a....', made.slice(0, -5), made.split('.').slice(0, 4).join('.')])('is not %j', (text) => {
    expect(readDisownLink(ring('a'), text, NOW)).toBeNull();
  });

  it('outlives the rotation of secrets, but not its own secret', () => {
    expect(readDisownLink(ring('b', 'a'), made, NOW)).toEqual(LINK);
    expect(readDisownLink(ring('b'), made, NOW)).toBeNull();
  });
});
