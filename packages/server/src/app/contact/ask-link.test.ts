// The signed link behind “This is not them”: unforgeable, of one contact and one recovery, and good across a rotation of secrets.

import { describe, expect, it } from 'vitest';
import { TEST_TIME as NOW } from '../../../../../test/support/clock.ts';
import { makeId } from '../../domain/id.ts';
import { createKeyRing } from '../../platform/key-ring.ts';
import { systemRandom } from '../../platform/random.ts';
import { ASK_MS, makeAskLink, readAskLink } from './ask-link.ts';

const ring = (...versions: string[]) =>
  createKeyRing(
    versions.map((version) => ({ version, secret: Buffer.alloc(32, `secret ${version}`) })),
    systemRandom,
  );
const LINK = {
  contactId: makeId('cntc', systemRandom.bytes(16)),
  holdId: makeId('hold', systemRandom.bytes(16)),
  expiresAt: NOW + ASK_MS,
};
const made = makeAskLink(ring('a'), LINK);

describe('the link', () => {
  it('names a contact, a recovery and an end, and can be found by leak scanners', () => {
    expect(made).toMatch(/^hfc_a\./);
    expect(readAskLink(ring('a'), made, NOW)).toEqual(LINK);
  });

  it('lasts ninety days, to the millisecond', () => {
    expect(ASK_MS).toBe(90 * 24 * 60 * 60 * 1000);
    expect(readAskLink(ring('a'), made, LINK.expiresAt - 1)).toEqual(LINK);
    expect(readAskLink(ring('a'), made, LINK.expiresAt)).toBeNull();
  });

  it('is worth nothing once any of its characters is another', () => {
    for (let at = 0; at < made.length; at++) {
      const altered = `${made.slice(0, at)}${made[at] === '0' ? '1' : '0'}${made.slice(at + 1)}`;
      expect(readAskLink(ring('a', '0'), altered, NOW), altered).toBeNull();
    }
  });

  it.each(['', 'hfc_a', 'hfc_a....', made.slice(0, -5), made.split('.').slice(0, 4).join('.')])('is not %j', (text) => {
    expect(readAskLink(ring('a'), text, NOW)).toBeNull();
  });

  it('outlives the rotation of secrets, but not its own secret', () => {
    expect(readAskLink(ring('b', 'a'), made, NOW)).toEqual(LINK);
    expect(readAskLink(ring('b'), made, NOW)).toBeNull();
  });
});
